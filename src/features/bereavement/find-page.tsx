import { sql } from 'kysely'
import { Button, Input } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { words } from './words.ts'

const w = words.find
const shownAtMost = 40

/** Somebody found, with their groups. */
export type Found = { id: string; called: string; fullName: string | null; groups: string[]; died: boolean }

/** Whom the actor sees, by what was typed, or the members of a group; by name, 40 at the most. */
export async function findForDeath(
  tx: Transaction,
  { q, groupId }: { q: string; groupId: string | null },
): Promise<{ people: Found[]; more: boolean }> {
  if (q.trim() === '' && !groupId) return { people: [], more: false }
  const found = await sql<Found>`
    select p.id, p.called, p.full_name as "fullName", has_died(p.id) as died,
      array(select g.name from members m join groups g on g.id = m.group_id where m.person_id = p.id and m.left_at is null order by 1) as groups
    from people_found(${q.trim()}, ${groupId}::uuid, null, null, null, ${shownAtMost + 1}) with ordinality as f (id, nth)
    join people p on p.id = f.id order by f.nth`.execute(tx)
  return { people: found.rows.slice(0, shownAtMost), more: found.rows.length > shownAtMost }
}

/** From a search to the two questions: one name, one press. */
export function FindPage(props: { q: string; groupId: string | null; people: Found[]; more: boolean }) {
  const asked = props.q !== '' || props.groupId !== null
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="get" action="/staff/died" class="app-filter">
        <Input name="q" label={w.label} value={props.q} autocomplete="off" spellcheck={false} width={20} />
        <Button small>{w.button}</Button>
      </form>
      {asked && props.people.length === 0 && <p>{w.none}</p>}
      {props.people.length > 0 && (
        <>
          <h2>{w.choose}</h2>
          <ul class="app-lines">
            {props.people.map((person) => (
              <li class="app-lines__item">
                <a href={`/staff/people/${person.id}${person.died ? '' : '/died'}`}>{person.called}</a>{' '}
                <span class="app-small">
                  {[
                    person.fullName !== person.called && person.fullName,
                    ...person.groups,
                    person.died && w.died,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {props.more && <p>{w.more}</p>}
    </>
  )
}
