import { Button, ButtonRow, ErrorSummary, HiddenFields, Radios } from '#design/components/index.ts'
import { dateInWords, localTime } from '../groups/rules.ts'
import type { Words } from './words-stop.ts'

type Stopped = 'all' | 'pause' | 'reminders' | null
type StopProps = { w: Words; token: string; stopped: Stopped; until: Date | null }

const address = (token: string) => `/stop/${encodeURIComponent(token)}`
const day = (at: Date, { language }: Words) =>
  dateInWords(localTime(at, 'Europe/London').date, null, language)

/** What to stop: the reminders that the message was one of, everything, or everything for a while. */
export function StopPage({
  w,
  token,
  stopped,
  until,
  errors,
}: StopProps & { errors?: Record<string, string> }) {
  return (
    <>
      <ErrorSummary errors={errors ?? {}} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {stopped && <p>{w.now[stopped](until ? day(until, w) : '')}</p>}
      <form method="post" action={address(token)}>
        <Radios
          name="what"
          legend={w.legend}
          legendSize="m"
          value={stopped && stopped !== 'pause' ? '' : 'reminders'}
          error={errors?.what}
          choices={[
            ...(stopped ? [{ value: 'none', label: w.none, hint: w.noneHint }] : []),
            { value: 'reminders', label: w.reminders, hint: w.remindersHint },
            {
              value: 'pause',
              label: w.pause,
              hint: w.pauseHint,
              reveals: (
                <Radios
                  name="days"
                  legend={w.howLong}
                  value="90"
                  small
                  choices={[
                    { value: '30', label: w.days30 },
                    { value: '90', label: w.days90 },
                    { value: '180', label: w.days180 },
                  ]}
                />
              ),
            },
            { value: 'all', label: w.all, hint: w.allHint },
          ]}
        />
        <Button>{w.save}</Button>
      </form>
      <p>{w.noReason}</p>
    </>
  )
}

/** What is so now, and the way back. */
export function StopDone({ w, token, stopped, until }: StopProps) {
  return (
    <>
      <h1>{w.doneTitle}</h1>
      <p class="app-lede">{stopped ? w.now[stopped](until ? day(until, w) : '') : w.nowNothing}</p>
      {stopped === 'all' && <p>{w.allMeans}</p>}
      {stopped && (
        <form method="post" action={address(token)}>
          <HiddenFields values={{ what: 'none' }} />
          <ButtonRow>
            <Button variant="secondary">{w.none}</Button>
            <a href={address(token)}>{w.other}</a>
          </ButtonRow>
        </form>
      )}
    </>
  )
}

/** A link that belongs to nobody any more. */
export function StopGone({ w }: { w: Words }) {
  return (
    <>
      <h1>{w.goneTitle}</h1>
      <p class="app-lede">{w.gone}</p>
    </>
  )
}
