import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Language } from '#platform/language.ts'
import type { ProgrammeRule } from './programme.ts'
import { dateInWords, dayInWords, hoursInWords, localTime, writtenDateIn } from './time-words.ts'
import { project } from './uk-projection.ts'

/** The nations as the database writes them. */
export type NationName =
  | 'England'
  | 'Scotland'
  | 'Wales'
  | 'Northern Ireland'
  | 'Jersey'
  | 'Guernsey'
  | 'Isle of Man'

export type PublicVenue = {
  name: string
  address: string
  town: string
  postcode: string
  nation: NationName
  lat: number | null
  lon: number | null
  stepFree: string
  parking: string
  publicTransport: string
  toilets: string
  findingTheRoom: string
}

/** A session as anybody may read of it. */
export type PublicSession = {
  id: string
  /** Its local date, start and end: "YYYY-MM-DD", "HH:MM", in `zone`. */
  date: string
  starts: string
  ends: string
  zone: string
  startsAt: Date
  endsAt: Date
  state: 'planned' | 'cancelled'
  cancelledWords: string | null
  insteadWords: string | null
  movedFrom: string | null
  /** The number that people ring, at a session that is held by telephone. */
  telephone: string | null
  /** "Friday 27 November": the cancelled date that it stands in for. */
  standsIn: string | null
  /** What stands in for a cancelled one: "Friday 4 December, 11am to 1pm". */
  insteadOn: { when: string; byTelephone: boolean } | null
  limit: number | null
  long: boolean
  speaker: string | null
  talk: string | null
  note: string | null
  sequence: number
  topics: { name: string; plainNote: string | null }[]
  venue: PublicVenue | null
  /** "Friday 27 November" and "11am to 1pm", as seen today in the session's zone. */
  dateWords: string
  hoursWords: string
}

/** A group as anybody may read of it, with its next sessions, cancelled ones among them. */
export type PublicGroup = {
  id: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  nations: NationName[]
  state: 'open' | 'paused'
  pausedWords: string | null
  /** "28 March 2027" while the launch lies ahead. */
  launchWords: string | null
  language: Language
  zone: string
  limit: number | null
  ledBy: string
  whatToExpect: string
  askPhone: string | null
  askEmail: string | null
  rule: ProgrammeRule | null
  ruleWords: string | null
  service: { name: string; summary: string; whoFor: string; firstVisit: string }
  venue: PublicVenue | null
  /** Where its dot is on the map. */
  dot: { x: number; y: number } | null
  sessions: PublicSession[]
}

/** Every group that the public may find, and the addresses that old names still lead from. */
export type Directory = {
  groups: PublicGroup[]
  bySlug: Map<string, PublicGroup>
  oldSlugs: Map<string, string>
}

const SESSIONS_AHEAD = 9

// What stands in for a cancelled date; the index makes it one look for each cancelled session alone.
const standsInFor = sql`o.date as stands_in, case when s.state = 'cancelled' then (
  select jsonb_build_object('date', n.date, 'starts', n.starts, 'ends', n.ends,
    'telephone', n.telephone) from sessions n
  where n.instead_of = s.id and n.state = 'planned' order by n.starts_at limit 1) end as instead`

/** Nobody finds a group before it is opened: a name, a room or a date may still be half thought. */
const findable = sql<boolean>`g.state in ('open', 'paused')`

/**
 * Reads every group that is open or paused, each with its next nine dates: three statements, however many groups there are.
 * @param language in which dates and hours are said.
 * @param read reads and says a programme's rule in words ("The fourth Friday of every month, 11am to 1pm").
 */
export async function readDirectory(
  tx: Transaction,
  now: Date,
  read: (rule: unknown) => { rule: ProgrammeRule; words: string } | null,
  language: Language = 'en',
): Promise<Directory> {
  const [groups, sessions, oldSlugs] = [await readGroups(tx), await readSessions(tx), await readOldSlugs(tx)]
  const sessionsOf = Map.groupBy(sessions.rows, (row) => row.group_id)
  const found = groups.rows.map((row): PublicGroup => {
    const today = localTime(now, row.zone).date
    const venue = venueOf(row.venue)
    const programme = row.rule ? read(row.rule) : null
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      kind: row.kind,
      nations: row.nations,
      state: row.state,
      pausedWords: row.paused_words,
      launchWords: beginsInWords(row.launch_on, sessionsOf.get(row.id) ?? [], today, language),
      language: row.language,
      zone: row.zone,
      limit: row.session_limit,
      ledBy: row.led_by,
      whatToExpect: row.what_to_expect,
      askPhone: row.ask_phone,
      askEmail: row.ask_email,
      rule: programme?.rule ?? null,
      ruleWords: programme?.words ?? null,
      service: {
        name: row.service_name,
        summary: row.service_summary,
        whoFor: row.service_who_for,
        firstVisit: row.service_first_visit,
      },
      venue,
      dot: venue && venue.lat !== null && venue.lon !== null ? project(venue.lat, venue.lon) : null,
      sessions: (sessionsOf.get(row.id) ?? []).map((session) =>
        publicSession(session, now, row.session_limit, language),
      ),
    }
  })
  return {
    groups: found,
    bySlug: new Map(found.map((group) => [group.slug, group])),
    oldSlugs: new Map(oldSlugs.rows.map((row) => [row.slug, row.now])),
  }
}

/** The day on which a group that was not open before begins: that of its first session, once it has one. */
function beginsInWords(
  launch: string | null,
  sessions: readonly SessionRow[],
  today: string,
  language: Language,
): string | null {
  if (!launch || launch <= today) return null
  const first = sessions.find(({ date, state }) => state === 'planned' && date >= launch)
  return dayInWords(first?.date ?? launch, today, language)
}

type VenueRow = {
  name: string
  address: string
  town: string
  postcode: string
  nation: NationName
  lat: number | null
  lon: number | null
  step_free: string
  parking: string
  public_transport: string
  toilets: string
  finding_the_room: string
}

function venueOf(row: VenueRow | null): PublicVenue | null {
  if (!row) return null
  const { step_free, public_transport, finding_the_room, ...same } = row
  return { ...same, stepFree: step_free, publicTransport: public_transport, findingTheRoom: finding_the_room }
}

// Named columns: a venue's note on whom to ask there is for staff alone.
const venueJson = sql`case when v.id is null then null else jsonb_build_object('name', v.name, 'address', v.address,
  'town', v.town, 'postcode', v.postcode, 'nation', v.nation, 'lat', v.lat, 'lon', v.lon, 'step_free', v.step_free,
  'parking', v.parking, 'public_transport', v.public_transport, 'toilets', v.toilets,
  'finding_the_room', v.finding_the_room) end`

function readGroups(tx: Transaction) {
  return sql<{
    id: string
    slug: string
    name: string
    kind: PublicGroup['kind']
    nations: NationName[]
    state: PublicGroup['state']
    paused_words: string | null
    launch_on: string | null
    language: 'en' | 'cy'
    zone: string
    session_limit: number | null
    led_by: string
    what_to_expect: string
    ask_phone: string | null
    ask_email: string | null
    service_name: string
    service_summary: string
    service_who_for: string
    service_first_visit: string
    venue: VenueRow | null
    rule: unknown
  }>`
    select g.id, g.slug, g.name, g.kind, array(select unnest(g.nations)::text) as nations, g.state, g.paused_words,
      g.launch_on, g.language, g.zone, g.session_limit, g.led_by, g.what_to_expect, g.ask_phone, g.ask_email,
      s.name as service_name, s.summary as service_summary, s.who_for as service_who_for,
      s.first_visit as service_first_visit, ${venueJson} as venue, p.rule || jsonb_build_object(
        'starts', to_char(p.starts, 'HH24:MI'), 'ends', to_char(p.ends, 'HH24:MI'), 'zone', g.zone,
        'from', p.from_date, 'until', p.until_date) as rule
    from groups g join services s on s.id = g.service_id left join venues v on v.id = g.venue_id
    left join lateral (select * from programmes p where p.group_id = g.id
      and (p.until_date is null or p.until_date >= (clock() at time zone g.zone)::date)
      order by p.from_date limit 1) p on true
    where ${findable}
    order by g.name, g.id`.execute(tx)
}

type SessionRow = {
  group_id: string
  id: string
  date: string
  starts: string
  ends: string
  zone: string
  starts_at: Date
  ends_at: Date
  state: 'planned' | 'cancelled'
  cancelled_words: string | null
  instead_words: string | null
  moved_from: string | null
  telephone: string | null
  stands_in: string | null
  instead: { date: string; starts: string; ends: string; telephone: string | null } | null
  session_limit: number | null
  long: boolean
  speaker: string | null
  talk: string | null
  public_note: string | null
  sequence: number
  topics: { name: string; plain_note: string | null }[]
  venue: VenueRow | null
}

function readSessions(tx: Transaction) {
  return sql<SessionRow>`
    select s.group_id, s.id, s.date, s.starts, s.ends, s.zone, s.starts_at, s.ends_at, s.state, s.cancelled_words,
      s.instead_words, s.moved_from, s.session_limit, s.long, s.speaker, s.talk, s.public_note, s.sequence,
      s.telephone, ${standsInFor},
      coalesce((select jsonb_agg(jsonb_build_object('name', t.name, 'plain_note', t.plain_note) order by t.position, t.name)
        from session_topics st join topics t on t.id = st.topic_id where st.session_id = s.id), '[]') as topics,
      ${venueJson} as venue
    from groups g
    cross join lateral (select * from sessions where group_id = g.id and ends_at > clock() order by starts_at
      limit ${SESSIONS_AHEAD}) s
    left join venues v on v.id = s.venue_id and s.venue_id is distinct from g.venue_id and s.telephone is null
    left join sessions o on o.id = s.instead_of and o.state = 'cancelled'
    where ${findable}
    order by s.group_id, s.starts_at`.execute(tx)
}

function readOldSlugs(tx: Transaction) {
  return sql<{ slug: string; now: string }>`
    select o.slug, g.slug as now from group_old_slugs o join groups g on g.id = o.group_id`.execute(tx)
}

function publicSession(
  row: SessionRow,
  now: Date,
  groupLimit: number | null,
  language: Language,
): PublicSession {
  const today = localTime(now, row.zone).date
  const [starts, ends] = [row.starts.slice(0, 5), row.ends.slice(0, 5)]
  return {
    id: row.id,
    date: row.date,
    starts,
    ends,
    zone: row.zone,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    state: row.state,
    cancelledWords: row.cancelled_words,
    insteadWords: row.instead_words,
    movedFrom: row.moved_from && writtenDateIn(language, row.moved_from),
    telephone: row.telephone,
    standsIn:
      row.stands_in && row.stands_in !== row.date ? dateInWords(row.stands_in, today, language) : null,
    insteadOn: row.instead && {
      when: `${dateInWords(row.instead.date, today, language)}, ${hoursInWords(row.instead.starts.slice(0, 5), row.instead.ends.slice(0, 5), language)}`,
      byTelephone: row.instead.telephone !== null,
    },
    limit: row.telephone === null ? (row.session_limit ?? groupLimit) : null,
    long: row.long,
    speaker: row.speaker,
    talk: row.talk,
    note: row.public_note,
    sequence: row.sequence,
    topics: row.topics.map((topic) => ({ name: topic.name, plainNote: topic.plain_note })),
    venue: venueOf(row.venue),
    dateWords: dateInWords(row.date, today, language),
    hoursWords: hoursInWords(starts, ends, language),
  }
}

/** One session of a group that may be seen, whenever it was. */
export async function sessionForCalendar(tx: Transaction, id: string, now: Date) {
  const { rows } = await sql<
    SessionRow & {
      slug: string
      group_name: string
      kind: PublicGroup['kind']
      group_limit: number | null
      language: Language
    }
  >`
    select s.group_id, s.id, s.date, s.starts, s.ends, s.zone, s.starts_at, s.ends_at, s.state, s.cancelled_words,
      s.instead_words, s.moved_from, s.session_limit, s.long, s.speaker, s.talk, s.public_note, s.sequence,
      s.telephone, ${standsInFor},
      '[]'::jsonb as topics, ${venueJson} as venue, g.slug, g.name as group_name, g.kind, g.language, g.session_limit as group_limit
    from sessions s join groups g on g.id = s.group_id left join venues v on v.id = coalesce(s.venue_id, g.venue_id)
      and s.telephone is null
    left join sessions o on o.id = s.instead_of and o.state = 'cancelled'
    where s.id = ${id} and g.state <> 'planned'`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const session = publicSession(row, now, row.group_limit, row.language)
  const { slug, group_name: name, kind, language } = row
  return { group: { slug, name, kind, language, venue: session.venue }, session }
}

/** The sessions that still lie ahead; what has ended since the directory was read falls away. */
export function ahead(group: PublicGroup, now: Date): PublicSession[] {
  return group.sessions.filter((session) => session.endsAt > now)
}

/** The next session that takes place. */
export function nextOf(group: PublicGroup, now: Date): PublicSession | null {
  return ahead(group, now).find((session) => session.state === 'planned' && session.startsAt > now) ?? null
}
