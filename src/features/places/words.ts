import { laidOver } from '#platform/language.ts'
import type { PlacesLeft } from './queries.ts'
import { cy } from './words-cy.ts'

/** What people read about places. Plain and short; no reason is ever asked for (P6). */
export const en = {
  left: (left: number, limit: number) =>
    left === 1 ? `1 of ${limit} places left` : `${left} of ${limit} places left`,
  full: 'Full: join the waiting list',
  noLimit: 'No limit: just come',
  /** Said once on one's own pages after a button was pressed, by the code in the address. */
  done: {
    'place-kept': 'Your place is kept.',
    'place-hoping': 'Thank you for telling us. We hope to see you there.',
    'place-waiting': 'You are on the waiting list. We will tell you as soon as a place is free.',
    'place-given-back': 'Thank you for telling us. Your place is given back, and nothing else changes.',
    'place-given-back-nothing': 'You have no place at this session, so there is nothing to give back.',
    'offer-declined': 'Thank you for telling us. We will offer the place to someone else.',
    'offer-ran-out':
      'The time to answer has passed, and the place went to someone else. You can join the waiting list again.',
    'offer-none': 'There is no offer to answer at the moment.',
    'place-started': 'This session has begun, so its places cannot be changed any more.',
    'place-cancelled': 'This session is cancelled, so there is no place to keep.',
    'place-not-a-member': 'Places are for members of this group. Ring us if you think you are one.',
    'place-paused': 'This group is taking a break, so no new places can be kept just now.',
    'place-closed': 'This group has ended, so no places can be kept.',
    'place-no-such-session': 'This session is no longer in the programme.',
  },
  /** The same for staff, who act for somebody. */
  staffDone: {
    'place-kept': 'Their place is kept.',
    'place-hoping': 'Noted that they hope to come.',
    'place-waiting': 'They are on the waiting list.',
    'place-given-back': 'Their place is given back. If somebody waits, the place is offered to them.',
    'place-given-back-nothing': 'They had no place at this session.',
    'offer-declined': 'Noted. The place is offered to the next person who waits.',
    'offer-ran-out':
      'The time to answer has passed, and the place went to someone else. You can put them on the waiting list again.',
    'offer-none': 'They have no offer to answer at the moment.',
    'place-started': 'The session has begun, so its places stay as they are.',
    'place-cancelled': 'The session is cancelled, so its places stay as they are.',
    'place-not-a-member': 'They are not a member of this group. Add them to the group first.',
    'place-died': 'They are recorded as having died, so no place is kept.',
    'place-paused': 'The group is paused, so no new places are kept.',
    'place-closed': 'The group is closed, so no places are kept.',
    'place-no-such-session': 'This session is no longer in the programme.',
    'place-not-theirs': 'Only staff of this group can change its places.',
    'held-back-freed': 'The place is no longer held back, and nobody waits for it at the moment.',
    'held-back-offered': 'The place is no longer held back, and is offered to the next person who waits.',
    'held-back-all-freed':
      'The places are no longer held back, here and on all later dates, and nobody waits for them at the moment.',
    'held-back-all-offered':
      'The places are no longer held back, here and on all later dates. Where somebody waits, they are offered to them.',
    'held-back-none': 'That place is not held back any more.',
  },
}

export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }

/** The sentence for a code of `?done=` about places; undefined for codes that are not ours. */
export function placeDone(
  code: string | undefined,
  who: 'member' | 'staff' = 'member',
  words: Words = en,
): string | undefined {
  const sentences: Record<string, string> = who === 'staff' ? words.staffDone : words.done
  return code !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined
}

/**
 * How many places are taken, as staff read it everywhere: "19 of 20 taken, 1 held back".
 * @param of `taken`: kept, or offered and not answered yet; `heldBack`: freed by a death, and nobody's until somebody decides.
 */
export function takenWords({ taken, limit, heldBack }: TakenPlaces): string {
  return `${taken} of ${limit} taken${heldBack > 0 ? `, ${heldBack} held back` : ''}`
}
type TakenPlaces = { taken: number; limit: number; heldBack: number }

/** How many can still come, in words: never a picture of who has come or gone. */
export function placesWords({ limit, taken, waiting }: PlacesLeft, words: Words = en): string {
  if (limit === null) return words.noLimit
  const left = limit - taken
  return left > 0 && waiting === 0 ? words.left(left, limit) : words.full
}
