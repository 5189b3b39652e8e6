import { randomUUID } from 'node:crypto'
import type { TestDatabase } from '#platform/testing/database.ts'
import { newToken } from '#platform/tokens.ts'
import type { Route } from '#platform/web.ts'

/** Somebody in the sample with a place ahead at an online session that has a limit, and the ids that go with them. */
export type SampleMember = { personId: string; groupId: string; slug: string; sessionId: string }
type Query = TestDatabase['rows']

/** Someone who is let in to Scotland online and keeps a place at its next session. */
export async function aSampleMember(query: Query): Promise<SampleMember> {
  const [member] = await query<SampleMember>(
    `select p.person_id as "personId", g.id as "groupId", g.slug, s.id as "sessionId"
     from places p join sessions s on s.id = p.session_id join groups g on g.id = s.group_id
     join members m on m.person_id = p.person_id and m.group_id = g.id and m.left_at is null
     where g.slug = 'scotland-online' and p.state = 'kept' and s.state = 'planned' and s.starts_at > clock()
       and m.let_in_at is not null
     order by s.starts_at, p.turn limit 1`,
  )
  if (!member) throw new Error('The sample has nobody with a place at Scotland online')
  return member
}

/** A letter to them that is on paper, in a batch of its own. */
async function aLetter(query: Query, member: SampleMember): Promise<{ message: string; batch: string }> {
  await query(
    `insert into person_addresses (person_id, address_id)
     select $1, address_row('post', '12 Example Road, Rayleigh SS6 7ED') on conflict do nothing`,
    [member.personId],
  )
  const [row] = await query<{ message: string; batch: string }>(
    `with m as (insert into messages (kind, channel, person_id, group_id, try_after)
       values ('joined', 'post', $1, $2, 'infinity') returning id),
     b as (insert into letter_batches default values returning id)
     insert into letters (message_id, person_id, batch_id, printed_at, sheet)
     select m.id, $1, b.id, clock(), jsonb_build_object('size', 12, 'to', jsonb_build_array(p.called), 'date', '1 May',
       'heading', 'Hello', 'greeting', 'Hello', 'body', '[]'::jsonb, 'ending', '["Bye"]'::jsonb)
     from m, b, people p where p.id = $1 returning message_id as message, batch_id as batch`,
    [member.personId, member.groupId],
  )
  if (!row) throw new Error('No letter was made')
  return row
}

/** Somebody of their group who was recorded as having died: whoever is told that it was a mistake takes nobody else's death back. */
async function someoneWhoDied(query: Query, { groupId }: SampleMember): Promise<string> {
  const [row] = await query<{ id: string }>(
    `with p as (insert into people (called) values ('Somebody') returning id),
     m as (insert into members (person_id, group_id) select id, $1 from p returning person_id)
     insert into deaths (person_id) select person_id from m returning person_id as id`,
    [groupId],
  )
  if (!row) throw new Error('Nobody was recorded')
  return row.id
}

/**
 * Fills in a route's address from the sample charity: `/staff/people/:id` becomes the page of somebody there. Tokens are
 * made anew and work.
 * @throws for an address that it does not know how to fill: a new route says here what stands in its place.
 */
export async function fillAddress(
  { path }: Pick<Route, 'path'>,
  query: Query,
  member: SampleMember,
): Promise<string> {
  const one = async (sql: string, values: unknown[] = []): Promise<string> => {
    const [row] = await query<{ id: string }>(sql, values)
    if (!row) throw new Error(`Nothing in the sample to show at ${path}`)
    return row.id
  }
  const account = (role: string) =>
    one(`select id from accounts where email_key = $1`, [`${role}@example.org`])
  const memberLink = async (purpose: string) => {
    const { token, hash } = newToken()
    await query(
      `insert into member_links (person_id, token_hash, purpose, expires_at)
       values ($1, $2, $3, clock() + interval '1 day')`,
      [member.personId, hash, purpose],
    )
    return token
  }
  const joining = async (state: 'draft' | 'unconfirmed') => {
    const { token, hash } = newToken()
    await query(
      `insert into joinings (group_id, state, email, answers, token_hash, expires_at)
       values ($1, $2, 'someone@example.org', $4::jsonb, $3, clock() + interval '1 day')`,
      [
        member.groupId,
        state,
        hash,
        JSON.stringify({
          reach: 'email',
          called: `Someone ${token.slice(0, 6)}`,
          email: 'someone@example.org',
          whose: 'own',
          begins: 'just come',
          consent: { words: 'I agree.', version: 'a test' },
        }),
      ],
    )
    return token
  }
  const sessionOf = (slug: string, when: 'ahead' | 'past') =>
    one(
      `select s.id from sessions s join groups g on g.id = s.group_id where g.slug = $1 and s.state = 'planned'
         and case when $2 = 'ahead' then s.starts_at > clock() else s.ends_at < clock() end
       order by abs(extract(epoch from s.starts_at - clock())) limit 1`,
      [slug, when],
    )

  /** One of the sample's two records of one person. */
  const double = (order: 'asc' | 'desc') =>
    one(
      `select id from people where called in ('Rosalind', 'Ros') and full_name like '%Doublet%' order by created_at ${order} limit 1`,
    )

  /** The next one, or, when those of the sample were put back, the last that is planned. */
  const cancelledSession = () =>
    one(
      `with there as (select id from sessions where state = 'cancelled' and starts_at > clock() order by starts_at limit 1),
       made as (update sessions set state = 'cancelled', cancelled_words = 'The building is closed.'
         where not exists (select from there) and id = (select id from sessions where state = 'planned' order by starts_at desc limit 1)
         returning id)
       select id from there union all select id from made`,
    )

  const known: [RegExp, () => string | Promise<string>][] = [
    [/^\/my\/groups\/:slug/, () => member.slug],
    [/^\/staff\/groups\/:slug\/link$/, () => 'scotland-online'],
    [/^\/(staff\/)?groups\/:slug/, () => 'south-essex'],
    [/^\/sessions\/:file/, async () => `${await sessionOf('south-essex', 'ahead')}.ics`],
    [/^\/my\/sessions\/:id/, () => member.sessionId],
    [
      /^\/staff\/sessions\/:id\/(keep|give-back|answer|held-back)/,
      () => sessionOf('scotland-online', 'ahead'),
    ],
    [
      /^\/staff\/sessions\/:id\/(came|record|who-came|question|debrief)/,
      () => sessionOf('south-essex', 'past'),
    ],
    [/^\/staff\/sessions\/:id\/(put-back|telephone)$/, cancelledSession],
    [/^\/(api\/)?staff\/sessions\/:id/, () => sessionOf('south-essex', 'ahead')],
    [/^\/staff\/venues\/:id/, () => one(`select venue_id as id from groups where slug = 'south-essex'`)],
    [/^\/staff\/people\/:id\/not-died/, () => someoneWhoDied(query, member)],
    [
      /^\/staff\/people\/:id\/(plan|died\/told)/,
      () =>
        one(
          `select t.person_id as id from farewell_tasks t join deaths d on d.id = t.death_id join groups g on g.id = t.group_id
           where d.mistake_at is null and g.slug = 'south-essex' order by d.recorded_at desc limit 1`,
        ),
    ],
    [
      /^\/staff\/late\/:id/,
      () =>
        one(
          `insert into late_arrivals (person_id) select d.person_id from deaths d join members m on m.person_id = d.person_id
             join groups g on g.id = m.group_id where d.mistake_at is null and g.slug = 'south-essex' limit 1 returning id`,
        ),
    ],
    [
      /^\/staff\/rights\/erasures\/:id/,
      () =>
        one(
          `with already as (select id from erasure_requests order by asked_at limit 1), made as (
             insert into erasure_requests (person_id) select $1 where not exists (select from already) returning id)
           select id from already union all select id from made`,
          [member.personId],
        ),
    ],
    // The sample has joined nobody.
    [/^\/staff\/merges\/:id/, () => randomUUID()],
    [/^\/staff\/doubles\/:one/, () => double('asc')],
    [
      /^\/staff\/people\/:id/,
      () =>
        one(
          `select m.person_id as id from members m join groups g on g.id = m.group_id
           where g.slug = 'south-essex' and m.left_at is null and not has_died(m.person_id)
             and exists (select from person_addresses pa where pa.person_id = m.person_id and pa.confirmed_at is not null)
           order by m.joined_at, m.person_id limit 1`,
        ),
    ],
    [/^\/staff\/concerns\/:id/, () => one('select id from concerns order by raised_at desc limit 1')],
    [/^\/staff\/questions\/:id/, () => one('select id from questions order by asked_at limit 1')],
    [/^\/staff\/debriefs\/:id/, () => one('select id from debriefs order by asked_at limit 1')],
    [
      /^\/staff\/supervision\/:id/,
      () => one(`select id from supervisions where state = 'planned' order by date limit 1`),
    ],
    [/^\/staff\/offers\/:id/, () => one('select id from offers order by offered_at limit 1')],
    [/^\/staff\/help\/:id/, () => one('select id from signposts order by name limit 1')],
    [
      /^\/staff\/calls\/:id/,
      () => one(`select id from calls where ended_at is null order by due_at, id limit 1`),
    ],
    [
      /^\/(staff\/messages|sample\/mail)\/:id/,
      () =>
        one(
          `with already as (select id from messages where body_html is not null limit 1), made as (
             insert into messages (kind, person_id, group_id, state, sent_at, sent_to, subject, body_text, body_html)
             select 'joined', $1, $2, 'sent', clock(), 'someone@example.org', 'Welcome', 'Hello', '<p>Hello</p>'
             where not exists (select from already) returning id)
           select id from already union all select id from made`,
          [member.personId, member.groupId],
        ),
    ],
    [/^\/staff\/letters\/batches\/:id/, () => aLetter(query, member).then(({ batch }) => batch)],
    [/^\/staff\/letters\/:id/, () => aLetter(query, member).then(({ message }) => message)],
    [
      /^\/staff\/walk-ins\/:stub/,
      () =>
        one(
          `with stub as (insert into stubs default values returning id), visit as (
             insert into visits (session_id, group_id, stub_id) select s.id, s.group_id, stub.id from stub, lateral (
               select s.id, s.group_id from sessions s join groups g on g.id = s.group_id where g.slug = 'south-essex'
                 and s.ends_at < clock() order by s.starts_at desc limit 1) s)
           insert into walk_ins (stub_id, group_id, first_name)
           select stub.id, (select id from groups where slug = 'south-essex'), 'Ida' from stub returning stub_id as id`,
        ),
    ],
    [/^\/staff\/accounts\/:id/, () => account('facilitator')],
    [/^\/staff\/settings\/services\/:id/, () => one('select id from services limit 1')],
    [/^\/staff\/settings\/topics\/:id/, () => one('select id from topics order by position limit 1')],
    [
      /^\/staff\/account\/passkeys\/:id/,
      async () =>
        one(
          `insert into passkeys (account_id, credential_id, public_key, name) values ($1, gen_random_uuid()::text, '\\x00', 'A key')
           returning id`,
          [await account('administrator')],
        ),
    ],
    [
      /^\/staff\/account\/sessions\/:id/,
      async () =>
        one(
          `insert into staff_sessions (account_id, token_hash, way, expires_at)
           values ($1, decode(md5(gen_random_uuid()::text), 'hex'), 'sample', clock() + interval '1 hour') returning id`,
          [await account('administrator')],
        ),
    ],
    [/^\/stop\/:token/, () => memberLink('stop')],
    [/^\/my\/open\/:token/, () => memberLink('my pages')],
    [/^\/my\/calendar\/:token/, () => memberLink('calendar')],
    [/^\/confirm\/:token/, () => joining('unconfirmed')],
    [/^\/carry-on\/:token/, () => joining('draft')],
    [
      /^\/staff\/link\/:token/,
      async () => {
        const { token, hash } = newToken()
        await query(
          `insert into staff_links (account_id, token_hash, purpose, expires_at)
           values ($1, $2, 'sign in', clock() + interval '15 minutes')`,
          [await account('nurse'), hash],
        )
        return token
      },
    ],
  ]
  let address = path
  const rest: [RegExp, () => string | Promise<string>][] = [
    [/^\/groups\/[^/]+\/join\/:stage$/, () => 'reach'],
    [/^\/staff\/doubles\/[^/]+\/:other/, () => double('desc')],
    [
      /^\/staff\/people\/[^/]+\/hold\/:hold/,
      () =>
        one(`insert into legal_holds (person_id, reason) values ($1, 'An inquest') returning id`, [
          address.split('/')[3],
        ]),
    ],
    [
      /^\/staff\/people\/[^/]+\/leave\/:member/,
      () =>
        one(
          `select m.id from members m join groups g on g.id = m.group_id where g.slug = 'south-essex' and m.left_at is null
             and m.person_id = $1`,
          [address.split('/')[3]],
        ),
    ],
    [
      /^\/staff\/people\/[^/]+\/plan\/tasks\/:task/,
      () =>
        one(`select id from farewell_tasks where person_id = $1 order by due_on, id limit 1`, [
          address.split('/')[3],
        ]),
    ],
    [
      /^\/staff\/sessions\/[^/]+\/held-back\/:held/,
      () =>
        one(
          `insert into held_back_places (session_id, group_id)
           select id, group_id from sessions where starts_at > clock() limit 1 returning id`,
        ),
    ],
  ]
  for (const table of [known, rest]) {
    if (!address.includes(':')) return address
    const found = table.find(([pattern]) => pattern.test(address))
    if (found) address = address.replace(/:[a-z]+(\{[^}]*\})?/i, encodeURIComponent(await found[1]()))
  }
  if (address.includes(':')) throw new Error(`tests/route-parameters.ts does not say what stands in ${path}`)
  return address
}
