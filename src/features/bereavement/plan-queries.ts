import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { type Death, deathOf } from './queries.ts'
import type { MayBeSaid, TaskKind } from './rules.ts'
import { type KeptWishes, wishesOf } from './wishes.tsx'

export type FamilyWishes = {
  maySay: boolean | null
  nameUsed: boolean | null
  remembered: boolean | null
  flowers: string | null
  note: string | null
  contactName: string | null
  contactHow: string | null
  contactAgreedWay: 'phone' | 'in person' | 'in writing' | null
  contactAgreedAt: Date | null
}

export type Task = {
  id: string
  kind: TaskKind
  words: string | null
  ownerId: string | null
  owner: string | null
  /** 'YYYY-MM-DD', in the group's zone. */
  dueOn: string
  late: boolean
  state: 'open' | 'done' | 'not needed'
  settledAt: Date | null
  settledBy: string | null
}
export type GroupPlan = {
  id: string
  name: string
  slug: string
  tasks: Task[]
  owners: { id: string; name: string }[]
  /** The next session that takes place. */
  next: { id: string; date: string } | null
  /** Who has not come to this group yet and joined lately or has a place at that session: at the most twelve, by name. */
  newcomers: { id: string; called: string }[]
  /** At how many coming sessions their place is held back, and the first of them. */
  held: { count: number; id: string; date: string } | null
}
export type Plan = {
  called: string
  death: Death
  wishes: KeptWishes | null
  family: FamilyWishes | null
  may: MayBeSaid
  groups: GroupPlan[]
}

/**
 * The plan after somebody's death, in six statements, and the look at it written down (P8). Null when nobody died, when it
 * was a mistake, or when no group of theirs is the actor's (P4).
 */
export async function planOf(tx: Transaction, personId: string): Promise<Plan | null> {
  const death = await deathOf(tx, personId)
  if (!death || death.mistakeAt) return null
  const groups = await groupsOf(tx, personId, death.id)
  if (groups.length === 0) return null
  const found = await sql<{ called: string } & MayBeSaid>`
    select p.called, s.anything, s.their_name as name, s.on_list as "onList", s.differs from people p, may_be_said(${death.id}::uuid) s
    where p.id = ${personId}`.execute(tx)
  const [row] = found.rows
  if (!row) return null
  await sql`select audit_look('people', ${personId}, ${personId}::uuid)`.execute(tx)
  const { called, ...may } = row
  return {
    called,
    death,
    may,
    groups,
    wishes: await wishesOf(tx, personId),
    family: await familyOf(tx, death.id),
  }
}

async function familyOf(tx: Transaction, deathId: string): Promise<FamilyWishes | null> {
  const found = await sql<FamilyWishes>`
    select may_say as "maySay", name_used as "nameUsed", remembered, flowers, note, contact_name as "contactName",
      contact_how as "contactHow", contact_agreed_way as "contactAgreedWay", contact_agreed_at as "contactAgreedAt"
    from family_wishes where death_id = ${deathId}`.execute(tx)
  return found.rows[0] ?? null
}

/** Who could come to a group for the first time at its next session; nobody is counted, and nobody who died stands there. */
const newcomersOf = sql`coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'called', n.called) order by n.called, n.id) from (
    select p.id, p.called from members m join people p on p.id = m.person_id
    where m.group_id = g.id and m.left_at is null and not has_died(p.id)
      and not exists (select from visits v join stubs st on st.id = v.stub_id where st.person_id = p.id and v.group_id = g.id)
      and (m.joined_at > clock() - interval '60 days' or exists (select from places pl join sessions x on x.id = pl.session_id
        where pl.person_id = p.id and pl.group_id = g.id and pl.state in ('kept', 'offered') and x.state = 'planned'
          and x.starts_at > clock() and x.starts_at < clock() + interval '40 days'))
    order by p.called, p.id limit 12) n), '[]')`

/** The groups in which something is planned, or that they were part of; each with who could do it. */
async function groupsOf(tx: Transaction, personId: string, deathId: string): Promise<GroupPlan[]> {
  const found = await sql<GroupPlan>`
    select g.id, g.name, g.slug,
      (select jsonb_build_object('id', s.id, 'date', s.date) from sessions s
        where s.group_id = g.id and s.state = 'planned' and s.starts_at > clock() order by s.starts_at limit 1) as next,
      (select jsonb_build_object('count', count(*) over (), 'id', s.id, 'date', s.date) from held_back_places h
        join sessions s on s.id = h.session_id and s.state = 'planned' and s.starts_at > clock()
        where h.death_id = ${deathId} and h.group_id = g.id and h.freed_at is null order by s.starts_at limit 1) as held,
      ${newcomersOf} as newcomers,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'words', t.words, 'ownerId', t.owner_id,
          'owner', (select a.name from accounts a where a.id = t.owner_id), 'dueOn', t.due_on,
          'late', t.state = 'open' and t.due_on < (clock() at time zone g.zone)::date, 'state', t.state, 'settledAt', t.settled_at,
          'settledBy', (select a.name from accounts a where a.id = t.settled_by)) order by t.state <> 'open', t.due_on, t.created_at, t.id)
        from farewell_tasks t where t.death_id = ${deathId} and t.group_id = g.id), '[]') as tasks,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.name) from accounts a
        where a.ended_at is null and (a.id = actor_account()
          or exists (select from group_staff gs where gs.group_id = g.id and gs.account_id = a.id))), '[]') as owners
    from groups g
    where ((select actor_has('administrator')) or g.id in (select actor_groups()))
      and (exists (select from farewell_tasks t where t.death_id = ${deathId} and t.group_id = g.id)
        or exists (select from members m where m.group_id = g.id and m.person_id = ${personId} and m.left_at is null))
    order by g.name`.execute(tx)
  return found.rows.map((group) => ({
    ...group,
    tasks: group.tasks.map((task) => ({ ...task, settledAt: task.settledAt && new Date(task.settledAt) })),
  }))
}
