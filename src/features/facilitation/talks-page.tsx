import { Button, HiddenFields, Lines } from '#design/components/index.ts'
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
      <Lines heading={rings ? w.open : w.ownOpen} none={rings ? w.none : w.ownNone} items={open}>
        {(talk) => (
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
        )}
      </Lines>
      {done.length > 0 && (
        <Lines heading={w.done} none="" items={done}>
          {(talk) => (
            <li class="app-lines__item">
              {talk.name}. {talk.outcome && w.outcome[talk.outcome]}:{' '}
              {talk.doneAt && w.doneBy(talk.doneBy, day(talk.doneAt))}
            </li>
          )}
        </Lines>
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
