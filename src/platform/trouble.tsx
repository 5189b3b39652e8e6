import { Button } from '#design/components/index.ts'
import { addressIn, wordsIn } from './language.ts'
import { showPublic } from './show.tsx'
import { type TroubleWords, troubleWords } from './trouble-words.ts'
import type { Ask, Problem, TroublePages } from './web.ts'

function trouble(
  ask: Ask,
  status: number,
  say: (words: TroubleWords) => [title: string, text: string],
  problems: Problem[] = [],
) {
  const charity = ask.get('charity')
  const words = wordsIn(ask, troubleWords)
  const [title, text] = say(words)
  return showPublic(
    ask,
    { title, tabTitle: title, status },
    <>
      <h1>{title}</h1>
      <p class="lede">{text}</p>
      {problems.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {problems.map((problem) => (
            <li key={problem.field}>{problem.message}</li>
          ))}
        </ul>
      )}
      {charity.phone !== '' && <p>{words.ringUs(charity.phone, charity.phoneHours)}</p>}
      <Button href="/">{words.firstPage}</Button>
      {status >= 500 && <p class="small">{words.reference(ask.get('requestId'))}</p>}
    </>,
  )
}

/** The pages for what did not go as hoped; each says what to do next. */
export const troublePages: TroublePages & { elsewhere(ask: Ask): Response | Promise<Response> } = {
  signInFirst: (ask) =>
    ask.req.method === 'GET'
      ? ask.redirect(`/staff/sign-in?then=${encodeURIComponent(ask.req.path)}`, 303)
      : ask.redirect('/staff/sign-in', 303),
  linkFirst: (ask) => ask.redirect(addressIn(ask.get('language'), '/my/link'), 303),
  forbidden: (ask) => trouble(ask, 403, (w) => [w.forbiddenTitle, w.forbidden]),
  // Refused before anything was read, the charity's name too.
  async elsewhere(ask) {
    if (!ask.get('charity')) ask.set('charity', await ask.get('services').charity())
    return trouble(ask, 403, (w) => [w.elsewhereTitle, w.elsewhere])
  },
  tooOften: (ask) => trouble(ask, 429, (w) => [w.tooOftenTitle, w.tooOften]),
  tooLarge: (ask) => trouble(ask, 413, (w) => [w.tooLargeTitle, w.tooLarge]),
  badForm: (ask, problems) => trouble(ask, 422, (w) => [w.badFormTitle, w.badForm], problems),
}

/** The page for an address that has none. */
export function notFound(ask: Ask): Response | Promise<Response> {
  return trouble(ask, 404, (w) => [w.notFoundTitle, `${w.notFound} ${w.notFoundNext}`])
}

/** A plain answer when nothing can be asked of the database, and so not even the charity's name is known. */
export function wentWrong(ask: Ask, status: 500 | 503): Response | Promise<Response> {
  if (!ask.get('charity')) ask.set('charity', unknownCharity)
  return trouble(ask, status, (w) => (status === 503 ? [w.awayTitle, w.away] : [w.wrongTitle, w.wrong]))
}

const unknownCharity = {
  name: 'Alongside',
  discreetName: 'Alongside',
  phone: '',
  phoneHours: '',
  email: '',
  postalAddress: '',
  registeredNumber: '',
  illness: '',
  fromEmail: '',
  brandColour: '#4b1d52',
  accentColour: '#e4573d',
  hasLogo: false,
  zone: 'Europe/London',
  welsh: false,
  illnessWelsh: '',
  phoneHoursWelsh: '',
  version: '0',
}

/** Whether an error means that the database is away or out of breath, rather than a mistake of ours. */
export function databaseIsAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return (
    (typeof code === 'string' && /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT|25P03|57014)/.test(code)) ||
    /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/.test(
      message ?? '',
    )
  )
}
