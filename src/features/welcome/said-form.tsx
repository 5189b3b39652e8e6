import { Checkboxes, Details, Fieldset, Input, InsetText, Textarea } from '#design/components/index.ts'
import type { CallPage, CallSettings } from './queries.ts'
import { script as w } from './words-script.ts'

/** The charity's own words where it has some, with names in them. */
const said = (own: string | undefined, ours: string, names: Record<string, string>) =>
  (own || ours).replace(/\{(me|called|charity)\}/g, (_, name: string) => names[name] ?? '').split(/\n{2,}/)

/** What to say in a welcome call. */
export function Script(props: { call: CallPage; settings: CallSettings; me: string; charity: string }) {
  const { words } = props.settings
  const names = { me: props.me.split(' ')[0] ?? '', called: props.call.called, charity: props.charity }
  const paragraphs = (own: string | undefined, ours: string) =>
    said(own, ours, names).map((text) => <p>{text}</p>)
  return (
    <>
      <h2>{w.heading}</h2>
      <p class="app-small">{w.openingDiscreet}</p>
      {paragraphs(words.opening, w.opening)}
      <Details summary={w.deathHeading}>
        {paragraphs(words.death, w.death)}
        <p>
          {/* Beside the form, not in its place: what was typed so far in the call stays. */}
          <a href="/when-someone-dies" target="_blank" rel="noopener">
            {w.deathPage}
          </a>
        </p>
      </Details>
      <Details summary={w.closingHeading}>{paragraphs(words.closing, w.closing)}</Details>
    </>
  )
}

/** What to ask, inside the form that says what came of the call. */
export function WhatToAsk(props: {
  call: CallPage
  topics: CallSettings['topics']
  /** The words to be read out before anything about health is written down. */
  consent: string
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { call, values, errors } = props
  const typed = values.asked === 'yes'
  const field = (name: string, before: string | null) => ({
    name,
    value: (typed ? values[name] : before) ?? '',
    error: errors[name],
  })
  const topics = typed ? (values.topics ?? '').split(' ') : call.topics
  return (
    <Fieldset legend={w.ask} legendSize="m">
      <input type="hidden" name="asked" value="yes" />
      {call.takenBack ? (
        <InsetText>
          <p>{w.takenBack}</p>
        </InsetText>
      ) : (
        <>
          <p class="app-small">{w.askHint}</p>
          {!call.agreed && (
            <>
              <InsetText>
                <p>
                  <b>{w.agreeAsk}</b>
                </p>
                <p>{props.consent}</p>
              </InsetText>
              <Checkboxes
                name="agreed"
                choices={[{ value: 'yes', label: w.agreed }]}
                values={values.agreed === 'yes' ? ['yes'] : []}
                error={errors.agreed}
              />
            </>
          )}
          <Textarea {...field('hopes', call.hopes)} label={w.hopes} hint={w.hopesHint} rows={2} />
          <Input {...field('dietary', call.dietary)} label={w.dietary} autocomplete="off" />
          <Input {...field('access', call.accessNeeds)} label={w.access} autocomplete="off" />
          {props.topics.length > 0 && (
            <Checkboxes
              name="topics"
              legend={w.topics}
              legendSize="s"
              hint={w.topicsHint}
              small
              choices={props.topics.map((topic) => ({ value: topic.id, label: topic.name }))}
              values={topics}
            />
          )}
        </>
      )}
      <Checkboxes
        name="voicemail"
        legend={w.message}
        legendSize="s"
        choices={[{ value: 'yes', label: w.voicemail }]}
        values={(typed ? values.voicemail : call.voicemailOk && 'yes') === 'yes' ? ['yes'] : []}
      />
      <Input
        {...field('messageWith', call.messageWith)}
        label={w.messageWith}
        autocomplete="off"
        width={20}
      />
    </Fieldset>
  )
}
