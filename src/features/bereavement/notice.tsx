import { Box, Button, InsetText } from '#design/components/index.ts'
import type { Death } from './queries.ts'
import { lateInWords, putBackInWords, stoppedInWords, words } from './words.ts'

/** The sentences of `?done=` that are about a death. */
export const deathDone: Readonly<Record<string, string>> = words.done

/**
 * At the top of a person's page: quietly, that they died, what was stopped, and the button for a mistake; or, for a
 * week after a mistake was put right, what came back and what time had overtaken.
 */
export function DeathNotice(props: {
  personId: string
  called: string
  death: Death
  /** When it was recorded, in words. */
  on: string
  /** Whether whoever looks may open the plan for the group. */
  mayPlan: boolean
  /** When a mistake was put right, in words; null when none was. */
  putRightOn: string | null
}) {
  const { death } = props
  if (death.mistakeAt) {
    if (!death.lately) return null
    const back = death.putBack ? putBackInWords(death.putBack) : []
    const late = death.putBack ? lateInWords(death.putBack.late) : []
    return (
      <InsetText>
        <h2 class="nhsuk-heading-s">{words.mistake.heading}</h2>
        {props.putRightOn && <p>{words.mistake.putRight(death.mistakeBy, props.putRightOn)}</p>}
        {back.length === 0 && late.length === 0 && <p>{words.mistake.nothing}</p>}
        <Sentences title={words.mistake.back} items={back} />
        <Sentences title={words.mistake.late} items={late} />
        {late.length > 0 && <p>{words.mistake.calls}</p>}
      </InsetText>
    )
  }
  const stopped = stoppedInWords(death.stopped)
  const { notice } = words
  return (
    <Box label={notice.label}>
      <h2>{notice.heading(props.called)}</h2>
      <p>
        {[notice.told(death.toldBy, death.toldOn), notice.sure[death.sure]]
          .filter((sentence) => sentence !== '')
          .join('. ')}{' '}
        {notice.recorded(death.recordedBy, props.on)}{' '}
        <a class="app-small" href={`/staff/people/${props.personId}/died/told`}>
          {words.changeTold.link}
        </a>
      </p>
      <p>{notice.reached}</p>
      {stopped.length > 0 ? (
        <Sentences title={notice.stoppedTitle} items={stopped} />
      ) : (
        <p>{notice.nothing}</p>
      )}
      {props.mayPlan && (
        <p>
          <a href={`/staff/people/${props.personId}/plan`}>{notice.plan}</a>
        </p>
      )}
      <div class="app-acts">
        {death.sure === 'told' && (
          <form method="post" action={`/staff/people/${props.personId}/died/confirmed`}>
            <Button variant="secondary" small preventDoubleClick>
              {notice.confirmed}
            </Button>
          </form>
        )}
        <form method="get" action={`/staff/people/${props.personId}/not-died`}>
          <Button variant="secondary" small>
            {notice.mistake}
          </Button>
        </form>
      </div>
    </Box>
  )
}

function Sentences(props: { title: string; items: readonly string[] }) {
  if (props.items.length === 0) return null
  return (
    <>
      <p>
        <b>{props.title}</b>
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {props.items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </>
  )
}
