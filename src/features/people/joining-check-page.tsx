import type { ComponentChildren } from 'preact'
import { Button, HiddenFields, SummaryList } from '#design/components/index.ts'
import { hiddenAnswers, type Said } from './answers.ts'
import { BackForm, stagePath } from './joining-pages.tsx'
import { type GroupToJoin, type StageName, stagesFor } from './stages.ts'
import type { Words } from './words.ts'

/** Everything that was said, before it is sent. */
export function CheckPage(props: { w: Words; group: GroupToJoin; said: Said; ticket: string }) {
  const { w, group, said } = props
  const { rows } = w.check
  const asked = new Set(stagesFor(said, group).map((stage) => stage.name))
  const row = (stage: StageName, key: string, value: ComponentChildren) =>
    asked.has(stage) && {
      key,
      value: value === '' ? <span class="app-small">{w.check.leftOut}</span> : value,
      actions: [{ text: w.check.change, about: key.toLowerCase(), name: 'go', value: `change ${stage}` }],
    }
  return (
    <>
      <BackForm w={w} group={group} said={said} stage="check" after="" />
      <p class="app-eyebrow">{w.join.step(group.name)}</p>
      <h1>{w.check.title}</h1>
      <form method="post" action={stagePath(group, 'check')} noValidate>
        <HiddenFields values={{ ...hiddenAnswers(said, []), stage: 'check' }} />
        <SummaryList
          rows={[
            row('for', rows.for, said.for === 'me' ? w.for.me : rows.helper(said.helper)),
            row('called', rows.called, said.called),
            row('reach', rows.reach, <Lines text={said[said.reach as 'email' | 'phone' | 'post']} />),
            row(
              'whose',
              rows.whose,
              said.whose === 'own' ? w.whose.own(said.called) : w.whose.helpers(said.helper),
            ),
            row('begins', rows.begins, begins(said, w)),
            row('phone', rows.phone, phone(said, w)),
            row('places', rows.places, places(said, group, w)),
            group.kind === 'in person' && row('needs', rows.dietary, said.dietary),
            row('needs', rows.access, said.access),
            row('about', rows.note, said.note),
            row(
              'about',
              rows.diagnosed,
              [said['diagnosed-month'], said['diagnosed-year']].filter(Boolean).join(' '),
            ),
            row('about', rows.heard, said.heard),
            row(
              'emergency',
              rows.emergency,
              [said['emergency-name'], said['emergency-phone']].filter(Boolean).join(', '),
            ),
            group.kind === 'online' && row('emergency', rows.where, said['emergency-where']),
            row('consent', rows.consent, w.check.agreed),
          ]}
        />
      </form>
      <form method="post" action={stagePath(group, 'send')} noValidate>
        <HiddenFields values={{ ...hiddenAnswers(said, []), stage: 'check', ticket: props.ticket }} />
        <div class="nhsuk-u-visually-hidden" aria-hidden="true">
          <label for="website">{w.check.website}</label>
          <input id="website" name="website" type="text" tabIndex={-1} autocomplete="off" />
        </div>
        <p>{w.check.before[said.reach as 'email' | 'phone' | 'post']}</p>
        <Button preventDoubleClick>{w.check.send}</Button>
      </form>
    </>
  )
}

/** A text of several lines, as it was typed. */
function Lines({ text }: { text: string }) {
  return text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [<br />, line]))
}

function begins(said: Said, w: Words): string {
  if (said.begins === 'I call') return w.begins.iCall
  if (said.begins === 'just come') return w.begins.justCome
  return said.suits ? `${w.begins.callMe}: ${said.suits}` : w.begins.callMe
}

function phone(said: Said, w: Words): string {
  if (said.phone === '') return ''
  const fine = [
    said.ways.includes('voicemail') && w.check.voicemail,
    said.ways.includes('texts') && w.check.texts,
  ]
  return `${said.phone}; ${fine.filter(Boolean).join(', ') || w.check.noMessages}`
}

function places(said: Said, group: GroupToJoin, w: Words): ComponentChildren {
  if (said.places === 'standing') return w.places.standing
  if (said.places !== 'single') return w.places.later
  return (
    <ul class="nhsuk-list">
      {group.sessions
        .filter((session) => said.dates.includes(session.id))
        .map((session) => (
          <li>{w.dateAndTime(session.date, session.starts, session.ends, group.today)}</li>
        ))}
    </ul>
  )
}
