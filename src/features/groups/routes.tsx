import { JsonLd } from '#design/layout.tsx'
import { placesLeft } from '#features/places/places.ts'
import { signposts, signpostsFor } from '#features/signposting/signposting.ts'
import { somebody } from '#platform/actor.ts'
import { publicAnswer } from '#platform/compression.ts'
import { addressIn, type Language, wordsIn } from '#platform/language.ts'
import { publicHtml, showPrint, showPublic } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, page, type Route, type Services } from '#platform/web.ts'
import { calendarFile, calendarFileType } from './calendar-file.ts'
import {
  ahead,
  type Directory,
  nextOf,
  type PublicGroup,
  type PublicSession,
  readDirectory,
} from './directory.ts'
import { findGroups, type Kind } from './finder.ts'
import { GroupPage, GroupSheet } from './group-page.tsx'
import { locate, lookUpPostcode } from './location.ts'
import { describeRule, ProgrammeRule } from './programme.ts'
import { ClosedPage, FinderPage, HomePage, type PlacesLeft } from './public-pages.tsx'
import { closedGroup, publicCalendarSession } from './public-queries.ts'
import { publishedData } from './published.ts'
import { words as all } from './words.ts'

const MINUTE = 60_000
/** Counts of places tell nobody when they change, so nothing that shows them is kept longer than this. */
const ALMOST_A_SECOND = 900
const NEAREST = 5

/** Every group that the public may find, kept until staff change something. */
export function directory(
  { cache, database, clock }: Services,
  language: Language = 'en',
): Promise<Directory> {
  return cache.get(`directory ${language}`, MINUTE, () =>
    transact(database, somebody, (tx) =>
      readDirectory(
        tx,
        clock.now(),
        (rule) => {
          const read = ProgrammeRule.safeParse(rule)
          return read.success ? { rule: read.data, words: describeRule(read.data, language) } : null
        },
        language,
      ),
    ),
  )
}

async function leftAt(services: Services, sessions: readonly PublicSession[]): Promise<PlacesLeft> {
  const limited = sessions
    .filter((session) => session.limit !== null && session.state === 'planned')
    .map((s) => s.id)
  if (limited.length === 0) return new Map()
  return services.cache.get(`places ${limited.join(' ')}`, ALMOST_A_SECOND, async () => {
    const found = await transact(services.database, somebody, (tx) => placesLeft(tx, limited))
    return new Map(
      [...found].flatMap(([id, { limit, taken }]) =>
        limit === null ? [] : ([[id, Math.max(0, limit - taken)]] as const),
      ),
    )
  })
}

const home = page('/', 'public', async (ask) => {
  const words = wordsIn(ask, all)
  const services = ask.get('services')
  const text = await services.cache.get(`page ${ask.get('language')} /`, MINUTE, async () =>
    publicHtml(
      ask,
      { title: words.home.title, current: '/', wide: true },
      <HomePage
        words={words}
        charity={ask.get('charity')}
        soon={[]}
        now={services.clock.now()}
        left={new Map()}
      />,
    ),
  )
  return publicAnswer(ask, text, { keep: true })
})

const finder = page('/groups', 'public', async (ask) => {
  const words = wordsIn(ask, all)
  const services = ask.get('services')
  const typed = (ask.req.query('near') ?? '').slice(0, 100).trim()
  const kind = readKind(ask.req.query('kind'))
  const everything = ask.req.query('all') === 'yes'
  const [known, location] = await Promise.all([directory(services, words.language), locationOf(ask, typed)])
  const now = services.clock.now()
  // Where no group meets, an online one may do.
  const shownKind = location.kind === 'elsewhere' ? 'online' : kind
  const found = findGroups(
    known,
    location,
    shownKind,
    everything || location.kind === 'nowhere' ? 200 : NEAREST,
  )
  const shown = [...found.local.map((near) => near.group), ...found.online]
  const next = shown.flatMap((group) => nextOf(group, now) ?? [])
  const left = await leftAt(services, next)
  const query = new URLSearchParams({ near: typed, kind, all: 'yes' })
  return showPublic(
    ask,
    {
      title: words.finder.title,
      current: '/groups',
      wide: true,
      scripts: ['groups.js'],
      ...(location.kind === 'unknown' ? { errors: { near: words.finder.unknown } } : {}),
    },
    <FinderPage
      words={words}
      typed={typed}
      kind={kind}
      location={location}
      phone={ask.get('charity').phone}
      found={found}
      left={left}
      now={now}
      dots={dotsOf(known, found.local[0]?.group)}
      moreHref={`/groups?${query}`}
    />,
  )
})

function readKind(value: string | undefined): Kind {
  return value === 'in-person' || value === 'online' ? value : 'any'
}

async function locationOf(ask: Ask, typed: string) {
  const services = ask.get('services')
  const [lat, lon] = [Number(ask.req.query('lat')), Number(ask.req.query('lon'))]
  if (typed === '' && ask.req.query('lat') && lat > 49 && lat < 61.5 && lon > -9 && lon < 2.5) {
    const { nearestTown } = await import('./towns.ts')
    const town = nearestTown({ lat, lon })
    if (town) {
      const near = await locate(town.shown, async () => ({ imported: false, exact: null, outcode: null }))
      if (near.kind === 'here')
        return {
          ...near,
          lat,
          lon,
          rough: false,
          name: wordsIn(ask, all).finder.nearYou,
          meant: null,
        } as const
    }
  }
  return locate(
    typed,
    (key, outcode) =>
      services.cache.get(`postcode ${key} ${outcode}`, MINUTE, () =>
        transact(services.database, somebody, (tx) => lookUpPostcode(tx, key, outcode)),
      ),
    ask.get('language'),
  )
}

/** One dot for each place on the map, however many groups meet there; the nearest is always among them. */
const dotsKept = new WeakMap<Directory, { name: string; lat: number; lon: number }[]>()
function dotsOf(known: Directory, nearest: PublicGroup | undefined) {
  let dots = dotsKept.get(known)
  if (!dots) {
    const seen = new Map<string, { name: string; lat: number; lon: number }>()
    for (const { name, venue, dot } of known.groups) {
      if (!dot || !venue || venue.lat === null || venue.lon === null) continue
      const cell = `${Math.round(dot.x / 4)} ${Math.round(dot.y / 4)}`
      if (!seen.has(cell)) seen.set(cell, { name, lat: venue.lat, lon: venue.lon })
    }
    dots = [...seen.values()]
    dotsKept.set(known, dots)
  }
  const venue = nearest?.venue
  if (
    !nearest ||
    !venue ||
    venue.lat === null ||
    venue.lon === null ||
    dots.some((dot) => dot.name === nearest.name)
  )
    return dots
  return [...dots, { name: nearest.name, lat: venue.lat, lon: venue.lon }]
}

async function helpFor({ cache, database }: Services, { id, kind, nations, venue }: PublicGroup) {
  const all = await cache.get('signposts', MINUTE, () => transact(database, somebody, signposts))
  return signpostsFor(all, { groupId: id, kind, nations, postcode: venue?.postcode ?? null })
}

const group = page('/groups/:slug', 'public', async (ask) => {
  const words = wordsIn(ask, all)
  const services = ask.get('services')
  const slug = ask.req.param('slug') ?? ''
  const known = await directory(services, words.language)
  const found = known.bySlug.get(slug)
  if (!found) return elsewhere(ask, known, slug)
  const text = await services.cache.get(
    `page ${ask.get('language')} /groups/${slug}`,
    ALMOST_A_SECOND,
    async () => {
      const now = services.clock.now()
      const left = await leftAt(services, ahead(found, now).slice(0, 6))
      return publicHtml(
        ask,
        {
          title: found.name,
          current: '/groups',
          wide: true,
          breadcrumbs: [{ href: '/groups', text: words.finder.title }],
          head: <JsonLd data={publishedData(found, services.config.baseUrl, ask.get('charity').name, now)} />,
        },
        <GroupPage
          words={words}
          group={found}
          now={now}
          left={left}
          charity={ask.get('charity')}
          help={await helpFor(services, found)}
        />,
      )
    },
  )
  return publicAnswer(ask, text, { keep: true })
})

/** An old name leads on; a group that has closed says so; everything else is not here. */
async function elsewhere(ask: Ask, known: Directory, slug: string) {
  const now = known.oldSlugs.get(slug)
  if (now && known.bySlug.has(now))
    return ask.redirect(
      addressIn(ask.get('language'), ask.req.path.replace(`/groups/${slug}`, `/groups/${now}`)),
      301,
    )
  const closed = await transact(ask.get('services').database, somebody, (tx) => closedGroup(tx, now ?? slug))
  if (!closed) return notFound(ask)
  const words = wordsIn(ask, all)
  return showPublic(
    ask,
    { title: words.group.closedTitle, current: '/groups', status: 410 },
    <ClosedPage words={words} name={closed} />,
  )
}

const sheet = page('/groups/:slug/print', 'public', async (ask) => {
  const services = ask.get('services')
  const words = wordsIn(ask, all)
  const known = await directory(services, words.language)
  const found = known.bySlug.get(ask.req.param('slug') ?? '')
  if (!found) return elsewhere(ask, known, ask.req.param('slug') ?? '')
  return showPrint(
    ask,
    { title: found.name, back: { href: `/groups/${found.slug}` } },
    <GroupSheet
      words={words}
      group={found}
      now={services.clock.now()}
      charity={ask.get('charity')}
      address={`${services.config.baseUrl}${addressIn(words.language, `/groups/${found.slug}`)}`}
    />,
  )
})

const calendar = page('/groups/:slug/calendar.ics', 'public', async (ask) => {
  const services = ask.get('services')
  const known = await directory(services)
  const found = known.bySlug.get(ask.req.param('slug') ?? '')
  if (!found) return elsewhere(ask, known, ask.req.param('slug') ?? '')
  const now = services.clock.now()
  return ask.body(
    calendarFile({
      name: found.name,
      sessions: found.sessions.map((session) => entry(ask, found, session)),
      method: 'PUBLISH',
      madeAt: now,
      refreshHours: 12,
      zone: found.zone,
    }),
    200,
    { 'content-type': calendarFileType, 'cache-control': 'no-cache' },
  )
})

const oneSession = page('/sessions/:file{[0-9a-f-]+\\.ics}', 'public', async (ask) => {
  const services = ask.get('services')
  const id = (ask.req.param('file') ?? '').replace(/\.ics$/, '')
  const found = await transact(services.database, somebody, (tx) =>
    publicCalendarSession(tx, id, services.clock.now()),
  )
  if (!found) return notFound(ask)
  return ask.body(
    calendarFile({
      name: found.group.name,
      sessions: [entry(ask, found.group, found.session)],
      method: 'PUBLISH',
      madeAt: services.clock.now(),
      zone: found.session.zone,
    }),
    200,
    {
      'content-type': calendarFileType,
      'cache-control': 'no-cache',
      'content-disposition': `attachment; filename="${found.session.date}.ics"`,
    },
  )
})

type Named = Pick<PublicGroup, 'slug' | 'name' | 'kind' | 'language' | 'venue'>

/** One session for a calendar: its title is the group's name, as on the page from which it was taken; no joining link. */
function entry(ask: Ask, of: Named, session: PublicSession) {
  const { baseUrl } = ask.get('services').config
  const venue = session.venue ?? of.venue
  return {
    uid: `${session.id}@${new URL(baseUrl).hostname}`,
    sequence: session.sequence,
    date: session.date,
    starts: session.starts,
    ends: session.ends,
    zone: session.zone,
    title: of.name,
    place: session.telephone
      ? all[of.language].group.byTelephone(session.telephone)
      : venue && of.kind === 'in person'
        ? `${venue.name}, ${venue.address}, ${venue.town} ${venue.postcode}`
        : null,
    state: session.state,
    url: `${baseUrl}/groups/${of.slug}`,
  } as const
}

export const routes: Route[] = [home, finder, group, sheet, calendar, oneSession]
