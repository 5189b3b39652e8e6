import { Button, Input } from '#design/components/index.ts'
import type { PersonInList } from '#features/people/people.ts'
import { words } from './words.ts'

const w = words.find

/** From a search to the two questions: one name, one press. A slip in spelling is met with the names near to it. */
export function FindPage(props: {
  q: string
  groupId: string | null
  people: readonly PersonInList[]
  near: readonly PersonInList[]
  more: boolean
}) {
  const { q, people, near } = props
  const asked = q !== '' || props.groupId !== null
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="get" action="/staff/died" class="app-filter">
        <Input name="q" label={w.label} value={q} autocomplete="off" spellcheck={false} width={20} />
        <Button small>{w.button}</Button>
      </form>
      {asked && people.length === 0 && <p>{near.length > 0 ? w.nobodyCalled(q) : w.none}</p>}
      <Names heading={w.choose} people={people} />
      <Names heading={people.length === 0 ? w.near : w.nearToo} people={near} />
      {props.more && <p>{w.more}</p>}
      {asked && people.length === 0 && <p>{w.elsewhere}</p>}
    </>
  )
}

function Names({ heading, people }: { heading: string; people: readonly PersonInList[] }) {
  if (people.length === 0) return null
  return (
    <>
      <h2>{heading}</h2>
      <ul class="app-lines">
        {people.map((person) => (
          <li class="app-lines__item">
            <a href={`/staff/people/${person.id}${person.died ? '' : '/died'}`}>{person.called}</a>{' '}
            <span class="app-small">
              {[person.fullName !== person.called && person.fullName, ...person.groups, person.died && w.died]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
