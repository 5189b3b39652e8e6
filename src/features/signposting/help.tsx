import { written } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { dayInWords } from '#features/groups/rules.ts'
import type { Language } from '#platform/language.ts'
import type { Signpost } from './signposting.ts'
import { type Words, words } from './words.ts'

/** On a group's page: other help, each with its number. Nothing where the directory has nothing for it. */
export function HelpSection(props: { language: Language; help: readonly Signpost[]; slug: string }) {
  const { language, help, slug } = props
  const w = words[language]
  if (help.length === 0) return null
  return (
    <>
      <h2 id="help">{w.group.heading}</h2>
      <p>{w.group.lede}</p>
      <ul class="app-help">
        {help.map((entry) => (
          <li class="app-help__item">
            <b>{entry.name}</b>
            {entry.phone && (
              <>
                {' '}
                <a class="app-nowrap" href={telephoneLink(entry.phone)}>
                  {entry.phone}
                </a>
              </>
            )}
            <br />
            {written(entry.whatFor)}
            {entry.web && (
              <>
                <br />
                <a href={entry.web} rel="noreferrer">
                  {w.group.web(entry.name)}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
      <p class="app-screen-only">
        <a href={`/groups/${slug}/help`}>{w.group.print}</a>
      </p>
    </>
  )
}

/** The same on one side of A4, to hand out at the group. */
export function HelpSheet(props: {
  language: Language
  group: string
  help: readonly Signpost[]
  charity: { name: string; phone: string }
}) {
  const w = words[props.language]
  return (
    <>
      <p class="app-eyebrow">{props.charity.name}</p>
      <h1>{w.sheet.title}</h1>
      <p class="app-lede">{w.sheet.for(props.group)}</p>
      {props.help.length === 0 && <p>{w.sheet.none}</p>}
      <HelpTable w={w} help={props.help} />
      {props.charity.phone && (
        <p class="app-small">
          {w.sheet.printed} <a href={telephoneLink(props.charity.phone)}>{props.charity.phone}</a>
        </p>
      )}
    </>
  )
}

/** For the back of a day sheet: names and numbers, nothing about anybody. */
export function HelpOnPaper({ help }: { help: readonly Signpost[] }) {
  return help.length === 0 ? null : (
    <>
      <h2>{words.en.sheet.title}</h2>
      <HelpTable w={words.en} help={help} />
    </>
  )
}

function HelpTable({ w, help }: { w: Words; help: readonly Signpost[] }) {
  return (
    <ul class="app-help app-help--paper">
      {help.map((entry) => (
        <li class="app-help__item">
          <span>
            <b>{entry.name}</b>
            <br />
            {written(entry.whatFor)}
            {entry.web && (
              <>
                <br />
                {entry.web.replace(/^https?:\/\//, '').replace(/\/$/, '')}
              </>
            )}
            {' · '}
            <span class="app-help__checked">
              {w.sheet.checked(dayInWords(entry.checkedOn, null, w.language))}
            </span>
          </span>
          {entry.phone && (
            <b class="app-nowrap">
              <a href={telephoneLink(entry.phone)}>{entry.phone}</a>
            </b>
          )}
        </li>
      ))}
    </ul>
  )
}
