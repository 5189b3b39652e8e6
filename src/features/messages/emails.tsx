import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type Charity, charityIn } from '#platform/charity.ts'
import type { Language } from '#platform/language.ts'
import {
  calendarFile,
  calendarFileType,
  dateInWords,
  hoursInWords,
  localTime,
  timeInWords,
  writtenDateIn,
} from '../groups/rules.ts'
import type { Facts } from './facts.ts'
import type { Links } from './links.ts'
import { mailStyle } from './mail-style.ts'
import type { MessageKind } from './messages.ts'
import type { Block, Letter, Said } from './said.ts'
import { words } from './words.ts'

/** A message as it goes out. */
export type Written = {
  subject: string
  text: string
  html: string
  attachments: { filename: string; contentType: string; content: string }[]
}

/**
 * Writes a message from what is true at the moment of sending: discreet in its subject and its first words (P7), with
 * the charity's full name, a number to ring and one button inside. Times are local to the session (P10).
 * @param host the host of our address, for the calendar file's stable identifier.
 */
export function writeMessage(facts: Facts, settings: Charity, links: Links, host: string): Written {
  // Nobody has said yet, or nobody says any more, that this address is theirs: a stranger who reads it learns neither a
  // name nor what we do (P7).
  const stranger = ['confirm address', 'carry on joining', 'address changed'].includes(facts.kind)
  const charity = stranger
    ? { ...settings, name: settings.discreetName, postalAddress: '', registeredNumber: '' }
    : settings
  const said = { ...saidOf(facts, charity), ...(stranger ? { called: '', helper: null } : {}) }
  const letter = words[said.language][facts.kind](said)
  const subject =
    facts.person?.fullTitles && facts.group ? `${letter.subject} · ${facts.group.name}` : letter.subject
  const staff = facts.account !== null
  return {
    subject,
    text: asText(letter, said, charity, links, staff),
    html: `<!doctype html>${renderToString(
      <MailPage letter={letter} said={said} charity={charity} links={links} staff={staff} />,
    )}`,
    attachments: calendarOf(facts, charity, host),
  }
}

/** What a message may say, in words: of the session, the group, the place, as they are now. */
export function saidOf(facts: Facts, settings: Charity): Said {
  const { language } = facts
  const charity = charityIn(language, settings)
  const { group, venue, place, account, details } = facts
  const session = facts.kind === 'session cancelled' ? asTheyKnowIt(facts) : facts.session
  const zone = session?.zone ?? charity.zone
  const today = localTime(facts.now, zone).date
  return {
    language,
    called: account?.name ?? facts.person?.called ?? '',
    helper: account ? null : (facts.address?.helper ?? null),
    group: group?.name ?? '',
    online: group?.kind === 'online' && !session?.telephone,
    telephone: session?.telephone ?? null,
    date: session ? dateInWords(session.date, today, language) : '',
    starts: session ? timeInWords(session.starts, language) : '',
    hours: session ? hoursInWords(session.starts, session.ends, language) : '',
    near: session ? nearness(session.date, today) : null,
    where: venue ? [venue.name, venue.address, `${venue.town} ${venue.postcode}`] : [],
    limited: session?.limited ?? false,
    speaker: session?.speaker ? [session.speaker, session.talk].filter(Boolean).join(', ') : null,
    note: session?.note ?? null,
    from: writtenDateIn(language, textOf(details.former) ?? '') || null,
    cancelledWords: session?.cancelledWords ?? null,
    insteadWords: session?.insteadWords ?? null,
    answerBy: place?.answerBy ? momentInWords(place.answerBy, zone, today, language) : null,
    begins: facts.member?.begins ?? 'just come',
    letIn: facts.member?.letIn ?? false,
    phone: group?.askPhone || charity.phone,
    phoneHours: group?.askPhone && group.askPhone !== charity.phone ? '' : charity.phoneHours,
    sender: charity.discreetName,
    invitedBy: textOf(details.invitedBy),
    place: place?.state ?? null,
    position: Number(details.position ?? 0) || null,
    chosen:
      facts.kind === 'joined' && (details.kept || details.waiting)
        ? { kept: Number(details.kept ?? 0), waiting: Number(details.waiting ?? 0) }
        : null,
    standing:
      details.standing === true
        ? { kept: Number(details.kept ?? 0), waiting: Number(details.waiting ?? 0) }
        : null,
    firstDate: firstDate(facts, today),
    wrongNumber: details.wrongNumber === true,
    hasPasskey: account?.hasPasskey ?? false,
    recovery: details.purpose === 'recovery',
    soon: details.soon === 'now' || details.soon === 'today' ? details.soon : null,
  }
}

/** A date that falls out, as somebody knows it whom no news of its last move has reached. */
function asTheyKnowIt({ session, details }: Facts): Facts['session'] {
  const { formerStartsAt, formerEndsAt } = details
  if (!session || typeof formerStartsAt !== 'string' || typeof formerEndsAt !== 'string') return session
  const from = localTime(new Date(formerStartsAt), session.zone)
  return {
    ...session,
    date: from.date,
    starts: from.time,
    ends: localTime(new Date(formerEndsAt), session.zone).time,
  }
}

/** Where places are limited, only a date at which one is kept for them. */
function firstDate({ next, language }: Facts, today: string): string | null {
  const first = next?.find(({ limited, kept }) => kept || !limited)
  return first ? `${dateInWords(first.date, today, language)}, ${timeInWords(first.starts, language)}` : null
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

function nearness(date: string, today: string): Said['near'] {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000)
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : null
}

function momentInWords(at: Date, zone: string, today: string, language: Language): string {
  const { date, time } = localTime(at, zone)
  return `${dateInWords(date, today, language)}, ${timeInWords(time, language)}`
}

const withFile: readonly MessageKind[] = [
  'session moved',
  'session cancelled',
  'session added',
  'session put back',
]

/** Files that bring calendars up to date: a changed session replaces the former one, a cancelled one is struck out. */
function calendarOf(facts: Facts, charity: Charity, host: string): Written['attachments'] {
  const { session, kind, venue, group } = facts
  if (!session || !withFile.includes(kind)) return []
  const cancelled = kind === 'session cancelled'
  const title = facts.person?.fullTitles && group ? group.name : charity.discreetName
  const content = calendarFile({
    name: charity.discreetName,
    method: cancelled ? 'CANCEL' : 'PUBLISH',
    madeAt: facts.now,
    sessions: [
      {
        uid: `${session.id}@${host}`,
        sequence: session.sequence,
        date: session.date,
        starts: session.starts,
        ends: session.ends,
        zone: session.zone,
        title,
        place: session.telephone
          ? words[facts.language].byTelephone(session.telephone)
          : venue
            ? `${venue.name}, ${venue.address}, ${venue.town} ${venue.postcode}`
            : null,
        state: cancelled ? 'cancelled' : 'planned',
      },
    ],
  })
  const contentType = `${calendarFileType}; method=${cancelled ? 'CANCEL' : 'PUBLISH'}`
  return [{ filename: words[facts.language].calendarFile, contentType, content }]
}

type Parts = { letter: Letter; said: Said; charity: Charity; links: Links; staff: boolean }

/** To the person, or to whoever helps them, who reads about whom it is. */
function greeting({ called, language, helper = null }: Said): string[] {
  const w = words[language]
  if (called === '') return []
  return helper === null
    ? [w.greeting(called)]
    : [helper ? w.greeting(helper) : w.hello, w.forSomeone(called)]
}

function asText(letter: Letter, said: Said, charity: Charity, links: Links, staff: boolean): string {
  const w = words[said.language]
  const lines = (blocks: readonly Block[]) => blocks.map(blockText)
  const button = letter.button && links.main ? [w.buttonText(letter.button, links.main)] : []
  return [
    ...greeting(said),
    ...lines(letter.body),
    ...button,
    ...lines(letter.after ?? []),
    ringsAlready(letter, said) ? '' : w.help(said),
    '-- ',
    [
      w.from(charity.name),
      charity.postalAddress.replace(/\s*\n\s*/g, ', '),
      charity.registeredNumber,
      staff ? w.whyStaff : w.why,
      links.main && !staff ? w.linkIsYoursText : '',
      links.stop ? w.stopText(links.stop) : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .replace('-- \n\n', '-- \n')
    .concat('\n')
}

/** The letter itself gives the number: once is enough. */
function ringsAlready({ body, after }: Letter, { phone }: Said): boolean {
  return phone !== '' && [...body, ...(after ?? [])].some((block) => blockText(block).includes(phone))
}

function blockText(block: Block): string {
  if ('p' in block) return block.p
  if ('note' in block) return block.note
  return block.facts.map(([label, value]) => `${label}: ${value.replaceAll('\n', ', ')}`).join('\n')
}

function MailPage({ letter, said, charity, links, staff }: Parts) {
  return (
    <html lang={said.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="format-detection" content="telephone=no, date=no, address=no" />
        <title>{letter.subject}</title>
        <style dangerouslySetInnerHTML={{ __html: mailStyle(charity.brandColour, charity.accentColour) }} />
      </head>
      <body class="m">
        <div class="preview">{letter.preview}</div>
        <div class="sheet">
          <p class="sender">{charity.discreetName}</p>
          <div class="card">
            <h1>{letter.heading}</h1>
            {greeting(said).map((line) => (
              <p>{line}</p>
            ))}
            <Blocks blocks={letter.body} phone={said.phone} />
            {letter.button && links.main && (
              <p class="act">
                <a class="button" href={links.main}>
                  {letter.button}
                </a>
              </p>
            )}
            <Blocks blocks={letter.after ?? []} phone={said.phone} />
          </div>
          <Footer letter={letter} said={said} charity={charity} links={links} staff={staff} />
        </div>
      </body>
    </html>
  )
}

function Footer({ letter, said, charity, links, staff }: Parts) {
  const w = words[said.language]
  return (
    <div class="foot">
      {said.phone !== '' && !ringsAlready(letter, said) && (
        <p class="help">{withNumber(w.help(said), said.phone)}</p>
      )}
      <p>
        {w.from(charity.name)} {staff ? w.whyStaff : w.why}
        {links.main && !staff ? ` ${w.linkIsYours}` : ''}
      </p>
      {(charity.postalAddress !== '' || charity.registeredNumber !== '') && (
        <p>
          {[charity.postalAddress.replace(/\s*\n\s*/g, ', '), charity.registeredNumber]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      )}
      {links.stop && (
        <p>
          <a href={links.stop}>{w.stop}</a>
        </p>
      )}
    </div>
  )
}

function Blocks({ blocks, phone }: { blocks: readonly Block[]; phone: string }) {
  return (
    <>
      {blocks.map((block) =>
        'p' in block ? (
          <p>{withNumber(block.p, phone)}</p>
        ) : 'note' in block ? (
          <p class="note">{block.note}</p>
        ) : (
          <dl class="facts">
            {block.facts.map(([label, value]) => (
              <>
                <dt>{label}</dt>
                <dd>{lineBreaks(value)}</dd>
              </>
            ))}
          </dl>
        ),
      )}
    </>
  )
}

function lineBreaks(text: string): ComponentChildren {
  return text.split('\n').map((line, i) => (
    <>
      {i > 0 && <br />}
      {line}
    </>
  ))
}

/** The number to ring as a link, so that a phone rings it. */
function withNumber(sentence: string, phone: string): ComponentChildren {
  const [before, after] = phone === '' ? [] : sentence.split(phone)
  if (after === undefined) return sentence
  return (
    <>
      {before}
      <a class="tel" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
        {phone}
      </a>
      {after}
    </>
  )
}
