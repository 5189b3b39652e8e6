import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { type SampleRole, sampleAccount, sampleRoles } from '#features/accounts/sample-sign-in.ts'
import { layOutSessions } from '#features/groups/groups.ts'
import { ProgrammeRule } from '#features/groups/programme.ts'
import { system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { transact } from '#platform/transactions.ts'
import type { Services } from '#platform/web.ts'
import { fillTold } from './cancelled.ts'
import { charity, service, topics } from './charity.ts'
import { groups, type SampleGroup } from './groups.ts'
import { fillHistory } from './history.ts'
import { fillMembers } from './members.ts'
import { fillRaised } from './raised.ts'
import { fillRights } from './rights.ts'

/** What the parts of the sample share. */
export type Loaded = {
  today: Temporal.PlainDate
  groups: Map<string, { id: string; sample: SampleGroup }>
  topics: Map<string, string>
  accounts: { coordinator: string; second: string; facilitator: string; other: string; administrator: string }
}

/** Whether the database is new and empty: only then is the sample laid. */
export async function isEmpty(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from groups) or exists (select from people) or exists (select from accounts) as any`.execute(
    tx,
  )
  return !rows[0]?.any
}

/**
 * Lays the sample charity, its dates relative to the clock, in one transaction. Does nothing unless the database is empty.
 * @returns whether it was laid.
 */
export async function loadSample(services: Services): Promise<boolean> {
  return transact(services.database, system('sample charity'), async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('sample charity', 0))`.execute(tx)
    if (!(await isEmpty(tx))) return false
    await tx
      .updateTable('charity')
      .set({ ...charity, changed_at: sql`clock()` })
      .execute()
    const today = Temporal.PlainDate.from(services.clock.now().toISOString().slice(0, 10))
    const accounts = await makeAccounts(tx)
    const serviceRow = await tx
      .insertInto('services')
      .values(service)
      .returning('id')
      .executeTakeFirstOrThrow()
    const topicRows = await tx
      .insertInto('topics')
      .values(topics.map((topic, position) => ({ ...topic, service_id: serviceRow.id, position })))
      .returning(['id', 'name'])
      .execute()
    const loaded: Loaded = {
      today,
      accounts,
      topics: new Map(topicRows.map((row) => [row.name, row.id])),
      groups: new Map(),
    }
    for (const sample of groups) {
      const id = await makeGroup(tx, loaded, serviceRow.id, sample)
      loaded.groups.set(sample.slug, { id, sample })
    }
    await fillHistory(tx, loaded)
    await fillMembers(tx, loaded)
    await fillRaised(tx, loaded)
    await fillRights(tx, loaded)
    await fillTold(tx, loaded)
    await tx.updateTable('groups').set({ state: 'closed' }).where('slug', '=', 'harrogate').execute()
    await tx.updateTable('groups').set({ state: 'paused' }).where('slug', '=', 'birmingham').execute()
    return true
  })
}

async function makeAccounts(tx: Transaction): Promise<Loaded['accounts']> {
  const of = new Map<SampleRole, string>()
  for (const which of Object.keys(sampleRoles) as SampleRole[]) of.set(which, await sampleAccount(tx, which))
  const more = await tx
    .insertInto('accounts')
    .values([
      { email: 'second-coordinator@example.org', name: 'Colin Coordinator', passkey_required: false },
      { email: 'second-facilitator@example.org', name: 'Finn Facilitator', passkey_required: false },
    ])
    .returning('id')
    .execute()
  const [second, other] = [more[0]?.id ?? '', more[1]?.id ?? '']
  await tx
    .insertInto('account_roles')
    .values([
      { account_id: second, role: 'coordinator' },
      { account_id: other, role: 'facilitator' },
    ])
    .execute()
  return {
    coordinator: of.get('coordinator') ?? '',
    administrator: of.get('administrator') ?? '',
    facilitator: of.get('facilitator') ?? '',
    second,
    other,
  }
}

/** The groups of the first coordinator and facilitator: those that one looks at first. */
const first = new Set([
  'south-essex',
  'scotland-online',
  'dorset',
  'norfolk-and-waveney',
  'england-evenings',
  'leeds',
  'cornwall',
])
const firstFacilitated = new Set(['south-essex', 'scotland-online', 'dorset', 'leeds'])

async function makeGroup(
  tx: Transaction,
  loaded: Loaded,
  serviceId: string,
  sample: SampleGroup,
): Promise<string> {
  const { today, accounts } = loaded
  const begins = launchDate(sample, today)
  const venueId = sample.venue
    ? (await tx.insertInto('venues').values(sample.venue).returning('id').executeTakeFirstOrThrow()).id
    : null
  const group = await tx
    .insertInto('groups')
    .values({
      service_id: serviceId,
      slug: sample.slug,
      name: sample.name,
      kind: sample.venue ? 'in person' : 'online',
      nations: sql`${sample.nations}::text[]::nation[]`,
      venue_id: venueId,
      // Paused and closed groups have a past: they are laid out first and closed at the end.
      state: sample.state === 'planned' ? 'planned' : 'open',
      paused_words: sample.paused_words ?? null,
      launch_on: begins.toString(),
      language: sample.language ?? 'en',
      session_limit: sample.limit ?? null,
      led_by: sample.led_by ?? 'A therapist trained in counselling',
      ask_phone: charity.phone,
      ask_email: charity.email,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('group_staff')
    .values([
      {
        group_id: group.id,
        account_id: first.has(sample.slug) ? accounts.coordinator : accounts.second,
        part: 'coordinator',
      },
      {
        group_id: group.id,
        account_id: firstFacilitated.has(sample.slug) ? accounts.facilitator : accounts.other,
        part: 'facilitator',
      },
    ])
    .execute()
  if (!sample.venue) {
    await tx
      .insertInto('group_joining')
      .values({
        group_id: group.id,
        url: `https://video.example.org/${sample.slug}`,
        dial_in_number: '020 7946 0123',
        dial_in_code: '4821',
        help_words: `If it does not work, ring ${charity.phone}: someone will go through it with you.`,
      })
      .execute()
  }
  await layOut(tx, group.id, sample, begins, today)
  return group.id
}

const announcedLaunches = new Map([
  ['south-essex', '2025-03-28'],
  ['scotland-online', '2025-04-30'],
])

/** When it began: twenty months ago, or as the sample says; the two announced launches on their own dates. */
function launchDate(sample: SampleGroup, today: Temporal.PlainDate): Temporal.PlainDate {
  const announced = announcedLaunches.get(sample.slug)
  const asked = today.subtract({ months: sample.monthsAgo ?? 20 })
  if (!announced) return asked
  const launch = Temporal.PlainDate.from(announced)
  const twentyMonths = today.subtract({ months: 20 })
  return Temporal.PlainDate.compare(launch, twentyMonths) < 0 || Temporal.PlainDate.compare(launch, today) > 0
    ? twentyMonths
    : launch
}

async function layOut(
  tx: Transaction,
  groupId: string,
  sample: SampleGroup,
  begins: Temporal.PlainDate,
  today: Temporal.PlainDate,
) {
  const { rule } = sample
  const written = {
    ...(rule.kind === 'dates'
      ? { kind: 'dates', dates: rule.inDays.map((days) => today.add({ days }).toString()) }
      : rule),
    starts: sample.starts,
    ends: sample.ends,
    zone: 'Europe/London',
    from: begins.toString(),
    until: null,
  }
  const parsed = ProgrammeRule.parse(written)
  await tx
    .insertInto('programmes')
    .values({
      group_id: groupId,
      rule: JSON.stringify(parsed),
      starts: sample.starts,
      ends: sample.ends,
      from_date: begins.toString(),
    })
    .execute()
  await layOutSessions(tx, groupId, today.add({ months: 12 }).toString(), { from: begins.toString() })
}
