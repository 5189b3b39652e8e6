import { expect, test, vi } from 'vitest'
import type { Facts } from '../../../src/features/messages/facts.ts'
import type { Mail, Mailer } from '../../../src/platform/mail.ts'
import type { Lane } from '../lane.ts'
import type { Deed } from '../lane-deeds.ts'

type Fault =
  | 'none'
  | 'no look at the gate'
  | 'the look without a lock'
  | 'the lock after the look'
  | 'a row lock'
  | 'what was known before'
  | 'whoever it belongs to by now'
  | 'posted without a look'
  | 'merged without waiting for who is writing'
const planted = vi.hoisted(() => ({ fault: 'none' as string, known: new Map<string, unknown>() }))

vi.mock('../../../src/features/messages/facts.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/facts.ts')>()
  const { sql } = await import('kysely')
  const anybody = Object.assign(new Set<string>(), { has: () => true })
  const unlocked = ['the look without a lock', 'the lock after the look', 'a row lock']
  return {
    ...real,
    async lockPeople(...[tx, id]: Parameters<typeof real.lockPeople>) {
      if (planted.fault === 'a row lock')
        await sql`select 1 from people where id = (select person_id from messages where id = ${id}) for share`.execute(
          tx,
        )
      if (unlocked.includes(planted.fault)) return anybody
      const locked = await real.lockPeople(tx, id)
      return planted.fault === 'whoever it belongs to by now' ? anybody : locked
    },
    async lockPeopleOf(...[tx, ids]: Parameters<typeof real.lockPeopleOf>) {
      if (!unlocked.includes(planted.fault)) await real.lockPeopleOf(tx, ids)
    },
    async look(...[tx, id]: Parameters<typeof real.look>) {
      const facts = await real.look(tx, id)
      if (planted.fault === 'the lock after the look') await real.lockPeople(tx, id)
      if (planted.fault !== 'what was known before' || !facts?.person) return facts
      const known = (planted.known.get(facts.person.id) ?? facts.person) as NonNullable<Facts['person']>
      planted.known.set(facts.person.id, known)
      return { ...facts, person: known }
    },
  }
})
vi.mock('../../../src/features/messages/rules.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/messages/rules.ts')>()
  return {
    ...real,
    // As if it had been looked at when the message was queued, and not again.
    decide: (...[facts, channels]: Parameters<typeof real.decide>) =>
      planted.fault === 'no look at the gate' && facts.address
        ? { act: 'send', to: facts.address.value }
        : real.decide(facts, channels),
    letterReason: (...[facts]: Parameters<typeof real.letterReason>) =>
      planted.fault === 'posted without a look' ? null : real.letterReason(facts),
  }
})
vi.mock('../../../src/features/rights/doubles.ts', async (original) => {
  const real = await original<typeof import('../../../src/features/rights/doubles.ts')>()
  const { sql } = await import('kysely')
  return {
    ...real,
    async mergePeople(...[tx, merge]: Parameters<typeof real.mergePeople>) {
      if (planted.fault !== 'merged without waiting for who is writing') return real.mergePeople(tx, merge)
      const { keptId, goneId } = merge
      const found = await sql`select merge_people(${keptId}, ${goneId}, '{}') as answer`.execute(tx)
      return (found.rows[0] as { answer: unknown }).answer
    },
  }
})

const { interleave, openLanes } = await import('../interleaving.ts')

const mostRuns = 200
/** What came to light, by the first run of which one line begins so; null when that never happens. */
async function found(
  what: 'LATE' | 'LOST' | 'wait for ever',
  {
    fault = 'none',
    sql,
    wrap,
    beside,
    kinds,
  }: {
    fault?: Fault
    /** Changes the database. */
    sql?: string
    wrap?: (mailer: Mailer) => Mailer
    beside?: (mailer: Mailer, lane: Lane) => Promise<void>
    /** For what is seldom met: only these deeds. */
    kinds?: Deed[]
  },
  runs = mostRuns,
): Promise<string | null> {
  planted.fault = fault
  planted.known.clear()
  const { lanes, close } = await openLanes(2, wrap)
  try {
    for (const lane of lanes) {
      if (sql) await lane.db.rows(sql)
      if (beside) await lane.openBeside(beside)
    }
    const seeds = Array.from({ length: runs }, (_, i) => 1 + i)
    const shows = (wrong: string) => wrong.includes(what)
    const outcome = await interleave(lanes, seeds, ({ wrong }) => wrong.some(shows), kinds)
    return outcome.wrong.find(shows) ?? outcome.wrong[0] ?? null
  } finally {
    await close()
  }
}

test('without a fault nothing is found', async () => {
  expect(await found('LATE', {}, 12)).toBeNull()
})

test.each<Fault>([
  'no look at the gate',
  'the look without a lock',
  'the lock after the look',
  'a row lock',
  'what was known before',
])('caught: %s', async (fault) => {
  expect(await found('LATE', { fault })).toContain('LATE')
})

test('caught: whoever a message belongs to by now is not locked', async () => {
  const kinds: Deed[] = ['merge', 'undo', 'stop', 'start again']
  // It shows in about one run of two hundred: two records are made one while the gate waits, and then somebody stops.
  const fault = 'whoever it belongs to by now'
  expect(await found('LATE', { fault, kinds }, 1_200)).toContain('LATE')
}, 400_000)

test('caught: letters are posted without a look', async () => {
  const kinds: Deed[] = ['stop', 'pause', 'start again']
  expect(await found('LATE', { fault: 'posted without a look', kinds })).toContain('LATE')
})

test('caught: a send that goes on after the gate has let go', async () => {
  const later: Mail[] = []
  const wrap = (mailer: Mailer): Mailer => ({
    ...mailer,
    async send(mail) {
      later.push(mail)
      return { ok: true }
    },
  })
  const beside = async (mailer: Mailer) => {
    const mail = later.shift()
    if (mail) await mailer.send(mail)
  }
  expect(await found('LATE', { wrap, beside })).toContain('LATE')
})

test('caught: a second way out beside the gate', async () => {
  const beside = async (mailer: Mailer, lane: Lane) => {
    const due = await lane.db.rows<{ id: string; value: string }>(
      `select m.id, a.value from messages m join person_addresses pa on pa.person_id = m.person_id
       join addresses a on a.id = pa.address_id and a.kind = 'email' where m.person_id = any($1) order by m.created_at desc limit 1`,
      [lane.records],
    )
    for (const { id, value } of due)
      await mailer.send({
        messageId: `${id}@example.org`,
        to: value,
        from: { name: 'Beside', address: 'beside@example.org' },
        subject: 'beside',
        text: 'beside',
        html: 'beside',
        attachments: [],
      })
  }
  expect(await found('LATE', { beside })).toContain('LATE')
})

test('caught: the death of one of two records is forgotten when they are made one', async () => {
  const sql = `alter function merge_people(uuid, uuid, text[]) rename to merge_people_well;
    create function merge_people(kept uuid, gone uuid, take text[]) returns jsonb language plpgsql security definer
    set search_path = public as $$ begin
      delete from deaths where person_id = gone;
      return merge_people_well(kept, gone, take);
    end $$`
  expect(await found('LATE', { sql })).toContain('LATE')
})

test('caught: a stop that waits for no send', async () => {
  expect(await found('LATE', { sql: 'drop trigger wait_for_sends on stops' })).toContain('LATE')
})

test('caught: a message that is being written while two records are made one goes with the record that goes', async () => {
  expect(await found('LOST', { fault: 'merged without waiting for who is writing' })).toContain('LOST')
})

test('caught: what a killed process had taken for itself is nobody’s', async () => {
  const sql = `create function keep_for_ever() returns trigger language plpgsql as $$ begin
      if new.claimed_until > old.claimed_until then new.claimed_until := 'infinity'; end if;
      return new;
    end $$;
    create trigger keep_for_ever before update on messages for each row execute function keep_for_ever()`
  expect(await found('wait for ever', { sql })).toContain('wait for ever')
})
