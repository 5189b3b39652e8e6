import { sql } from 'kysely'
import { queueMessage } from '#features/messages/messages.ts'
import { keepPlace, setStanding } from '#features/places/places.ts'
import { recordOutcome } from '#features/welcome/welcome.ts'
import type { Transaction } from '#platform/database.ts'
import { nameParts } from './names.ts'
import { canBeAName } from './near-names.ts'
import { changeDetails, type NewPerson } from './people.ts'
import { peopleNear } from './staff-queries.ts'

/** How somebody came to be registered: what they agreed to was read out, or stands on the paper that they signed. */
export type RegisteredBy = 'phone' | 'paper' | 'in person'

export type Registering = {
  person: NewPerson
  /** Somebody like them who died, and who it is not: a human has looked. */
  notPersonId?: string | undefined
  /** 'call me': somebody rings them. 'rang': this is their welcome call. */
  begins: 'call me' | 'I call' | 'just come' | 'rang'
  suits: string | null
  /** At which dates of the group a place is kept, or that they hope to come. */
  dates: 'next' | 'after next' | 'standing' | 'none'
  emergency: { name: string; phone: string }
  /** `saidOn`: the day on the paper ('YYYY-MM-DD' in `zone`); null: just now. */
  consent: { words: string; version: string; way: RegisteredBy; saidOn: string | null; zone: string }
}

/**
 * Registers someone who rang, wrote or came, in one go: with their yes to holding health information in the very words
 * that were read out or that they signed (P5), their group, their first date, and a welcome call where one is wanted. Who
 * would rather just come is on no list, however they can be reached: the gate finds the letter. What is known about somebody already does
 * not change.
 * @returns `seen`: whether the actor sees them now; a helper does only while there is a call to make (P4).
 */
export async function addPerson(
  tx: Transaction,
  registering: Registering,
): Promise<
  | { ok: true; personId: string; known: boolean; seen: boolean }
  | { ok: false; reason: 'not theirs' | 'no room' | 'someone who died' }
> {
  const { person, consent, notPersonId } = registering
  const groupId = person.groupId ?? null
  const { rows } = await sql<{ theirs: boolean; online: boolean }>`select ${groupId}::uuid is null
    or actor_has('administrator', 'helper') or sees_group(${groupId}::uuid) as theirs,
    exists (select from groups where id = ${groupId}::uuid and kind = 'online') as online`.execute(tx)
  if (!rows[0]?.theirs) return { ok: false, reason: 'not theirs' }
  if (notPersonId) await sql`select set_config('alongside.not_person', ${notPersonId}, true)`.execute(tx)
  // Nobody comes to an online group before somebody spoke with them.
  const begins = registering.begins === 'just come' && rows[0].online ? 'call me' : registering.begins
  const wanted = begins === 'call me'
  const said = {
    ...person,
    begins: begins === 'rang' ? 'just come' : begins,
    consent,
    emergency: registering.emergency,
    callWhy: wanted ? 'welcome' : 'rang',
    suits: wanted ? registering.suits : null,
  }
  const found = await sql<{ person: string; known: boolean; outcome: string; call: string | null }>`
    select * from register_by_staff(${JSON.stringify(said)}::jsonb)`.execute(tx)
  const [row] = found.rows
  if (!row) throw new Error('register_by_staff answers one row')
  if (row.outcome === 'someone who died' || row.outcome === 'no room')
    return { ok: false, reason: row.outcome }
  const { largePrint = false, letterReminders = false } = person
  if (!row.known && (largePrint || letterReminders))
    await changeDetails(tx, { personId: row.person, details: { largePrint, letterReminders } })
  if (groupId) {
    await keepDates(tx, row.person, groupId, registering.dates)
    if (!row.known)
      await queueMessage(tx, {
        kind: 'joined',
        personId: row.person,
        groupId,
        once: `joined ${row.person} ${groupId}`,
      })
  }
  if (!wanted && row.call) await endCall(tx, row.call, begins === 'rang')
  const seen = await sql`select from people where id = ${row.person}`.execute(tx)
  return { ok: true, personId: row.person, known: row.known, seen: seen.rows.length > 0 }
}

/** Keeps a place at a date or at all of them; where there is no room they wait, as everybody does (P2). */
async function keepDates(
  tx: Transaction,
  personId: string,
  groupId: string,
  dates: Registering['dates'],
): Promise<void> {
  if (dates === 'none') return
  if (dates === 'standing') {
    await setStanding(tx, { personId, groupId, standing: true, tell: false })
    return
  }
  const found = await sql<{ id: string }>`
    select id from sessions where group_id = ${groupId} and state = 'planned' and starts_at > clock()
    order by starts_at limit 1 offset ${dates === 'next' ? 0 : 1}`.execute(tx)
  const [session] = found.rows
  if (session) await keepPlace(tx, { sessionId: session.id, personId })
}

/** What was said while registering was the welcome call, or else there is none. */
async function endCall(tx: Transaction, callId: string, spoke: boolean): Promise<void> {
  if (!spoke) {
    await sql`select end_registering_call(${callId}::uuid)`.execute(tx)
    return
  }
  await recordOutcome(tx, {
    callId,
    outcome: 'they rang',
    note: null,
    nextAt: null,
    wrongAddressId: null,
    letIn: true,
    wroteOn: null,
  })
}

/** Somebody whom the actor sees and who may be the same: of that name or one near to it, or reached at one of these addresses. */
export type PossibleDouble = {
  id: string
  called: string
  fullName: string | null
  groups: string[]
  died: boolean
}
const mostDoubles = 5

/**
 * Who exists already and could be meant, of those whom the actor may see (P4); five at the most. Names near to a first and
 * a last name count too, since whoever hears a name writes it by ear; to a first name alone too many would be near.
 */
export async function possibleDoubles(
  tx: Transaction,
  someone: { called: string; fullName: string | null; addresses: readonly { kind: string; value: string }[] },
): Promise<PossibleDouble[]> {
  const found = await sql<PossibleDouble>`
    select p.id, p.called, p.full_name as "fullName", has_died(p.id) as died,
      array(select g.name from members m join groups g on g.id = m.group_id where m.person_id = p.id and m.left_at is null order by g.name) as groups
    from people p
    where p.called_key = name_key(${someone.called})
      and (p.full_name is null or ${someone.fullName}::text is null or name_key(p.full_name) = name_key(${someone.fullName ?? ''}))
      or p.id in (select pa.person_id from jsonb_to_recordset(${JSON.stringify(someone.addresses)}::jsonb) as w(kind text, value text)
        join addresses a on a.kind = w.kind and a.key = address_key(w.kind, w.value) join person_addresses pa on pa.address_id = a.id)
    order by p.called_key = name_key(${someone.called}) desc, p.created_at limit ${mostDoubles}`.execute(tx)
  const said = someone.fullName ?? someone.called
  if (nameParts(said).length < 2 || !canBeAName(said)) return found.rows
  const known = new Set(found.rows.map(({ id }) => id))
  return [...found.rows, ...(await peopleNear(tx, { said, groupId: null, known }))].slice(0, mostDoubles)
}
