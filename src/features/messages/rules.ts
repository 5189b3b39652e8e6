import type { Facts } from './facts.ts'
import type { MessageKind } from './messages.ts'

/** Why a message was not sent. Stored, and shown to staff in the words of words.ts. */
export type StopReason =
  | 'died'
  | 'stopped all'
  | 'paused'
  | 'stopped reminders'
  | 'reminder off'
  | 'no address'
  | 'address wrong'
  | 'address not confirmed'
  | 'account ended'
  | 'left group'
  | 'group not running'
  | 'session cancelled'
  | 'session not cancelled'
  | 'session changed since'
  | 'session over'
  | 'place not kept'
  | 'offer over'
  | 'joining over'
  | 'too late'
  | 'nothing to say'
  | 'dropped'

export type Decision = { act: 'send'; to: string } | { act: 'stop'; why: StopReason } | { act: 'wait' }

/** May go to an address that nobody has confirmed yet: they ask for nothing else than that. */
const beforeConfirming: readonly MessageKind[] = ['confirm address', 'carry on joining']
/** News about one session, no use once it has begun. */
const aboutSession: readonly MessageKind[] = [
  'place kept',
  'place waiting',
  'place offered',
  'place given back',
  'reminder week',
  'reminder day',
  'session moved',
  'session cancelled',
]
const reminders: readonly MessageKind[] = ['reminder week', 'reminder day']
/** They act on these: somebody whom no e-mail reaches is rung instead. */
export const ringInstead: Partial<Record<MessageKind, 'cancelled' | 'moved' | 'offer'>> = {
  'session cancelled': 'cancelled',
  'session moved': 'moved',
  'place offered': 'offer',
}

/**
 * Whether a message goes out, now, and to which address (P1). Called by the gate alone, on what it has looked up while
 * it holds the person's lock.
 */
export function decide(facts: Facts): Decision {
  if (!facts.gateOpen) return { act: 'wait' }
  const why = personReason(facts) ?? subjectReason(facts)
  if (why) return { act: 'stop', why }
  return address(facts)
}

function personReason(facts: Facts): StopReason | null {
  const { person, account, kind, now } = facts
  if (person?.died || facts.allAtAddressDied) return 'died'
  for (const { what, queuedSince } of person?.stops ?? []) {
    if (what === 'all') return 'stopped all'
    // Someone who paused may still ask for the way to their own pages, where a pause ends. Only if they asked since.
    if (what === 'pause' && !(kind === 'my pages link' && queuedSince)) return 'paused'
    if (what === 'reminders' && reminders.includes(kind)) return 'stopped reminders'
  }
  if (kind === 'reminder week' && person && !person.reminderWeek) return 'reminder off'
  if (kind === 'reminder day' && person && !person.reminderDay) return 'reminder off'
  if (account?.ended) return 'account ended'
  if (facts.uselessAfter && facts.uselessAfter <= now) return 'too late'
  return null
}

function subjectReason(facts: Facts): StopReason | null {
  const { kind, group } = facts
  if (beforeConfirming.includes(kind) && facts.joining)
    return facts.joining.state === 'done' || facts.joining.over ? 'joining over' : null
  if (kind === 'joined') return !group ? 'nothing to say' : facts.member ? null : 'left group'
  if (kind === 'left group') return group ? null : 'nothing to say'
  if (facts.details.standing === true) return standingReason(facts)
  if (aboutSession.includes(kind)) return sessionReason(facts)
  return null
}

/** One message for all dates: about a standing place, taken or given up. */
function standingReason({ kind, group, member }: Facts): StopReason | null {
  if (!group) return 'nothing to say'
  if (!member) return 'left group'
  return member.standing === (kind === 'place kept') ? null : 'place not kept'
}

function sessionReason(facts: Facts): StopReason | null {
  const { kind, session, group, place, now } = facts
  if (!session || !group) return 'nothing to say'
  // What somebody gave back on leaving is still theirs to know.
  if (!facts.member && kind !== 'place given back') return 'left group'
  if (kind === 'session cancelled') {
    if (session.state !== 'cancelled') return 'session not cancelled'
    return session.startsAt <= now ? 'session over' : null
  }
  if (session.state === 'cancelled') return 'session cancelled'
  if (session.startsAt <= now) return 'session over'
  const since = facts.details.sequence
  if (since !== undefined && since !== null && Number(since) !== session.sequence)
    return 'session changed since'
  switch (kind) {
    case 'place kept':
      return place?.state === 'kept' ? null : 'place not kept'
    case 'place waiting':
      return place?.state === 'waiting' ? null : 'place not kept'
    case 'place given back':
      return place?.state === 'given back' ? null : 'place not kept'
    case 'place offered':
      return place?.state === 'offered' && place.answerBy !== null && place.answerBy > now
        ? null
        : 'offer over'
    case 'reminder week':
    case 'reminder day':
      if (group.state !== 'open' && group.state !== 'planned') return 'group not running'
      return place?.state === 'kept' ? null : 'place not kept'
    default:
      return null
  }
}

function address(facts: Facts): Decision {
  if (facts.account) return { act: 'send', to: facts.account.email }
  if (facts.person) {
    if (!facts.address) return { act: 'stop', why: 'no address' }
    if (facts.address.wrong) return { act: 'stop', why: 'address wrong' }
    if (!facts.address.confirmed && !beforeConfirming.includes(facts.kind))
      return { act: 'stop', why: 'address not confirmed' }
    return { act: 'send', to: facts.address.value }
  }
  const to = facts.joining?.email ?? facts.email
  if (!to) return { act: 'stop', why: 'no address' }
  return beforeConfirming.includes(facts.kind)
    ? { act: 'send', to }
    : { act: 'stop', why: 'address not confirmed' }
}

const minutes = [1, 5, 15, 60, 120, 240, 480, 720, 720, 720]
const twoDays = 48 * 60

/**
 * How long to wait before trying again, in minutes, after so many attempts; null when two days of trying are over.
 * @param triedMinutes since the first attempt.
 */
export function tryAgainIn(attempts: number, triedMinutes: number): number | null {
  const wait = minutes[Math.min(attempts, minutes.length) - 1] ?? 1
  return triedMinutes + wait > twoDays ? null : wait
}
