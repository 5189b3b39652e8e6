import { Button, Empty, Input, Pagination, Select } from '#design/components/index.ts'
import type { PeopleFilter, PersonInList } from './staff-queries.ts'
import { peopleFilters } from './staff-queries.ts'
import { words } from './staff-words.ts'

type Choice = { id: string; name: string }
const w = words.list

/** The list: one box, two filters, fifty at a time. */
export function PeoplePage(props: {
  said: string
  groupId: string | null
  only: PeopleFilter | null
  groups: readonly Choice[]
  people: readonly PersonInList[]
  /** Whose names are near to what was typed, where hardly anybody of that name is found. */
  near: readonly PersonInList[]
  /** The address of the next fifty, when there are more; and of the first ones, when these are not they. */
  next: string | null
  first: string | null
  mayAdd: boolean
  mayRecordDeath: boolean
  mayErase: boolean
  day: (instant: Date) => string
}) {
  const asked = props.said !== '' || props.groupId !== null || props.only !== null
  return (
    <>
      <h1>{w.title}</h1>
      {props.mayAdd && (
        <p>
          <Button href="/staff/people/new" variant="secondary" small>
            {w.add}
          </Button>
        </p>
      )}
      {props.mayRecordDeath && (
        <p>
          <a href="/staff/died">{w.died}</a>
        </p>
      )}
      {props.mayErase && (
        <p>
          <a href="/staff/rights">{w.rights}</a>
        </p>
      )}
      <form action="/staff/people" method="get" class="app-filter">
        <Input
          name="q"
          label={w.search}
          value={props.said}
          autocomplete="off"
          spellcheck={false}
          width={20}
        />
        <Select
          name="group"
          label={w.group}
          options={[
            { value: '', text: w.everyGroup },
            ...props.groups.map((group) => ({ value: group.id, text: group.name })),
          ]}
          value={props.groupId ?? ''}
        />
        <Select
          name="only"
          label={w.only}
          options={[
            { value: '', text: w.everybody },
            ...peopleFilters.map((filter) => ({ value: filter, text: w.filters[filter] })),
          ]}
          value={props.only ?? ''}
        />
        <Button small>{w.show}</Button>
      </form>
      {props.people.length === 0 && props.near.length === 0 && (
        <Empty>
          <p>{asked ? w.none : w.noneYet}</p>
          {asked && <a href="/staff/people">{w.clear}</a>}
        </Empty>
      )}
      <Lines people={props.people} day={props.day} />
      {props.near.length > 0 && (
        <>
          {props.people.length === 0 && <p>{w.nobodyCalled(props.said)}</p>}
          <h2>{w.near}</h2>
          <Lines people={props.near} day={props.day} />
        </>
      )}
      {(props.first || props.next) && (
        <Pagination
          previous={props.first ? { href: props.first, label: w.first } : undefined}
          next={props.next ? { href: props.next, label: w.next } : undefined}
        />
      )}
    </>
  )
}

function Lines({ people, day }: { people: readonly PersonInList[]; day: (instant: Date) => string }) {
  if (people.length === 0) return null
  return (
    <ul class="app-lines app-lines--columns">
      {people.map((person) => (
        <li class="app-lines__item">
          <PersonName person={person} />
          <span class="app-small">{person.groups.join(', ')}</span>
          <span class="app-small">
            {person.ways.length > 0 ? person.ways.map((way) => w.ways[way]).join(', ') : w.noWay}
          </span>
          <Marks person={person} since={day(person.createdAt)} />
        </li>
      ))}
    </ul>
  )
}

/** What they are called is the link; what the full name adds stands beside it. */
function PersonName({ person }: { person: PersonInList }) {
  const { called, fullName } = person
  const beside = fullName?.startsWith(`${called} `)
    ? fullName.slice(called.length + 1)
    : fullName !== called && fullName
  return (
    <span>
      <a href={`/staff/people/${person.id}`}>{person.called}</a>
      {beside && <span class="app-small"> {beside}</span>}
    </span>
  )
}

function Marks({ person, since }: { person: PersonInList; since: string }) {
  const marks = person.died
    ? [w.marks.died]
    : [
        person.waitsForCall && w.marks.call,
        person.notLetIn && w.marks.notLetIn,
        person.wrongAddress && w.marks.wrong,
      ].filter((mark) => mark !== false)
  return <span class="app-small">{marks.length === 0 ? w.since(since) : <b>{marks.join(' · ')}</b>}</span>
}
