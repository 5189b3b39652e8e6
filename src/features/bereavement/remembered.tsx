import { sql } from 'kysely'
import { Button } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { planWords } from './plan-words.ts'

const w = planWords.remembered

/** Someone whom a group remembers, as its staff see it. `toldOn`: the day the charity heard. */
export type Remembered = {
  personId: string
  called: string
  toldOn: string | null
  sure: 'told' | 'confirmed'
  shown: boolean
}
export type RememberedPage = {
  groupId: string
  group: string
  slug: string
  remembers: boolean
  people: Remembered[]
}

/** Whom a group remembers, for its own staff; null when it is not theirs (P4). The look at each is written down (P8). */
export async function rememberedOf(tx: Transaction, slug: string): Promise<RememberedPage | null> {
  const groups = await sql<Omit<RememberedPage, 'people'>>`
    select id as "groupId", name as "group", slug, remembers from groups
    where slug = ${slug} and ((select actor_has('administrator')) or id in (select actor_groups()))`.execute(
    tx,
  )
  const [group] = groups.rows
  if (!group) return null
  const found = await sql<Remembered>`
    select p.id as "personId", p.called, d.told_on as "toldOn", d.sure, coalesce(d.sure = 'confirmed' and s.their_name and s.on_list
      and exists (select from farewell_tasks t where t.death_id = d.id and t.group_id = m.group_id and t.kind = 'group' and t.state = 'done'),
      false) as shown
    from members m join deaths d on d.person_id = m.person_id and d.mistake_at is null
    join people p on p.id = m.person_id cross join lateral may_be_said(d.id) s
    where m.group_id = ${group.groupId} and m.left_at is null order by d.recorded_at desc`.execute(tx)
  await sql`select count(audit_look('people', id::text, id)) from unnest(${found.rows.map((row) => row.personId)}::uuid[]) id`.execute(
    tx,
  )
  return { ...group, people: found.rows }
}

/** Turns the list for the group's members on or off. Coordinators of the group. */
export async function setRemembers(
  tx: Transaction,
  { groupId, remembers }: { groupId: string; remembers: boolean },
) {
  await sql`update groups set remembers = ${remembers} where id = ${groupId}`.execute(tx)
}

/** The names that members of a group may see; none for anybody else, and only where the group wants such a list. */
export async function rememberedForMembers(tx: Transaction, groupId: string): Promise<string[]> {
  const found = await sql<{ called: string }>`select called from remembered_by(${groupId}::uuid)`.execute(tx)
  return found.rows.map((row) => row.called)
}

/** Whom the group remembers, on its members' own page. */
export function RememberedNames({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <>
      <h2>{w.members}</h2>
      <ul class="nhsuk-list">
        {names.map((name) => (
          <li>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** Whom a group remembers, and whether its members see it. */
export function RememberedView({ page, mayChange }: { page: RememberedPage; mayChange: boolean }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede(page.group)}</p>
      {page.people.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ul class="app-lines">
          {page.people.map((person) => (
            <li class="app-lines__item">
              <a href={`/staff/people/${person.personId}/plan`}>{person.called}</a>{' '}
              <span class="app-small">
                {[
                  person.sure === 'told' && w.unconfirmed,
                  w.heard(person.toldOn),
                  page.remembers && (person.shown ? w.shown : w.hidden),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <h2>{w.setting}</h2>
      <p>{page.remembers ? w.on : w.off}</p>
      {mayChange && (
        <form method="post" action={`/staff/groups/${page.slug}/remembered`}>
          <Button variant="secondary" small name="remembers" value={page.remembers ? 'no' : 'yes'}>
            {page.remembers ? w.turnOff : w.turnOn}
          </Button>
        </form>
      )}
    </>
  )
}
