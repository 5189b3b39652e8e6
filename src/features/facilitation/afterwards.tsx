import { Button, Details, Input, InsetText, Select } from '#design/components/index.ts'
import { raised } from './raised-words.ts'

/** On a session's page, once it has begun: what else there is to say about it, and to whom. */
export function Afterwards(props: { sessionId: string; talks: boolean; debriefAsked: boolean }) {
  const w = raised.session
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
      {props.talks && !props.debriefAsked && (
        <Details summary={w.talk}>
          <form method="post" action={`/staff/sessions/${props.sessionId}/debrief`} novalidate>
            <p>
              {w.talkHint} {raised.talks.yourNumber} <a href="/staff/account">{raised.talks.yourAccount}</a>.
            </p>
            <Select
              name="withWhom"
              label={w.withWhom}
              options={Object.entries(raised.withWhom).map(([value, text]) => ({ value, text }))}
              value="either"
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
