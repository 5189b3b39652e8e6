import {
  Button,
  ButtonRow,
  Empty,
  Input,
  Pagination,
  pageNumbers,
  Select,
  Table,
} from '#design/components/index.ts'
import { nations } from './clashes.ts'
import type { GroupFilter, ListedGroup } from './queries.ts'
import { StateTag } from './staff-pages.tsx'
import { staffWords } from './staff-words.ts'
import { dateInWords, timeInWords } from './time-words.ts'

const w = staffWords
const dash = '–'

export function GroupsPage(props: {
  filter: GroupFilter
  groups: readonly ListedGroup[]
  total: number
  pageSize: number
  today: string
  mayStart: boolean
  mayTopics: boolean
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
        {props.mayTopics && <a href="/staff/settings/topics">{w.list.topics}</a>}
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
