import type * as z from 'zod'
import type { Errors } from '#design/components/index.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import type { Values } from './form-parts.ts'
import { venueForm } from './forms.ts'
import { changeVenue, createVenue, type VenueFields } from './groups.ts'
import { groupsAtVenue, listVenues, VENUES_A_PAGE, venueById } from './queries.ts'
import { VenuePage, VenuesPage } from './staff-pages-venues.tsx'
import { errorsOf, flashOf } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords.venue
const crumbs = [
  { href: '/staff/groups', text: staffWords.groups },
  { href: '/staff/venues', text: staffWords.venues },
]

const showList = async (ask: Ask) => {
  const q = (ask.req.query('q') ?? '').trim().slice(0, 100)
  const current = Math.min(Math.max(Math.trunc(Number(ask.req.query('page')) || 1), 1), 10_000)
  const found = await inTransaction(ask, (tx) => listVenues(tx, { q, page: current }))
  return showStaff(
    ask,
    {
      title: staffWords.venues,
      current: '/staff/groups',
      breadcrumbs: crumbs.slice(0, 1),
      flash: flashOf(ask),
    },
    <VenuesPage
      q={q}
      {...found}
      page={current}
      pageSize={VENUES_A_PAGE}
      mayAdd={may(ask.get('actor'), 'change groups')}
    />,
  )
}

function showNew(ask: Ask, values: Values = { nation: 'England' }, errors: Errors = {}): Response {
  return showStaff(
    ask,
    {
      title: w.newTitle,
      current: '/staff/groups',
      breadcrumbs: crumbs,
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <VenuePage title={w.newTitle} values={values} errors={errors} groups={null} />,
  )
}

async function showVenue(ask: Ask, values?: Values, errors: Errors = {}): Promise<Response> {
  const id = ask.req.param('id') ?? ''
  if (!isId(id)) return notFound(ask)
  const found = await inTransaction(ask, async (tx) => ({
    venue: await venueById(tx, id),
    groups: await groupsAtVenue(tx, id),
  }))
  if (!found.venue) return notFound(ask)
  const { venue } = found
  const stored: Values = {
    name: venue.name,
    address: venue.address,
    town: venue.town,
    postcode: venue.postcode,
    nation: venue.nation,
    lat: venue.lat === null ? '' : String(venue.lat),
    lon: venue.lon === null ? '' : String(venue.lon),
    stepFree: venue.step_free,
    parking: venue.parking,
    transport: venue.public_transport,
    toilets: venue.toilets,
    room: venue.finding_the_room,
    note: venue.contact_note,
    ended: venue.ended_at === null ? [] : ['yes'],
  }
  return showStaff(
    ask,
    {
      title: venue.name,
      current: '/staff/groups',
      breadcrumbs: crumbs,
      errors,
      flash: flashOf(ask),
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <VenuePage title={venue.name} values={values ?? stored} errors={errors} groups={found.groups} />,
  )
}

type Form = z.output<typeof venueForm>
const fieldsOf = (form: Form): VenueFields => ({
  name: form.name,
  address: form.address,
  town: form.town,
  postcode: form.postcode,
  nation: form.nation,
  lat: form.lat,
  lon: form.lon,
  stepFree: form.stepFree,
  parking: form.parking,
  publicTransport: form.transport,
  toilets: form.toilets,
  findingTheRoom: form.room,
  contactNote: form.note,
})
const asTyped = (form: Form): Values => ({
  ...form,
  lat: String(form.lat ?? ''),
  lon: String(form.lon ?? ''),
})
const errorFor: Record<string, Errors> = {
  'not yours': { name: staffWords.errors.notYours },
  'off the map': { lat: staffWords.errors.latitude },
  'odd postcode': { postcode: staffWords.errors.postcode },
  'in use': { ended: staffWords.errors.venueInUse },
}

/** Where groups meet. */
export const staffVenues: Route[] = [
  page('/staff/venues', 'see groups', showList),
  page('/staff/venues/new', 'change groups', (ask) => showNew(ask)),
  action(
    '/staff/venues/new',
    'change groups',
    { schema: venueForm, invalid: (ask, problems, raw) => showNew(ask, raw, errorsOf(problems)) },
    async (ask, form) => {
      const made = await inTransaction(ask, (tx) => createVenue(tx, fieldsOf(form)))
      if (!made.ok) return showNew(ask, asTyped(form), errorFor[made.reason] ?? {})
      return seeOther(ask, '/staff/venues?done=venue-made')
    },
  ),
  page('/staff/venues/:id', 'change groups', (ask) => showVenue(ask)),
  action(
    '/staff/venues/:id',
    'change groups',
    { schema: venueForm, invalid: (ask, problems, raw) => showVenue(ask, raw, errorsOf(problems)) },
    async (ask, form) => {
      const venueId = ask.req.param('id') ?? ''
      if (!isId(venueId)) return notFound(ask)
      const changed = await inTransaction(ask, (tx) =>
        changeVenue(tx, { venueId, ended: form.ended.includes('yes'), ...fieldsOf(form) }),
      )
      if (changed.ok) return seeOther(ask, '/staff/venues?done=venue-saved')
      if (changed.reason === 'no such venue') return notFound(ask)
      return showVenue(ask, asTyped(form), errorFor[changed.reason] ?? {})
    },
  ),
]
