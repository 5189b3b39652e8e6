import { ahead, type PublicGroup, type PublicVenue } from './directory.ts'
import { structuredData } from './structured-data.ts'

/** What search engines may know of a group: what its page says, as schema.org data, and no joining link. */
export function publishedData(group: PublicGroup, baseUrl: string, charity: string, now: Date): unknown {
  const place = (venue: PublicVenue) => ({
    name: venue.name,
    street: venue.address,
    town: venue.town,
    postcode: venue.postcode,
    lat: venue.lat,
    lon: venue.lon,
  })
  return JSON.parse(
    structuredData(
      {
        name: group.name,
        description: group.service.summary || null,
        url: `${baseUrl}/groups/${group.slug}`,
        language: group.language,
        organizer: { name: charity, url: baseUrl },
        rule: group.rule,
        limit: group.limit,
        place: group.kind === 'online' || !group.venue ? null : place(group.venue),
      },
      ahead(group, now)
        .slice(0, 6)
        .map((session) => ({
          date: session.date,
          starts: session.starts,
          ends: session.ends,
          zone: session.zone,
          state: session.state,
          title: session.talk,
          ...(session.telephone ? { place: null } : session.venue ? { place: place(session.venue) } : {}),
        })),
    ),
  )
}
