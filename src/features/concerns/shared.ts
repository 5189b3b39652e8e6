import { dateInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { StaffActor } from '#platform/actor.ts'
import type { Ask } from '#platform/web.ts'
import type { Moments } from './pages.tsx'
import { words } from './words.ts'

export const current = '/staff/concerns'
export const back = { href: current, text: words.list.title }

/** Who is signed in. */
export function me(ask: Ask): StaffActor {
  const actor = ask.get('actor')
  if (actor.kind !== 'staff') throw new Error('Only staff come here')
  return actor
}
export const nowOf = (ask: Ask) => ask.get('services').clock.now()
export const zoneOf = (ask: Ask) => ask.get('charity').zone

/** How moments are said on these pages. */
export function momentsOf(ask: Ask): Moments {
  const zone = zoneOf(ask)
  const today = localTime(nowOf(ask), zone).date
  return {
    at(instant) {
      const { date, time } = localTime(instant, zone)
      return `${dateInWords(date, today)}, ${timeInWords(time)}`
    },
  }
}
