import type { Config } from '#config'
import { mobileOf } from '#platform/phones.ts'
import { bankHolidaysFor, isChristmasDays, localTime } from '../groups/rules.ts'
import type { Facts } from './facts.ts'
import type { MessageKind } from './messages.ts'

/** By which way a message goes out. */
export type Channel = 'email' | 'text' | 'post'
/** Which ways this charity has at all. E-mail and letters it always has. */
export type Channels = { texts: boolean }

export const channelsOf = (config: Pick<Config, 'texts' | 'sample'>): Channels => ({
  texts: config.texts !== null || config.sample,
})

/** So many working days between today and the day itself are enough for a letter to be printed, posted (second class: two to three) and read. */
const postWorkingDays = 5
/** Printed, it still has to be posted and to arrive. */
const onPaperWorkingDays = 2
/** A reminder by letter is made a week before, and only for who asked for it. */
const reminderWorkingDays = 3

/**
 * How many working days lie between today and the day of something: Monday to Friday, neither of the two counted, and
 * without the bank holidays of England and Wales and the days from 24 December to 1 January, when nobody prints and the
 * post is slow. By the clock on the wall in `zone`.
 */
export function workingDaysUntil(at: Date, now: Date, zone: string): number {
  const day = (instant: Date) => Date.parse(localTime(instant, zone).date) / 86_400_000
  let days = 0
  for (let one = day(now) + 1; one < day(at); one++) if (isWorkingDay(one)) days++
  return days
}

/** @param day counted from 1 January 1970, which was a Thursday. */
function isWorkingDay(day: number): boolean {
  const weekday = (day + 4) % 7
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  return (
    weekday !== 0 &&
    weekday !== 6 &&
    !isChristmasDays(date) &&
    !bankHolidaysFor('england-and-wales', [Number(date.slice(0, 4))]).some((holiday) => holiday.date === date)
  )
}

/**
 * A letter is worth it for news that somebody acts on, when there is time for the post; otherwise somebody rings.
 * @param stage 'on paper': it has only to be posted, so it may be nearer.
 */
export function worthALetter(facts: Facts, stage: 'new' | 'on paper' = 'new'): boolean {
  const { kind, now, session, place, person } = facts
  const zone = session?.zone ?? 'Europe/London'
  const inTime = (at: Date | null | undefined, days = postWorkingDays) =>
    at !== null &&
    at !== undefined &&
    workingDaysUntil(at, now, zone) >= (stage === 'new' ? days : Math.min(days, onPaperWorkingDays))
  switch (kind) {
    case 'joined':
    case 'tried to ring':
      return true
    case 'place kept':
      return facts.details.standing === true || inTime(session?.startsAt)
    case 'place offered':
      return inTime(place?.answerBy)
    case 'session moved':
    case 'session cancelled':
      return inTime(session?.startsAt) && inTime(formerStart(facts))
    case 'session added':
    case 'session put back':
      return inTime(session?.startsAt)
    case 'reminder week':
      return person?.letterReminders === true && inTime(session?.startsAt, reminderWorkingDays)
    default:
      return false
  }
}

/** Whoever would set out on the former date must know in time too. Its day stands in the message; unknown, the new one counts. */
function formerStart({ details, session }: Facts): Date | null {
  const said = details.formerStartsAt
  return typeof said === 'string' ? new Date(said) : (session?.startsAt ?? null)
}

/** Said in one breath, and no link is needed for it. */
const texted: readonly MessageKind[] = [
  'joined',
  'place kept',
  'place waiting',
  'place offered',
  'place given back',
  'reminder week',
  'reminder day',
  'session moved',
  'session cancelled',
  'session added',
  'session put back',
  'left group',
  'tried to ring',
]

/**
 * The way for somebody whom no e-mail reaches, about their groups: a text if they said yes to texts and have a mobile
 * number, or else a letter if there is an address and it is worth one. Null: somebody rings, or nobody does.
 */
export function otherWay(facts: Facts, channels: Channels): { act: 'text' | 'letter'; to: string } | null {
  const { person } = facts
  if (!person) return null
  if (channels.texts && person.consents.text === true && texted.includes(facts.kind)) {
    const mobile = person.phones.map(mobileOf).find((number) => number !== null)
    if (mobile && !person.stops.some(({ what }) => what === 'texts')) return { act: 'text', to: mobile }
  }
  if (person.post && person.consents.post !== false && worthALetter(facts))
    return { act: 'letter', to: person.post.value }
  return null
}
