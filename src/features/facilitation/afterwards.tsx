import { Button, Details, Input, InsetText, Select } from '#design/components/index.ts'
import type { DebriefWith } from './debriefs.ts'
import { raised } from './raised-words.ts'

/** On a session's page, once it has begun: what else there is to say about it, and to whom. */
export function Afterwards(props: {
  sessionId: string
  talks: readonly DebriefWith[] | null
  debriefAsked: boolean
}) {
  const w = raised.session
  const talks = props.debriefAsked ? null : props.talks
  return (
    <section>
      <h2 id="afterwards">{w.heading}</h2>
      <ul class="nhsuk-list nhsuk-list--border">
        <li>
          <a href={`/staff/concerns/new?session=${props.sessionId}`}>{w.concern}</a>
          <p class="app-small">{w.concernHint}</p>
        </li>
        <li>
          <a href={`/staff/sessions/${props.sessionId}/question`}>{w.question}</a>
          <p class="app-small">{w.questionHint}</p>
        </li>
      </ul>
      {props.debriefAsked && <InsetText>{w.debriefAsked}</InsetText>}
      {talks?.length === 0 && <p class="app-small">{w.nobodyRings}</p>}
      {talks !== null && talks.length > 0 && (
        <Details summary={w.talk}>
          <form method="post" action={`/staff/sessions/${props.sessionId}/debrief`} novalidate>
            <p>
              {w.talkHint} {raised.talks.yourNumber} <a href="/staff/account">{raised.talks.yourAccount}</a>.
            </p>
            <Select
              name="withWhom"
              label={w.withWhom}
              options={talks.map((value) => ({ value, text: raised.withWhom[value] }))}
            />
            <Input name="suits" label={w.suits} hint={w.suitsHint} maxlength={200} autocomplete="off" />
            <Button small preventDoubleClick>
              {w.talkButton}
            </Button>
          </form>
        </Details>
      )}
    </section>
  )
}
