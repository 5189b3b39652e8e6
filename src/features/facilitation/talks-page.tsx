import { Button, HiddenFields } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { dateInWords } from '#features/groups/rules.ts'
import type { Debrief } from './debriefs.ts'
import { raised } from './raised-words.ts'

type Day = (instant: Date) => string

/** Facilitators who would like to talk: whom to ring, and whether somebody has. */
export function DebriefsPage(props: {
  list: Debrief[]
  /** Whether they ring others, as the nurse or a coordinator do. */
  rings: boolean
  day: Day
}) {
  const w = raised.talks
  const { list, rings, day } = props
  const open = list.filter((talk) => talk.doneAt === null)
  const done = list.filter((talk) => talk.doneAt !== null)
  return (
    <>
      <h1>{w.title}</h1>
      <p>{rings ? w.lede : w.ownLede}</p>
      <h2>{rings ? w.open : w.ownOpen}</h2>
      {open.length === 0 && <p>{rings ? w.none : w.ownNone}</p>}
      <ul class="app-lines">
        {open.map((talk) => (
          <li class="app-lines__item">
            <b>{talk.mine ? w.you : talk.name}</b>{' '}
            {talk.mine ? (
              <>
                {talk.phone ?? `${w.noNumber} `}
                {!talk.phone && <a href="/staff/account">{w.yourAccount}</a>}
              </>
            ) : talk.phone ? (
              <a class="app-nowrap" href={telephoneLink(talk.phone)}>
                {talk.phone}
              </a>
            ) : (
              w.noPhone
            )}
            <p class="app-small">
              {[
                w.about(talk.group, talk.sessionDate && dateInWords(talk.sessionDate, null)),
                w.asked(day(talk.askedAt)),
                raised.withWhom[talk.withWhom],
                talk.suits && w.suits(talk.suits),
              ]
                .filter(Boolean)
                .join('. ')}
            </p>
            <div class="app-acts">
              {!talk.mine && <Settle talk={talk} outcome="talked" words={w.talked} />}
              <Settle talk={talk} outcome="no longer needed" words={w.notNeeded} />
            </div>
          </li>
        ))}
      </ul>
      {done.length > 0 && (
        <>
          <h2>{w.done}</h2>
          <ul class="app-lines">
            {done.map((talk) => (
              <li class="app-lines__item">
                {talk.name}. {talk.outcome && w.outcome[talk.outcome]}:{' '}
                {talk.doneAt && w.doneBy(talk.doneBy, day(talk.doneAt))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Settle({ talk, outcome, words }: { talk: Debrief; outcome: string; words: string }) {
  return (
    <form method="post" action={`/staff/debriefs/${talk.id}`}>
      <HiddenFields values={{ outcome }} />
      <Button small variant={outcome === 'talked' ? 'secondary' : 'link'}>
        {words}
        <span class="nhsuk-u-visually-hidden">{raised.talks.of(talk.name)}</span>
      </Button>
    </form>
  )
}
