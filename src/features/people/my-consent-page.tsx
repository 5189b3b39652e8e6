import {
  Button,
  ButtonRow,
  Card,
  Details,
  HiddenFields,
  InsetText,
  Tag,
  written,
} from '#design/components/index.ts'
import { dayInWords, localTime } from '#features/groups/rules.ts'
import type { ConsentEntry, ConsentPurpose, ConsentState } from './consents.ts'
import { languageOf, purposes } from './words-consent.ts'
import type { MyWords } from './words-my.ts'

/** Which purposes stand together, in the order in which they are read. */
type Part = { title: string; lede?: string; which: readonly ConsentPurpose[] }
const partsOf = ({ consent: w }: MyWords): Part[] => [
  { title: w.parts.health, which: ['health information'] },
  { title: w.parts.reach, which: ['email', 'phone', 'text', 'post'] },
  {
    title: w.parts.more,
    lede: w.parts.moreLede,
    which: ['surveys', 'stories', 'news and campaign', 'word back to referrer'],
  },
]

type Shown = { words: MyWords; charity: string; zone: string }

/** Everything that one can say yes or no to: what holds now, one press to change it, and all that was said before. */
export function ConsentPage(props: Shown & { states: readonly ConsentState[] }) {
  const w = props.words.consent
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {partsOf(props.words).map((part) => (
        <>
          <h2>{part.title}</h2>
          {part.lede && <p>{part.lede}</p>}
          {part.which.map((purpose) => {
            const state = props.states.find((one) => one.purpose === purpose)
            return state && <OneConsent state={state} {...props} />
          })}
        </>
      ))}
    </>
  )
}

function OneConsent({ state, words, charity, zone }: Shown & { state: ConsentState }) {
  const w = words.consent
  const { title, mine, withoutIt } = purposes[words.language][state.purpose]
  const [newest] = state.history
  const since = newest ? w.since(day(newest.saidAt, zone, words)) : state.holds ? w.goesWithout : w.notAsked
  return (
    <Card heading={title} level={3} headingSize="s">
      <p>{mine(charity)}</p>
      <p>
        <Tag tone={state.holds ? 'teal' : 'plum'}>{state.holds ? w.yes : w.no}</Tag>{' '}
        <span class="app-small">{since}</span>
      </p>
      {state.holds && <p class="app-small">{w.ifNot(withoutIt)}</p>}
      <Answers w={w} state={state} title={title} />
      {state.history.length > 0 && (
        <History words={words} entries={state.history} title={title} zone={zone} />
      )}
    </Card>
  )
}

function Answers({ w, state, title }: { w: MyWords['consent']; state: ConsentState; title: string }) {
  const about = <span class="nhsuk-u-visually-hidden"> ({title})</span>
  if (state.holds && state.purpose === 'health information')
    return (
      <p>
        <a href="/my/consent/take-back">{w.back}</a>
      </p>
    )
  return (
    <form method="post" action="/my/consent">
      <HiddenFields values={{ purpose: state.purpose }} />
      <ButtonRow>
        {!state.holds && (
          <Button small variant="secondary" name="answer" value="yes">
            {w.sayYes}
            {about}
          </Button>
        )}
        {(state.holds || !state.said) && (
          <Button small variant="secondary" name="answer" value="no">
            {w.sayNo}
            {about}
          </Button>
        )}
      </ButtonRow>
    </form>
  )
}

const day = (instant: Date, zone: string, { language }: MyWords) =>
  dayInWords(localTime(instant, zone).date, null, language)

function History({
  words,
  entries,
  title,
  zone,
}: {
  words: MyWords
  entries: readonly ConsentEntry[]
  title: string
  zone: string
}) {
  const w = words.consent
  return (
    <Details
      summary={
        <>
          {w.history}
          <span class="nhsuk-u-visually-hidden"> ({title})</span>
        </>
      }
    >
      <ul class="nhsuk-list nhsuk-list--bullet">
        {entries.map((entry) => (
          <li>
            <b>{entry.given ? w.yes : w.no}</b>, {day(entry.saidAt, zone, words)}, {w.ways[entry.way]}
            {entry.by !== null && ` ${w.writtenDown}`}
            <br />
            <span class="app-small">
              {w.toThis} “{written(entry.words, languageOf(entry.version))}”
            </span>
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** What happens when somebody takes back their agreement about health, before the button that does it. */
export function TakeBackPage(props: { words: MyWords; charity: string; held: boolean }) {
  const { words, charity } = props
  const w = words.consent
  return (
    <>
      <h1>{w.back}</h1>
      <p class="app-lede">{w.backLede(purposes[words.language]['health information'].mine(charity))}</p>
      <h2 class="nhsuk-heading-m">{w.what}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {w.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      {props.held && <InsetText>{w.held}</InsetText>}
      <p>{w.groups}</p>
      <p>{w.ask}</p>
      <form method="post" action="/my/consent/take-back">
        <ButtonRow>
          <Button variant="warning" preventDoubleClick>
            {w.confirm}
          </Button>
          <a href="/my/consent">{w.notNow}</a>
        </ButtonRow>
      </form>
    </>
  )
}
