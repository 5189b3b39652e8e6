import type { ComponentChildren } from 'preact'
import {
  Box,
  Button,
  ButtonRow,
  CalendarLeaf,
  Checkboxes,
  DateInput,
  Details as DetailsBox,
  Empty,
  ErrorSummary,
  type Errors,
  Input,
  Pagination,
  pageNumbers,
  Radios,
  Select,
  SummaryCard,
  Table,
  Tag,
  TaskList,
  Textarea,
  Two,
} from '#design/components/index.ts'
import type { OpenClash } from './clash-queries.ts'
import { nations } from './clashes.ts'
import { dateParts, many, one, type Values } from './form-parts.ts'
import type { AheadSession, GroupFilter, ListedGroup } from './queries.ts'
import type { Group } from './reads.ts'
import { staffWords } from './staff-words.ts'
import { dateInWords, hoursInWords, timeInWords } from './time-words.ts'

const w = staffWords
const dash = '–'

/** The frame of every form: what is wrong, the title, the fields, the main button first. */
export function FormPage(props: {
  title: string
  errors?: Errors
  to?: Readonly<Record<string, string>>
  lede?: ComponentChildren
  button: string
  warning?: boolean
  back: string
  children: ComponentChildren
}) {
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={props.errors ?? {}} to={props.to ?? {}} />
        <h1>{props.title}</h1>
        {props.lede && <p class="app-lede">{props.lede}</p>}
        <form method="post" noValidate>
          {props.children}
          <ButtonRow>
            <Button variant={props.warning ? 'warning' : 'main'} preventDoubleClick>
              {props.button}
            </Button>
            <a href={props.back}>{w.form.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}

/** Where a date with three fields is linked to from the summary of errors. */
export const dateFields = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, `${name}-day`]))

const tones = { planned: 'plum', open: 'teal', paused: 'coral', closed: undefined } as const

export function StateTag({ state }: { state: Group['state'] }) {
  const tone = tones[state]
  return <Tag {...(tone ? { tone } : {})}>{w.states[state]}</Tag>
}

export function GroupsPage(props: {
  filter: GroupFilter
  groups: readonly ListedGroup[]
  total: number
  pageSize: number
  today: string
  mayStart: boolean
  hasGroups: boolean
}) {
  const { filter, total, pageSize } = props
  const pages = Math.ceil(total / pageSize)
  const address = (page: number) => {
    const query = new URLSearchParams()
    if (filter.q) query.set('q', filter.q)
    if (filter.state !== 'running') query.set('state', filter.state || 'any')
    if (filter.kind) query.set('kind', filter.kind)
    if (filter.nation) query.set('nation', filter.nation)
    query.set('mine', filter.mine ? 'yes' : 'no')
    if (page > 1) query.set('page', String(page))
    return `/staff/groups?${query}`
  }
  const filtered = filter.q !== '' || filter.kind !== '' || filter.nation !== '' || filter.state !== 'running'
  const any = { value: '', text: w.list.any }
  return (
    <>
      <h1>{w.groups}</h1>
      <ButtonRow>
        {props.mayStart && <Button href="/staff/groups/new">{w.list.start}</Button>}
        <a href="/staff/venues">{w.list.venues}</a>
      </ButtonRow>
      <form method="get" action="/staff/groups" class="app-filter">
        <Input name="q" label={w.list.search} value={filter.q} type="search" maxlength={100} />
        <Select
          name="state"
          label={w.list.state}
          value={filter.state === '' ? 'any' : filter.state}
          options={[
            { value: 'running', text: w.list.running },
            { value: 'any', text: w.list.any },
            ...Object.entries(w.states).map(([value, text]) => ({ value, text })),
          ]}
        />
        <Select
          name="kind"
          label={w.list.kind}
          value={filter.kind}
          options={[any, ...Object.entries(w.kinds).map(([value, text]) => ({ value, text }))]}
        />
        <Select
          name="nation"
          label={w.list.nation}
          value={filter.nation}
          options={[any, ...nations.map((nation) => ({ value: nation, text: nation }))]}
        />
        {props.hasGroups && (
          <Select
            name="mine"
            label={w.list.whose}
            value={filter.mine ? 'yes' : 'no'}
            options={[
              { value: 'yes', text: w.list.mine },
              { value: 'no', text: w.list.everybodys },
            ]}
          />
        )}
        <Button variant="secondary" small>
          {w.list.show}
        </Button>
      </form>
      {props.groups.length === 0 ? (
        <Empty>
          <p>{filtered || filter.mine ? w.list.none : w.list.noneYet}</p>
          {(filtered || filter.mine) && (
            <p>
              <a href="/staff/groups?mine=no&state=any">{w.list.clear}</a>
            </p>
          )}
        </Empty>
      ) : (
        <Table
          caption={w.list.found(total)}
          captionSize="s"
          responsive
          compact
          firstCellIsHeader
          columns={[
            w.list.columns.name,
            w.list.columns.where,
            w.list.columns.state,
            w.list.columns.next,
            { text: w.list.columns.members, numeric: true },
          ]}
          rows={props.groups.map((group) => [
            { content: group.name, href: `/staff/groups/${group.slug}` },
            group.kind === 'online' ? `${w.kinds.online}, ${group.nations.join(', ')}` : (group.town ?? dash),
            <StateTag state={group.state} />,
            group.next_date === null
              ? w.list.noDate
              : `${dateInWords(group.next_date, props.today)}, ${timeInWords(group.next_starts?.slice(0, 5) ?? '00:00')}`,
            group.members === null ? w.list.notSeen : group.members,
          ])}
        />
      )}
      {pages > 1 && (
        <Pagination
          previous={filter.page > 1 ? { href: address(filter.page - 1) } : undefined}
          next={filter.page < pages ? { href: address(filter.page + 1) } : undefined}
          items={pageNumbers(filter.page, pages, address)}
        />
      )}
    </>
  )
}

const monthName = (date: string) =>
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][
    Number(date.slice(5, 7)) - 1
  ] ?? ''

/** A date's leaf and its words side by side, as in a table. */
export function Leaf(props: { date: string; long?: boolean; off?: boolean }) {
  return (
    <CalendarLeaf
      month={monthName(props.date)}
      day={Number(props.date.slice(8))}
      long={props.long}
      off={props.off}
    />
  )
}

function SessionRow({ session, today, changes }: { session: AheadSession; today: string; changes: boolean }) {
  const off = session.state === 'cancelled'
  const about = dateInWords(session.date, today)
  const notes = [
    session.speaker && [session.speaker, session.talk].filter(Boolean).join(': '),
    session.topics.length > 0 && session.topics.join(', '),
    session.other_venue && session.venue_name && w.overview.atVenue(session.venue_name),
    session.moved_from && !off && w.overview.movedFrom(session.moved_from),
    session.extra && w.overview.extra,
    off && session.cancelled_words,
    off && session.instead_words,
  ].filter((note) => typeof note === 'string' && note !== '')
  const taken = [
    (session.seats !== null || session.kept > 0) && w.overview.places(session.kept, session.seats),
    session.offered > 0 && w.overview.offered(session.offered),
    session.waiting > 0 && w.overview.waiting(session.waiting),
  ].filter(Boolean)
  return (
    <li class={`app-dates__item${off ? ' app-dates__item--off' : ''}`}>
      <Leaf date={session.date} long={session.long} off={off} />
      <div class="app-dates__words">
        <p class="app-dates__title">
          <b>{about}</b>,{' '}
          <span class="app-dates__time">
            {off ? w.overview.cancelled : hoursInWords(session.starts.slice(0, 5), session.ends.slice(0, 5))}
          </span>
        </p>
        {!off && taken.length > 0 && <div class="app-dates__note">{taken.join(', ')}</div>}
        {notes.map((note) => (
          <div class="app-dates__note">{note}</div>
        ))}
      </div>
      {changes && !off && (
        <div class="app-dates__action">
          <a href={`/staff/sessions/${session.id}`}>
            {w.overview.sheet}
            <span class="nhsuk-u-visually-hidden"> {about}</span>
          </a>
          {' · '}
          <a href={`/staff/sessions/${session.id}/change`}>
            {w.overview.changeSession}
            <span class="nhsuk-u-visually-hidden"> {about}</span>
          </a>
        </div>
      )}
    </li>
  )
}

/** How many of the next sessions stand open on the page. */
const SOON = 6

export type OverviewProps = {
  group: Group
  sessions: readonly AheadSession[]
  staff: readonly { id: string; name: string; part: string }[]
  rules: readonly { words: string; from: string | null; until: string | null }[]
  standing: { members: number; sees: boolean; changes: boolean; programme: boolean }
  hasLink: boolean
  clashes: readonly OpenClash[]
}

export function GroupPage(props: OverviewProps) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const led = props.staff.filter((person) => person.part === 'facilitator').map((person) => person.name)
  const coordinated = props.staff
    .filter((person) => person.part === 'coordinator')
    .map((person) => person.name)
  const shown = group.state === 'open' || group.state === 'paused'
  const soon = props.sessions.slice(0, SOON)
  const later = props.sessions.slice(SOON)
  const rows = (sessions: readonly AheadSession[]) => (
    <ol class="app-dates">
      {sessions.map((session) => (
        <SessionRow session={session} today={group.today} changes={standing.sees} />
      ))}
    </ol>
  )
  return (
    <Two
      head={
        <>
          <p class="app-eyebrow">
            {w.kinds[group.kind]} · {group.service_name}
          </p>
          <h1>
            {group.name} <StateTag state={group.state} />
          </h1>
          {group.state === 'paused' && group.paused_words && <p class="app-lede">{group.paused_words}</p>}
        </>
      }
      side={
        <Box label={w.overview.people}>
          {standing.sees ? (
            <p>
              <b>
                {group.member_limit === null
                  ? w.overview.members(standing.members)
                  : w.overview.membersOf(standing.members, group.member_limit)}
              </b>
              <br />
              <a href={`/staff/people?group=${group.slug}`}>{w.overview.membersLink}</a>
            </p>
          ) : (
            <p>{w.overview.otherGroups}</p>
          )}
          <p>
            <b>{w.overview.facilitators}</b>
            <br />
            {led.join(', ') || w.overview.nobody}
          </p>
          <p>
            <b>{w.overview.coordinators}</b>
            <br />
            {coordinated.join(', ') || w.overview.nobody}
          </p>
          {(standing.changes || shown) && (
            <ul class="nhsuk-list">
              {standing.changes && (
                <li>
                  <a href={`${at}/people`}>{w.overview.changePeople}</a>
                </li>
              )}
              {standing.changes && group.state !== 'planned' && (
                <li>
                  <a href={`${at}/state`}>{w.overview.changeState}</a>
                </li>
              )}
              {shown && (
                <li>
                  <a href={`/groups/${group.slug}`}>{w.overview.publicPage}</a>
                </li>
              )}
            </ul>
          )}
        </Box>
      }
    >
      {group.state === 'planned' && standing.changes && <Steps {...props} led={led.length > 0} />}
      {props.clashes.length > 0 && <Clashes clashes={props.clashes} today={group.today} />}
      <h2>{w.overview.sessions}</h2>
      {props.sessions.length === 0 ? (
        <p>{w.overview.noSessions}</p>
      ) : (
        <>
          {rows(soon)}
          {later.length > 0 && (
            <DetailsBox summary={w.overview.later(later.length)}>{rows(later)}</DetailsBox>
          )}
        </>
      )}
      {standing.changes && group.state !== 'closed' && (
        <p>
          <a href={`${at}/sessions/new`}>{w.overview.addDate}</a>
        </p>
      )}
      <h2>{w.overview.programme}</h2>
      {props.rules.length === 0 ? (
        <p>{w.overview.noProgramme}</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {props.rules.map((rule) => (
            <li>
              {rule.words}
              {rule.from && `, ${w.overview.from(dateInWords(rule.from, group.today))}`}
              {rule.until && `, ${w.overview.until(dateInWords(rule.until, group.today))}`}
            </li>
          ))}
        </ul>
      )}
      {standing.changes && group.state !== 'closed' && (
        <p>
          <a href={`${at}/programme`}>
            {props.rules.length === 0 ? w.overview.setProgramme : w.overview.changeProgramme}
          </a>
        </p>
      )}
      <Details {...props} />
    </Two>
  )
}

function Clashes(props: { clashes: readonly OpenClash[]; today: string }) {
  return (
    <Box label={w.overview.clashes} quiet>
      <h2>{w.overview.clashes}</h2>
      <p>{w.overview.clashesLede}</p>
      <ul class="nhsuk-list">
        {props.clashes.map((clash) => (
          <li>
            <b>{dateInWords(clash.date, props.today)}</b>: {clash.clashes.map((c) => c.words).join('; ')}.{' '}
            <a href={`/staff/sessions/${clash.sessionId}/change`}>
              {w.overview.decide}
              <span class="nhsuk-u-visually-hidden"> {dateInWords(clash.date, props.today)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Box>
  )
}

function Steps(props: OverviewProps & { led: boolean }) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const steps = w.overview.steps
  const status = (done: boolean) =>
    ({ text: done ? steps.done : steps.todo, kind: done ? 'done' : 'open' }) as const
  const placed = group.kind === 'online' ? props.hasLink : group.venue_id !== null
  const ready = placed && props.led && standing.programme
  return (
    <>
      <h2>{steps.heading}</h2>
      <TaskList
        tasks={[
          {
            title: group.kind === 'online' ? steps.link : steps.place,
            href: `${at}/${group.kind === 'online' ? 'link' : 'place'}`,
            status: status(placed),
          },
          { title: steps.people, href: `${at}/people`, status: status(props.led) },
          { title: steps.programme, href: `${at}/programme`, status: status(standing.programme) },
          {
            title: steps.open,
            href: `${at}/state`,
            hint: steps.openHint,
            status: ready ? status(false) : { text: steps.later, kind: 'later' },
          },
        ]}
      />
    </>
  )
}

function Details(props: OverviewProps) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const facts = w.overview.facts
  const change = (part: string, about: string) =>
    standing.changes ? [{ href: `${at}/${part}`, text: w.overview.change, about }] : []
  const row = (key: string, value: ComponentChildren) =>
    value === null || value === undefined || value === '' ? [] : [{ key, value }]
  return (
    <>
      <SummaryCard
        heading={w.overview.details}
        level={2}
        actions={change('edit', w.overview.details)}
        rows={[
          ...row(facts.service, group.service_name),
          ...row(facts.address, `/groups/${group.slug}`),
          ...row(facts.nations, group.nations.join(', ')),
          ...row(facts.launch, group.launch_on ? dateInWords(group.launch_on, null) : facts.none),
          ...row(facts.language, w.languages[group.language]),
          ...row(facts.limit, group.session_limit ?? facts.noLimit),
          ...row(facts.memberLimit, group.member_limit),
          ...row(facts.ledBy, group.led_by),
          ...row(facts.expect, group.what_to_expect),
          ...row(facts.phone, group.ask_phone),
          ...row(facts.email, group.ask_email),
        ]}
      />
      {group.kind === 'in person' ? (
        <SummaryCard
          heading={w.overview.place}
          level={2}
          actions={change('place', w.overview.place)}
          rows={row(
            facts.venue,
            group.venue_id ? (
              <a href={`/staff/venues/${group.venue_id}`}>
                {group.venue_name}, {group.venue_town}
              </a>
            ) : (
              facts.none
            ),
          )}
        />
      ) : (
        <SummaryCard
          heading={w.overview.entering}
          level={2}
          actions={change('link', w.overview.entering)}
          rows={row(
            facts.link,
            standing.sees ? (props.hasLink ? facts.hasLink : facts.none) : facts.hiddenLink,
          )}
        />
      )}
    </>
  )
}

type FormProps = { values: Values; errors?: Errors; back: string }
type Choice = { id: string; name: string }

function ServiceField({ values, errors = {}, services }: FormProps & { services: readonly Choice[] }) {
  return (
    <Select
      name="service"
      label={w.form.service}
      value={one(values, 'service')}
      error={errors.service}
      options={services.map((service) => ({ value: service.id, text: service.name }))}
    />
  )
}

function NationsField({ values, errors = {} }: FormProps) {
  return (
    <Checkboxes
      name="nations"
      legend={w.form.nations}
      legendSize="s"
      hint={w.form.nationsHint}
      values={many(values, 'nations')}
      error={errors.nations}
      choices={nations.map((nation) => ({ value: nation, label: nation }))}
      small
    />
  )
}

function LaunchField({ values, errors = {} }: FormProps) {
  return (
    <DateInput
      name="launch"
      legend={w.form.launch}
      legendSize="s"
      hint={w.form.launchHint}
      values={dateParts(values, 'launch')}
      error={errors.launch}
    />
  )
}

export function NewGroupPage(props: FormProps & { services: readonly Choice[] }) {
  const { values, errors = {} } = props
  return (
    <FormPage
      title={w.form.newTitle}
      lede={w.form.newLede}
      errors={errors}
      to={{ ...dateFields('launch') }}
      button={w.form.make}
      back={props.back}
    >
      <Input
        name="name"
        label={w.form.name}
        hint={w.form.nameHint}
        value={one(values, 'name')}
        error={errors.name}
        maxlength={120}
      />
      {props.services.length > 1 ? (
        <ServiceField {...props} />
      ) : (
        <input type="hidden" name="service" value={props.services[0]?.id} />
      )}
      <Radios
        name="kind"
        legend={w.form.kind}
        legendSize="s"
        value={one(values, 'kind')}
        error={errors.kind}
        choices={Object.entries(w.kinds).map(([value, label]) => ({ value, label }))}
      />
      <NationsField {...props} />
      <LaunchField {...props} />
    </FormPage>
  )
}

export function EditGroupPage(props: FormProps & { services: readonly Choice[] }) {
  const { values, errors = {} } = props
  const line = (name: string, label: string, hint?: string, width?: 5 | 20) => (
    <Input
      name={name}
      label={label}
      hint={hint}
      value={one(values, name)}
      error={errors[name]}
      width={width}
      inputmode={width === 5 ? 'numeric' : undefined}
    />
  )
  return (
    <FormPage
      title={w.form.editTitle}
      errors={errors}
      to={dateFields('launch')}
      button={w.form.save}
      back={props.back}
    >
      {line('name', w.form.name, w.form.nameHint)}
      {line('slug', w.form.slug, w.form.slugHint)}
      <ServiceField {...props} />
      <NationsField {...props} />
      <LaunchField {...props} />
      <Radios
        name="language"
        legend={w.form.language}
        legendSize="s"
        value={one(values, 'language')}
        choices={Object.entries(w.languages).map(([value, label]) => ({ value, label }))}
        inline
      />
      {line('sessionLimit', w.form.sessionLimit, w.form.sessionLimitHint, 5)}
      {line('memberLimit', w.form.memberLimit, w.form.memberLimitHint, 5)}
      {line('ledBy', w.form.ledBy, w.form.ledByHint)}
      <Textarea
        name="expect"
        label={w.form.expect}
        hint={w.form.expectHint}
        rows={5}
        value={one(values, 'expect')}
        error={errors.expect}
      />
      {line('askPhone', w.form.askPhone, w.form.askHint, 20)}
      {line('askEmail', w.form.askEmail, w.form.askHint)}
    </FormPage>
  )
}

export function PlacePage(
  props: FormProps & { venues: readonly { id: string; name: string; town: string }[] },
) {
  const { values, errors = {} } = props
  return (
    <FormPage title={w.form.placeTitle} errors={errors} button={w.form.save} back={props.back}>
      <Select
        name="venue"
        label={w.form.venue}
        hint={w.form.venueHint}
        value={one(values, 'venue')}
        error={errors.venue}
        options={[
          { value: '', text: w.form.noVenue },
          ...props.venues.map((venue) => ({ value: venue.id, text: `${venue.town}: ${venue.name}` })),
        ]}
      />
      <p>
        <a href="/staff/venues/new">{w.form.newVenue}</a>
      </p>
    </FormPage>
  )
}

export function LinkPage(props: FormProps) {
  const { values, errors = {} } = props
  return (
    <FormPage title={w.form.linkTitle} errors={errors} button={w.form.save} back={props.back}>
      <Input
        name="url"
        label={w.form.link}
        hint={w.form.linkHint}
        value={one(values, 'url')}
        error={errors.url}
        type="url"
        spellcheck={false}
        autocomplete="off"
      />
      <Input
        name="dialIn"
        label={w.form.dialIn}
        value={one(values, 'dialIn')}
        error={errors.dialIn}
        width={20}
      />
      <Input
        name="dialInCode"
        label={w.form.dialInCode}
        value={one(values, 'dialInCode')}
        error={errors.dialInCode}
        width={10}
        autocomplete="off"
      />
      <Textarea
        name="help"
        label={w.form.help}
        hint={w.form.helpHint}
        rows={4}
        value={one(values, 'help')}
        error={errors.help}
      />
    </FormPage>
  )
}

export function PeoplePage(
  props: FormProps & {
    facilitators: readonly (Choice & { email: string })[]
    coordinators: readonly (Choice & { email: string })[]
  },
) {
  const { values, errors = {} } = props
  const boxes = (
    name: 'facilitators' | 'coordinators',
    legend: string,
    hint: string,
    colleagues: readonly (Choice & { email: string })[],
  ) => (
    <Checkboxes
      name={name}
      legend={legend}
      legendSize="m"
      hint={colleagues.length === 0 ? w.form.noColleagues : hint}
      values={many(values, name)}
      error={errors[name]}
      choices={colleagues.map((one) => ({ value: one.id, label: one.name, hint: one.email }))}
    />
  )
  return (
    <FormPage title={w.form.peopleTitle} errors={errors} button={w.form.save} back={props.back}>
      {boxes('facilitators', w.form.facilitators, w.form.facilitatorsHint, props.facilitators)}
      {boxes('coordinators', w.form.coordinators, w.form.coordinatorsHint, props.coordinators)}
    </FormPage>
  )
}

export function StatePage(props: FormProps & { ahead: number }) {
  const { values, errors = {} } = props
  const choice = (value: keyof typeof w.states) => ({
    value,
    label: w.states[value],
    hint: w.form.stateHints[value],
  })
  return (
    <FormPage title={w.form.stateTitle} errors={errors} button={w.form.save} back={props.back}>
      <Radios
        name="state"
        legend={w.form.state}
        legendSize="s"
        value={one(values, 'state')}
        error={errors.state}
        choices={[
          choice('planned'),
          choice('open'),
          {
            ...choice('paused'),
            reveals: (
              <Textarea
                name="pausedWords"
                label={w.form.pausedWords}
                hint={w.form.pausedHint}
                rows={3}
                value={one(values, 'pausedWords')}
                error={errors.pausedWords}
              />
            ),
          },
          choice('closed'),
        ]}
      />
      {props.ahead > 0 && (
        <Radios
          name="ahead"
          legend={w.form.ahead(props.ahead)}
          legendSize="s"
          hint={w.form.aheadHint}
          value={one(values, 'ahead')}
          error={errors.ahead}
          choices={[
            { value: 'stay', label: w.form.stay },
            {
              value: 'end',
              label: w.form.end,
              reveals: (
                <Textarea
                  name="endWords"
                  label={w.form.endWords}
                  hint={w.form.endHint}
                  rows={3}
                  value={one(values, 'endWords')}
                  error={errors.endWords}
                />
              ),
            },
          ]}
        />
      )}
    </FormPage>
  )
}
