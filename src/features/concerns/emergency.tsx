import { Details, WarningCallout } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { dateInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import { watchAt } from './rules.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

/** Whom to ring, before anything else on a page about concerns: first in the source too. */
export function Emergency({ watching }: { watching: Watching }) {
  const w = words.emergency
  const { onCall } = watching
  const numbers = [
    { ...w.nine },
    { ...w.one },
    { ...w.samaritans },
    ...(onCall.phone ? [{ number: onCall.phone, what: w.onCall(onCall.name, onCall.hours) }] : []),
  ]
  return (
    <WarningCallout heading={w.title} level={2}>
      <p>
        <strong>{w.first}</strong>
      </p>
      <ul class="app-numbers">
        {numbers.map(({ number, what }) => (
          <li>
            <a class="app-numbers__number" href={telephoneLink(number)}>
              {number}
            </a>{' '}
            {what}
          </li>
        ))}
      </ul>
      {!onCall.phone && <p>{w.noOnCall}</p>}
    </WarningCallout>
  )
}

/** Whether anybody watches now, in plain words; without a nurse or a lead, that too. */
export function WhoWatches({ watching, now }: { watching: Watching; now: Date }) {
  const w = words.watch
  const { zone } = watching.watch
  const today = localTime(now, zone).date
  const moment = (at: Date) => {
    const { date, time } = localTime(at, zone)
    return date === today ? timeInWords(time) : `${dateInWords(date, today)}, ${timeInWords(time)}`
  }
  const nobody = watching.nurses + watching.leads === 0
  const state = watchAt(now, watching.watch)
  const missing = nobody ? w.noOne : watching.nurses === 0 ? w.noNurse : null
  if (!nobody && 'until' in state)
    return (
      <>
        <p>{w.watched(moment(state.until))}</p>
        {missing && <p>{missing}</p>}
      </>
    )
  return (
    <WarningCallout heading={w.nobody} level={2}>
      <p>{nobody ? w.noOne : 'again' in state && state.again ? w.again(moment(state.again)) : w.never}</p>
      {!nobody && missing && <p>{missing}</p>}
    </WarningCallout>
  )
}

/** What the law says of confidence, beside the box in which somebody writes. */
export function Confidence() {
  const w = words.confidence
  return (
    <section class="app-box">
      <h2 class="nhsuk-heading-s" id="confidence">
        {w.title}
      </h2>
      {w.paragraphs.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <Details summary={w.sources}>
        <ul class="nhsuk-list nhsuk-list--bullet">
          {w.list.map((source) => (
            <li>{source}</li>
          ))}
        </ul>
      </Details>
    </section>
  )
}
