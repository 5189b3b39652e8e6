import { z } from 'zod'
import { Button, ErrorSummary, type Errors, HiddenFields, Radios } from '#design/components/index.ts'
import { inEachLanguage, wordsIn } from '#platform/language.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { chooseTextSize, textSizeOf, textSizes } from '#platform/text-size.ts'
import { type Ask, action, type Problem, page, type Route } from '#platform/web.ts'
import { words } from './words-public.ts'

const sizeForm = inEachLanguage(words, ({ textSize }) =>
  z.object({
    size: z.enum(textSizes, textSize.missing),
    back: z.string().max(500).default(''),
  }),
)

/** Where the reader came from, when it is one of our own pages and no form that was half filled in. */
function cameFrom(ask: Ask): string {
  const from = ask.req.header('referer')
  if (!from || !URL.canParse(from)) return ''
  const { origin, pathname, search } = new URL(from)
  const own = origin === new URL(ask.get('services').config.baseUrl).origin
  return own && !/^(\/cy)?\/text-size$/.test(pathname) ? ownPath(pathname + search) : ''
}

/** An address on this site, or nothing: a link elsewhere in its place would send people astray. */
function ownPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : ''
}

function show(ask: Ask, back: string, problems: Problem[] = []): Response {
  const w = wordsIn(ask, words).textSize
  const errors: Errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
  return showPublic(
    ask,
    { title: w.title, noIndex: true, errors, status: problems.length > 0 ? 422 : 200 },
    <form method="post" action="/text-size" novalidate>
      <ErrorSummary errors={errors} />
      <Radios
        name="size"
        legend={w.title}
        legendSize="xl"
        heading={1}
        hint={w.hint}
        error={errors.size}
        value={textSizeOf(ask)}
        choices={textSizes.map((size) => ({ value: size, label: w.sizes[size] }))}
      />
      <HiddenFields values={{ back }} />
      <Button>{w.save}</Button>
    </form>,
  )
}

/** A larger text on every page, for as long as this browser remembers. */
export const textSizeRoutes: Route[] = [
  page('/text-size', 'public', (ask) => show(ask, cameFrom(ask))),
  action(
    '/text-size',
    'public',
    {
      schema: sizeForm,
      limit: { name: 'text size', perAddress: { most: 60, seconds: 3600 } },
      invalid: (ask, problems, raw) => show(ask, ownPath(String(raw.back ?? '')), problems),
    },
    (ask, { size, back }) => {
      chooseTextSize(ask, size)
      return seeOther(ask, ownPath(back) || '/')
    },
  ),
]
