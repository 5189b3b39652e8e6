import {
  Button,
  ButtonRow,
  Checkboxes,
  ErrorSummary,
  Input,
  SearchInput,
  Table,
  Tag,
  Textarea,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import type { GroupChoice } from '#features/groups/groups.ts'
import { dayInWords, nations } from '#features/groups/rules.ts'
import type { SignpostToKeep } from './signposting.ts'
import { staffWords as w } from './words.ts'

type Errors = Record<string, string>
export type Values = Record<string, string | string[]>
/** The groups that one page offers, of how many that fit what was looked for. */
type Groups = { q: string; groups: GroupChoice[]; total: number; more: boolean }

const whereOf = (entry: SignpostToKeep) =>
  [...entry.nations, ...entry.areas, ...entry.groups].join(', ') || w.everywhere

/** What is to be tried when an entry is checked. */
function HowToReach({ entry }: { entry: SignpostToKeep }) {
  return (
    <>
      {entry.phone && (
        <a class="app-nowrap" href={telephoneLink(entry.phone)}>
          {entry.phone}
        </a>
      )}
      {entry.phone && entry.web && <br />}
      {entry.web && (
        <a href={entry.web} rel="noreferrer">
          {entry.web.replace(/^https?:\/\//, '').replace(/\/$/, '')}
          <span class="nhsuk-u-visually-hidden">{w.webOf(entry.name)}</span>
        </a>
      )}
    </>
  )
}

/** The directory for staff: what is to be checked again stands first. */
export function DirectoryPage(props: {
  entries: SignpostToKeep[]
  toPrint: Groups
  months: number
  maySet: boolean
  errors: Errors
}) {
  const { toPrint } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <Button href="/staff/help/new">{w.add}</Button>
      <Table
        caption={w.title}
        captionHidden
        responsive
        firstCellIsHeader
        columns={[w.columns.name, w.columns.reach, w.columns.area, w.columns.checked, w.columns.act]}
        empty={w.none}
        rows={props.entries.map((entry) => [
          { content: entry.name, href: `/staff/help/${entry.id}` },
          <HowToReach entry={entry} />,
          whereOf(entry),
          <>
            {w.checkedBy(dayInWords(entry.checkedOn, null), entry.checkedBy)}
            {entry.old && (
              <>
                {' '}
                <Tag tone="coral">{w.old}</Tag>
              </>
            )}
          </>,
          <form method="post" action={`/staff/help/${entry.id}/checked`}>
            <Button small variant={entry.old ? 'secondary' : 'link'}>
              {w.stillRight}
              <span class="nhsuk-u-visually-hidden">{w.of(entry.name)}</span>
            </Button>
          </form>,
        ])}
      />
      <p>{w.monthsWords(props.months)}</p>
      {props.maySet && (
        <form method="post" action="/staff/help/months" novalidate>
          <Input
            name="months"
            label={w.months}
            inputmode="numeric"
            width={3}
            value={String(props.months)}
            error={props.errors.months}
          />
          <Button small variant="secondary">
            {w.monthsSave}
          </Button>
        </form>
      )}
      <h2 id="print">{w.toPrint}</h2>
      {(toPrint.more || toPrint.q !== '') && (
        <form method="get" action="/staff/help#print">
          <SearchInput name="q" label={w.find} hint={w.findHint} value={toPrint.q} />
        </form>
      )}
      {toPrint.q !== '' && toPrint.groups.length === 0 && <p>{w.noneFound(toPrint.q)}</p>}
      <ul class="nhsuk-list nhsuk-list--border">
        {toPrint.groups.map((group) => (
          <li>
            <a href={`/groups/${group.slug}/help`}>{group.name}</a>
          </li>
        ))}
      </ul>
      {toPrint.total > toPrint.groups.length && (
        <p class="app-small">{w.further(toPrint.groups.length, toPrint.total)}</p>
      )}
    </>
  )
}

/**
 * The groups that an entry is for: those ticked, one's own, and of many the rest by a box to find them. Its button sends
 * the form along, so that nothing typed is lost; with nothing in the box it saves, as Enter anywhere else in the form does.
 */
function TickGroups({
  q,
  groups,
  total,
  more,
  ticked,
  action,
}: Groups & { ticked: string[]; action: string }) {
  const f = w.form
  const find = more || q !== ''
  if (groups.length === 0 && !find) return null
  return (
    <div id="groups">
      <Checkboxes
        name="groupIds"
        legend={f.groups}
        legendSize="s"
        small
        values={ticked}
        choices={groups.map((group) => ({ value: group.id, label: group.name }))}
      />
      {q !== '' && total === 0 && <p>{w.noneFound(q)}</p>}
      {more && <p class="app-small">{w.further(groups.length, total)}</p>}
      {find && (
        <>
          <Input name="find" label={w.find} hint={w.findHint} value={q} type="search" autocomplete="off" />
          <Button small variant="secondary" name="press" value="find" formaction={`${action}#groups`}>
            {f.find}
          </Button>
        </>
      )}
    </div>
  )
}

/** One entry, new or to be changed. */
export function EntryPage(props: {
  id: string | null
  title: string
  groups: Groups
  values: Values
  errors: Errors
}) {
  const f = w.form
  const action = props.id ? `/staff/help/${props.id}` : '/staff/help'
  const { values, errors } = props
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  const list = (name: string) => [values[name] ?? []].flat()
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{props.title}</h1>
      <form method="post" action={action} novalidate>
        <Input name="name" label={f.name} value={text('name')} error={errors.name} autocomplete="off" />
        <Textarea
          name="whatFor"
          label={f.whatFor}
          hint={f.whatForHint}
          rows={2}
          value={text('whatFor')}
          error={errors.whatFor}
        />
        <Input
          name="phone"
          label={f.phone}
          type="tel"
          width={20}
          value={text('phone')}
          error={errors.phone}
          autocomplete="off"
        />
        <Input
          name="web"
          label={f.web}
          hint={f.webHint}
          type="url"
          value={text('web')}
          error={errors.web}
          autocomplete="off"
        />
        <h2>{f.where}</h2>
        <Checkboxes
          name="nations"
          legend={f.nations}
          legendSize="s"
          small
          values={list('nations')}
          choices={nations.map((nation) => ({ value: nation, label: nation }))}
        />
        <Input name="areas" label={f.areas} hint={f.areasHint} value={text('areas')} error={errors.areas} />
        <TickGroups {...props.groups} ticked={list('groupIds')} action={action} />
        <Checkboxes name="urgent" values={list('urgent')} choices={[{ value: 'yes', label: f.urgent }]} />
        <p class="app-small">{f.checked}</p>
        <ButtonRow>
          <Button preventDoubleClick>{f.save}</Button>
          <a href="/staff/help">{f.cancel}</a>
        </ButtonRow>
      </form>
      {props.id && (
        <form method="post" action={`/staff/help/${props.id}/end`}>
          <Button small variant="link">
            {f.end}
          </Button>
        </form>
      )}
    </>
  )
}
