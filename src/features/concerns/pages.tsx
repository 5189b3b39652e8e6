import {
  Button,
  ButtonRow,
  ErrorSummary,
  HiddenFields,
  Input,
  InsetText,
  Radios,
  Select,
  Table,
  Tag,
  Textarea,
  Two,
} from '#design/components/index.ts'
import { Confidence, Emergency, WhoWatches } from './emergency.tsx'
import type { ConcernLine, GroupToRaiseIn } from './queries.ts'
import { minutesInWords, type Urgency, urgencies } from './rules.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

type Typed = Record<string, string>
export type Moments = {
  /** "Friday 20 November, 10am", local to the charity. */
  at: (instant: Date) => string
}

/** How soon, as a tag: words first, colour second. */
export function UrgencyTag({ urgency }: { urgency: Urgency }) {
  return (
    <Tag tone={urgency === 'now' ? 'coral' : urgency === 'today' ? 'plum' : 'teal'}>
      {words.urgency[urgency]}
    </Tag>
  )
}

/** Where a concern stands, by when, and whether time ran out before. */
export function stateInWords(line: ConcernLine, { at }: Moments): string {
  return [
    words.states[line.state],
    line.dueAt && words.due(at(line.dueAt)),
    line.escalated && words.escalated,
  ]
    .filter(Boolean)
    .join(', ')
}

function ConcernTable(props: { lines: ConcernLine[]; caption: string; empty: string; moments: Moments }) {
  const { columns } = words.list
  return (
    <Table
      caption={props.caption}
      captionHidden
      responsive
      firstCellIsHeader
      columns={[columns.raised, columns.urgency, columns.group, columns.by, columns.state]}
      empty={props.empty}
      rows={props.lines.map((line) => [
        { content: props.moments.at(line.raisedAt), href: `/staff/concerns/${line.id}` },
        <UrgencyTag urgency={line.urgency} />,
        line.group,
        line.raisedBy,
        stateInWords(line, props.moments),
      ])}
    />
  )
}

/** All concerns that somebody may see; whom to ring stands first. */
export function ListPage(props: {
  open: ConcernLine[]
  closed: ConcernLine[]
  watching: Watching
  now: Date
  moments: Moments
}) {
  const w = words.list
  return (
    <>
      <h1>{w.title}</h1>
      <Emergency watching={props.watching} />
      <WhoWatches watching={props.watching} now={props.now} />
      <Button href="/staff/concerns/new">{w.raise}</Button>
      <p>{w.lede}</p>
      <h2>{w.open}</h2>
      <ConcernTable lines={props.open} caption={w.open} empty={w.noneOpen} moments={props.moments} />
      <h2>{w.closed}</h2>
      <ConcernTable lines={props.closed} caption={w.closed} empty={w.noneClosed} moments={props.moments} />
    </>
  )
}

/** Which group, for somebody with several. */
export function ChooseGroupPage(props: {
  groups: { slug: string; name: string }[]
  watching: Watching
  now: Date
}) {
  return (
    <>
      <h1>{words.form.title}</h1>
      <Emergency watching={props.watching} />
      <WhoWatches watching={props.watching} now={props.now} />
      <h2>{words.form.which}</h2>
      {props.groups.length === 0 && <p>{words.form.noGroups}</p>}
      <ul class="nhsuk-list nhsuk-list--border">
        {props.groups.map((group) => (
          <li>
            <a href={`/staff/concerns/new?group=${group.slug}`}>{group.name}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The form: whom to ring, whether anybody watches, then the question, with the rules of confidence beside it. */
export function RaisePage(props: {
  group: GroupToRaiseIn
  sessionId: string | null
  watching: Watching
  now: Date
  values: Typed
  errors: Typed
}) {
  const { group, values, errors, watching } = props
  const f = words.form
  return (
    <Two side={<Confidence />}>
      <ErrorSummary errors={errors} />
      <p class="app-eyebrow">{group.name}</p>
      <h1>{f.title}</h1>
      <Emergency watching={watching} />
      <WhoWatches watching={watching} now={props.now} />
      <form method="post" action="/staff/concerns" novalidate>
        <HiddenFields
          values={{ group: group.slug, ...(props.sessionId ? { session: props.sessionId } : {}) }}
        />
        {group.members.length > 0 && (
          <Select
            name="personId"
            label={f.person}
            options={[
              { value: '', text: f.choose },
              { value: 'someone', text: f.someone },
              ...group.members.map((member) => ({
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
          id={group.members.length > 0 ? 'about' : 'personId'}
          label={group.members.length > 0 ? f.about : f.person}
          hint={group.members.length > 0 ? f.aboutHint : undefined}
          value={values.about}
          error={errors.about ?? (group.members.length > 0 ? undefined : errors.personId)}
          autocomplete="off"
        />
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
        <ButtonRow>
          <Button preventDoubleClick>{f.send}</Button>
          <a href={props.sessionId ? `/staff/sessions/${props.sessionId}` : '/staff/concerns'}>{f.cancel}</a>
        </ButtonRow>
      </form>
    </Two>
  )
}

/** The charity's settings: hours, times, the person on call. */
export function SettingsPage(props: { watching: Watching; values: Typed | null; errors: Typed }) {
  const { watching, errors } = props
  const s = words.settings
  const value = (name: string, known: string) => props.values?.[name] ?? known
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s.title}</h1>
      <p>{s.lede}</p>
      {(watching.nurses === 0 || watching.leads === 0) && (
        <InsetText>
          <p>
            <strong>{s.nobody}</strong>
          </p>
          {watching.nurses === 0 && <p>{s.noNurse}</p>}
          {watching.leads === 0 && <p>{s.noLead}</p>}
        </InsetText>
      )}
      <form method="post" action="/staff/settings/concerns" novalidate>
        <h2>{s.hours}</h2>
        <p class="app-small">{s.hoursHint}</p>
        {s.days.map((day, i) => (
          <div class="app-pair">
            <Input
              name={`from${i + 1}`}
              label={s.from(day)}
              width={5}
              value={value(`from${i + 1}`, watching.hours[i]?.begins ?? '')}
              error={errors[`from${i + 1}`]}
            />
            <Input
              name={`to${i + 1}`}
              label={s.to(day)}
              width={5}
              value={value(`to${i + 1}`, watching.hours[i]?.ends ?? '')}
            />
          </div>
        ))}
        <Select
          name="bankHolidays"
          label={s.bankHolidays}
          options={Object.entries(s.divisions).map(([name, text]) => ({ value: name, text }))}
          value={value('bankHolidays', watching.bankHolidays)}
        />
        <h2>{s.within}</h2>
        <p class="app-small">{s.withinHint}</p>
        {(
          [
            ['now', 'now'],
            ['today', 'today'],
            ['canWait', 'can wait'],
          ] as const
        ).map(([name, urgency]) => (
          <Input
            name={name}
            label={words.urgency[urgency]}
            inputmode="numeric"
            width={5}
            value={value(name, String(watching.minutes[urgency]))}
            error={errors[name]}
          />
        ))}
        <h2>{s.onCall}</h2>
        <Input name="name" label={s.name} value={value('name', watching.onCall.name)} error={errors.name} />
        <Input
          name="phone"
          label={s.phone}
          type="tel"
          width={20}
          value={value('phone', watching.onCall.phone)}
          error={errors.phone}
        />
        <Input
          name="phoneHours"
          label={s.phoneHours}
          value={value('phoneHours', watching.onCall.hours)}
          error={errors.phoneHours}
        />
        <Button preventDoubleClick>{s.save}</Button>
      </form>
    </>
  )
}
