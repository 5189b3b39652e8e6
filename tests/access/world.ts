import type { StaffRole } from '#platform/actor.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { newToken } from '#platform/tokens.ts'

/**
 * A charity in small: group A with its member A, and group B with its member B; one account for each role, of which the
 * coordinator and the facilitator have group A. Each table has at least one row that is A's and one that is B's.
 */
export type World = {
  accounts: Record<StaffRole, string>
  /** The other coordinator, whose group is B. */
  otherCoordinator: string
  groupA: string
  groupB: string
  personA: string
  personB: string
  sessionA: string
  sessionB: string
}

const id = (letter: 'a' | 'b', n: number) =>
  `${letter.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Lays the world, as the superuser. */
export async function layWorld(db: TestDatabase): Promise<World> {
  const roles = (
    await db.rows<{ role: StaffRole }>(`select unnest(enum_range(null::staff_role))::text as role`)
  ).map((row) => row.role)
  const accounts = {} as Record<StaffRole, string>
  const account = async (role: StaffRole, email: string) => {
    const [row] = await db.rows<{ id: string }>(
      `with made as (insert into accounts (email, name) values ($1::text, $1::text) returning id),
        given as (insert into account_roles (account_id, role) select id, $2::staff_role from made)
       select id from made`,
      [email, role],
    )
    const made = row?.id ?? ''
    await db.rows(
      `insert into passkeys (account_id, credential_id, public_key, name) values ($1::uuid, $1::uuid::text, '\\x00', 'Key')`,
      [made],
    )
    for (const table of ['staff_links', 'staff_sessions'])
      await db.rows(
        `insert into ${table} (account_id, token_hash, ${table === 'staff_links' ? 'purpose' : 'way'}, expires_at)
         values ($1, $2, $3, clock() + interval '1 hour')`,
        [made, newToken().hash, table === 'staff_links' ? 'sign in' : 'passkey'],
      )
    await db.rows(
      `insert into passkey_challenges (challenge, account_id, purpose, expires_at) values ($1::uuid::text, $1::uuid, 'enrol', clock() + interval '1 hour')`,
      [made],
    )
    return made
  }
  for (const role of roles) accounts[role] = await account(role, `${role.replaceAll(' ', '-')}@example.org`)
  const otherCoordinator = await account('coordinator', 'other-coordinator@example.org')
  await db.rows(`insert into services (id, slug, name) values ($1, 'living', 'Living well')`, [id('a', 1)])
  await db.rows(`insert into topics (id, service_id, name) values ($1, $1, 'Sleep'), ($2, $1, 'Pain')`, [
    id('a', 1),
    id('b', 1),
  ])
  for (const letter of ['a', 'b'] as const) {
    const one = id(letter, 1)
    const staff =
      letter === 'a' ? [accounts.coordinator, accounts.facilitator] : [otherCoordinator, otherCoordinator]
    await layGroup(db, letter, one, staff as [string, string])
    await layPerson(db, letter, one, accounts.administrator)
    await layRaised(db, letter, one, letter === 'a' ? accounts.facilitator : otherCoordinator)
  }
  await layRights(db, accounts)
  await db.rows(`insert into rate_limits (key, window_start, used) values ('\\x00', clock(), 1)`)
  await db.rows(`insert into heartbeats (process) values ('a test')`)
  await db.rows(`insert into erasures (person_id) values (gen_random_uuid())`)
  await db.rows(`insert into postcode_import (imported_at, rows, source) values (clock(), 1, 'a test')`)
  return {
    accounts,
    otherCoordinator,
    groupA: id('a', 1),
    groupB: id('b', 1),
    personA: id('a', 1),
    personB: id('b', 1),
    sessionA: id('a', 1),
    sessionB: id('b', 1),
  }
}

async function layGroup(db: TestDatabase, letter: 'a' | 'b', one: string, [first, second]: [string, string]) {
  const statements: [string, unknown[]][] = [
    [
      `insert into venues (id, name, address, town, postcode, nation) values ($1, 'Hall', '1 Road', 'Town', 'SS6 7ED', 'England')`,
      [one],
    ],
    [
      `insert into groups (id, service_id, slug, name, kind, nations, venue_id, state)
       values ($1, $2, $3::text, $3::text, 'in person', '{England}', $1, 'open')`,
      [one, id('a', 1), `group-${letter}`],
    ],
    [`insert into group_old_slugs (slug, group_id) values ($2, $1)`, [one, `old-${letter}`]],
    [
      `insert into group_staff (group_id, account_id, part) values ($1, $2, 'coordinator'), ($1, $3, 'facilitator')`,
      [one, first, second],
    ],
    [`insert into group_joining (group_id, url) values ($1, 'https://meet.example.org/x')`, [one]],
    [
      `insert into programmes (id, group_id, rule, starts, ends, from_date)
       values ($1, $1, '{"kind": "weekly", "weekday": 5, "everyWeeks": 4, "starts": "11:00", "ends": "13:00", "zone": "Europe/London", "from": "2026-01-02", "until": null}', '11:00', '13:00', '2026-01-01')`,
      [one],
    ],
    [
      `insert into sessions (id, group_id, date, starts, ends) values ($1, $1, '2030-01-04', '11:00', '13:00')`,
      [one],
    ],
    [`insert into session_topics (session_id, topic_id) values ($1, $1)`, [one]],
    [
      `insert into bank_holidays (division, date, title) values ('scotland', $1, 'A day off') on conflict do nothing`,
      [letter === 'a' ? '2031-01-01' : '2031-01-02'],
    ],
    [
      `insert into postcodes (key, lat, lon, nation) values ($1, 51, 0, 'England')`,
      [`Z${letter.toUpperCase()}1 1AA`],
    ],
    [
      `insert into outcodes (key, lat, lon, nation, live) values ($1, 51, 0, 'England', 1)`,
      [`Z${letter.toUpperCase()}1`],
    ],
    [`insert into session_records (session_id, group_id, came) values ($1, $1, 3)`, [one]],
    [`insert into session_record_topics (session_id, group_id, topic_id) values ($1, $1, $1)`, [one]],
  ]
  for (const [sql, values] of statements) await db.rows(sql, values)
}

/** What the facilitator of a group raised, and what a member of it offered. */
async function layRaised(db: TestDatabase, letter: 'a' | 'b', one: string, facilitator: string) {
  const statements: [string, unknown[]][] = [
    [
      `insert into concerns (id, group_id, session_id, person_id, what, urgency, raised_by, raised_as, look_by)
       values ($1, $1, $1, $1, 'Worried', 'today', $2, 'facilitator', clock())`,
      [one, facilitator],
    ],
    [
      `insert into concern_steps (concern_id, kind, as_role, words, due_at, by_account)
       values ($1, 'added', 'facilitator', 'More', clock(), $2)`,
      [one, facilitator],
    ],
    [
      `insert into questions (id, group_id, session_id, words, asked_by) values ($1, $1, $1, 'Which cream?', $2)`,
      [one, facilitator],
    ],
    [
      `insert into debriefs (account_id, group_id, session_id, with_whom) values ($2, $1, $1, 'either')`,
      [one, facilitator],
    ],
    [
      `insert into supervisions (account_id, date, noted_by) select $1, '2030-01-04', a.id
       from accounts a where a.email = 'administrator@example.org'`,
      [facilitator],
    ],
    [`insert into offers (id, person_id, group_id, kind, words) values ($1, $1, $1, 'tip', 'A hat')`, [one]],
    [
      `insert into signposts (name, what_for, phone, checked_on, group_ids)
       values ($2, 'Help', '01632 960900', '2026-01-01', array[$1::uuid])`,
      [one, `Help ${letter}`],
    ],
  ]
  for (const [sql, values] of statements) await db.rows(sql, values)
}

async function layPerson(db: TestDatabase, letter: 'a' | 'b', one: string, administrator: string) {
  const two = id(letter, 2)
  const statements: [string, unknown[]][] = [
    [`insert into people (id, called) values ($1, $2)`, [one, letter.toUpperCase()]],
    [`insert into addresses (id, kind, value) values ($1, 'email', $2)`, [one, `${letter}@example.org`]],
    [`insert into person_addresses (person_id, address_id) values ($1, $1)`, [one]],
    [`insert into emergency_contacts (person_id, name) values ($1, 'Sister')`, [one]],
    [
      `insert into consents (person_id, purpose, given, words, version, way) values ($1, 'health information', true, 'I agree', '1', 'form')`,
      [one],
    ],
    [`insert into members (person_id, group_id) values ($1, $1)`, [one]],
    // A death that was a mistake, so that the person's pages still open.
    [`insert into deaths (id, person_id, mistake_at) values ($1, $1, clock())`, [one]],
    [`insert into wishes (person_id, when_died) values ($1, 'tell')`, [one]],
    [`insert into family_wishes (death_id, person_id, may_say) values ($1, $1, true)`, [one]],
    [
      `insert into farewell_tasks (death_id, person_id, group_id, kind, due_on) values ($1, $1, $1, 'family', '2026-12-01')`,
      [one],
    ],
    [`insert into stops (person_id, what, ended_at) values ($1, 'pause', clock())`, [one]],
    [
      `insert into joinings (id, group_id, person_id, answers, expires_at, state, look_why)
       values ($1, $1, $1, '{}', clock() + interval '1 day', 'done', 'answers differ')`,
      [one],
    ],
    [`insert into late_arrivals (person_id, joining_id) values ($1, $1)`, [one]],
    [
      `insert into member_links (person_id, token_hash, purpose, expires_at) values ($1, $2, 'my pages', clock() + interval '1 day')`,
      [one, newToken().hash],
    ],
    [
      `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
      [one, newToken().hash],
    ],
    [
      `insert into calls (id, person_id, group_id, why, ended_at) values ($1, $1, $1, 'welcome', $2)`,
      // Only A still waits for a call: a helper sees A and not B.
      [one, letter === 'a' ? null : '2026-01-01'],
    ],
    [`insert into call_tries (call_id, outcome) values ($1, 'no answer')`, [one]],
    [`insert into topic_wishes (person_id, topic_id) values ($1, $1)`, [one]],
    [`insert into stubs (id, person_id) values ($1, $1)`, [one]],
    [`insert into stubs (id) values ($1)`, [two]],
    [`insert into walk_ins (stub_id, group_id, first_name) values ($2, $1, 'Wanda')`, [one, two]],
    [`insert into visits (session_id, group_id, stub_id) values ($1, $1, $1)`, [one]],
    [`insert into places (session_id, group_id, person_id, state) values ($1, $1, $1, 'kept')`, [one]],
    [`insert into held_back_places (session_id, group_id) values ($1, $1)`, [one]],
    [`insert into messages (id, kind, person_id) values ($1, 'joined', $1)`, [one]],
    [`insert into letter_batches (id) values ($1)`, [one]],
    [`insert into letters (message_id, person_id, batch_id) values ($1, $1, $1)`, [one]],
    [`insert into texts (message_id, person_id, segments) values ($1, $1, 1)`, [one]],
    [
      `insert into incoming_texts (person_id, from_number, body, meaning) values ($1, '+447700900123', 'Hello', 'words')`,
      [one],
    ],
    [
      `insert into ticks (id, session_id, group_id, person_id, came, ticked_at) values ($1, $1, $1, $1, true, clock())`,
      [one],
    ],
    [
      `insert into record_permits (session_id, group_id, account_id, token_hash, expires_at)
       values ($1, $1, $2, $3, clock() + interval '1 day')`,
      [one, administrator, newToken().hash],
    ],
  ]
  for (const [sql, values] of statements) await db.rows(sql, values)
}

/** What people asked for about what is kept of them; and somebody on the other side of the wall. */
async function layRights(db: TestDatabase, accounts: World['accounts']) {
  const [a, b] = [id('a', 1), id('b', 1)]
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    await db.rows(`insert into legal_holds (person_id, reason, ended_at) values ($1, 'A letter', clock())`, [
      one,
    ])
    await db.rows(
      `with r as (insert into erasure_requests (person_id) values ($1) returning id)
       insert into erasure_places (request_id, place) select id, 'calls note x' from r`,
      [one],
    )
    await db.rows(`insert into merges (kept_id, gone_id, first_kept_id) values ($1, gen_random_uuid(), $1)`, [
      one,
    ])
    await db.rows(`insert into not_doubles (one_id, other_id) values ($1, $2)`, [one, other])
    await db.rows(
      `insert into campaign.supporters (name, kind, address, words, version, way)
       values ('Somebody', 'email', $1, 'News, please', '1', 'form')`,
      [`${one}@example.org`],
    )
  }
  await db.rows(
    `insert into looking_decisions (account_id, kind, day, words, decided_by) values ($1, 'many', '2030-01-01', 'Tidying', $2)`,
    [accounts.coordinator, accounts.administrator],
  )
}
