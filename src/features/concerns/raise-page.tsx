import {
  Button,
  ButtonRow,
  ErrorSummary,
  HiddenFields,
  Input,
  Radios,
  SearchInput,
  Select,
  Textarea,
  Two,
} from '#design/components/index.ts'
import { Confidence, Emergency, WhoWatches } from './emergency.tsx'
import type { GroupToRaiseIn, PersonToRaise } from './queries.ts'
import { minutesInWords, urgencies } from './rules.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

const f = words.form
type Typed = Record<string, string>

/** Whom a concern is about: somebody of a group, somebody whose page or call is open, or nobody whom we know. */
export type Subject =
  | { of: 'group'; group: GroupToRaiseIn; sessionId: string | null }
  | { of: 'person'; person: PersonToRaise; callId: string | null }
  | { of: 'someone' }

/** Of which group somebody is, or of none. */
export function ChooseGroupPage(props: {
  groups: { slug: string; name: string }[]
  /** What they looked for, and how many fit it; `more` than stand here. */
  q: string
  total: number
  more: boolean
  watching: Watching
  now: Date
}) {
  const { groups, q, total } = props
  return (
    <>
      <h1>{f.title}</h1>
      <Emergency watching={props.watching} />
      <WhoWatches watching={props.watching} now={props.now} />
      <h2>{f.which}</h2>
      {(props.more || q !== '') && (
        <form method="get" action="/staff/concerns/new">
          <SearchInput name="q" label={f.find} hint={f.findHint} value={q} />
        </form>
      )}
      {q !== '' && groups.length === 0 && <p>{f.noneFound(q)}</p>}
      <ul class="nhsuk-list nhsuk-list--border">
        {groups.map((group) => (
          <li>
            <a href={`/staff/concerns/new?group=${group.slug}`}>{group.name}</a>
          </li>
        ))}
        <li>
          <a href="/staff/concerns/new?about=someone">{f.ofNone}</a>
        </li>
      </ul>
      {total > groups.length && <p class="app-small">{f.further(groups.length, total)}</p>}
    </>
  )
}

/** The form: whom to ring, whether anybody watches, then the question, with the rules of confidence beside it. */
export function RaisePage(props: {
  subject: Subject
  /** Whether they read what they write here afterwards. */
  reads: boolean
  seesPeople: boolean
  watching: Watching
  now: Date
  values: Typed
  errors: Typed
}) {
  const { subject, values, errors, watching } = props
  return (
    <Two side={<Confidence />}>
      <ErrorSummary errors={errors} />
      {subject.of === 'group' && <p class="app-eyebrow">{subject.group.name}</p>}
      <h1>{f.title}</h1>
      <Emergency watching={watching} />
      <WhoWatches watching={watching} now={props.now} />
      <form method="post" action="/staff/concerns" novalidate>
        <Who subject={subject} seesPeople={props.seesPeople} values={values} errors={errors} />
        {/* On a telephone the words of the law stand below the form: nobody reads them there before they write. */}
        <p class="app-small">
          {words.confidence.short} <a href="#confidence">{words.confidence.title}</a>
        </p>
        <Textarea
          name="what"
          label={f.what}
          hint={f.whatHint}
          rows={6}
          value={values.what}
          error={errors.what}
        />
        <p class="app-small">{f.told}</p>
        <Radios
          name="urgency"
          legend={f.urgency}
          legendSize="s"
          value={values.urgency}
          error={errors.urgency}
          choices={urgencies.map((urgency) => ({
            value: urgency,
            label: words.urgency[urgency],
            hint: words.urgencyHint(urgency, minutesInWords(watching.minutes[urgency])),
          }))}
        />
        <WhoReads subject={subject} values={values} errors={errors} />
        {!props.reads && <p class="app-small">{f.gone}</p>}
        <ButtonRow>
          <Button preventDoubleClick>{f.send}</Button>
          <a href={cameFrom(subject)}>{f.cancel}</a>
        </ButtonRow>
      </form>
    </Two>
  )
}

function cameFrom(subject: Subject): string {
  if (subject.of === 'person')
    return subject.callId ? `/staff/calls/${subject.callId}` : `/staff/people/${subject.person.personId}`
  return subject.of === 'group' && subject.sessionId
    ? `/staff/sessions/${subject.sessionId}`
    : '/staff/concerns'
}

type WhoProps = { subject: Subject; values: Typed; errors: Typed }

function Who({ subject, seesPeople, values, errors }: WhoProps & { seesPeople: boolean }) {
  if (subject.of === 'person')
    return (
      <>
        <HiddenFields
          values={subject.callId ? { call: subject.callId } : { person: subject.person.personId }}
        />
        <p>
          <b>{f.aboutThem(subject.person.called)}</b>
        </p>
      </>
    )
  const members = subject.of === 'group' ? subject.group.members : []
  return (
    <>
      {subject.of === 'group' && (
        <HiddenFields
          values={{
            group: subject.group.slug,
            ...(subject.sessionId ? { session: subject.sessionId } : {}),
          }}
        />
      )}
      {subject.of === 'someone' && seesPeople && (
        <p>
          <a href="/staff/people">{f.known}</a> {f.byTheirPage}
        </p>
      )}
      {members.length > 0 && (
        <Select
          name="personId"
          label={f.person}
          options={[
            { value: '', text: f.choose },
            { value: 'someone', text: f.someone },
            ...members.map((member) => ({
              value: member.personId,
              text:
                member.fullName && member.fullName !== member.called
                  ? `${member.called} (${member.fullName})`
                  : member.called,
            })),
          ]}
          value={values.personId ?? ''}
          error={errors.personId}
        />
      )}
      <Input
        name="about"
        id={members.length > 0 ? 'about' : 'personId'}
        label={members.length > 0 ? f.about : f.person}
        hint={members.length > 0 ? f.aboutHint : f.unknownHint}
        value={values.about}
        error={errors.about ?? (members.length > 0 ? undefined : errors.personId)}
        autocomplete="off"
      />
    </>
  )
}

/** Asked of whoever does not lead the group themselves: a concern may be about who does. */
function WhoReads({ subject, values, errors }: WhoProps) {
  if (subject.of === 'someone' || (subject.of === 'group' && subject.group.reads)) return null
  const groups = subject.of === 'group' ? [subject.group] : subject.person.groups
  const choices = [
    ...groups.map((group) => ({ value: group.id, label: f.seesGroup(group.name), hint: undefined })),
    ...(groups.length === 0 ? [{ value: 'theirs', label: f.seesTheirs, hint: undefined }] : []),
    { value: 'nobody', label: f.seesNobody, hint: f.seesNobodyHint },
  ]
  return (
    <Radios
      name="sees"
      legend={f.sees}
      legendSize="s"
      value={values.sees ?? choices[0]?.value}
      error={errors.sees}
      choices={choices}
    />
  )
}
