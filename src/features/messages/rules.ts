import { type Channels, otherWay, worthALetter } from './channels.ts'
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
  | 'as they know it'
  | 'printed before a change'
  | 'session over'
  | 'place not kept'
  | 'offer over'
  | 'joining over'
  | 'too late'
  | 'nothing to say'
  | 'no consent'
  | 'kind not known'
  | 'too late for the post'
  | 'address changed'
  | 'dropped'

/** 'send': by e-mail. 'letter': to be printed and posted, each of which asks again. */
export type Decision =
  | { act: 'send'; to: string }
  | { act: 'text'; to: string }
  | { act: 'letter'; to: string }
  | { act: 'stop'; why: StopReason }
  | { act: 'wait' }

/** What somebody may say yes or no to, and a message may be sent on (P5). */
export type MessagePurpose = 'surveys' | 'stories' | 'news and campaign' | 'word back to referrer'
/**
 * On what a message is sent. 'asked for': they asked for this very one, or it guards their own pages. 'group': news of
 * the groups they are part of, by e-mail unless they said no to that. 'account': a colleague's own. Everything else needs
 * a yes to its purpose.
 */
type Ground = 'asked for' | 'group' | 'account' | MessagePurpose
/** Every kind stands here, or it is not sent. */
const grounds: Record<MessageKind, Ground> = {
  'confirm address': 'asked for',
  'carry on joining': 'asked for',
  'my pages link': 'asked for',
  'address changed': 'asked for',
  joined: 'group',
  'place kept': 'group',
  'place waiting': 'group',
  'place offered': 'group',
  'place given back': 'group',
  'reminder week': 'group',
  'reminder day': 'group',
  'session moved': 'group',
  'session cancelled': 'group',
  'session added': 'group',
  'session put back': 'group',
  'left group': 'group',
  'tried to ring': 'group',
  'offer answered': 'asked for',
  'staff link': 'account',
  'staff invitation': 'account',
  'something waits': 'account',
}

/** Sent after a pause too, when it was caused since: they are about their own pages, where a pause ends. */
const evenPaused: readonly MessageKind[] = ['my pages link', 'address changed']
/** May go to an address that nobody has confirmed yet: they ask for nothing else than that. */
const beforeConfirming: readonly MessageKind[] = ['confirm address', 'carry on joining']
/** News of a date, which somebody may be told who is told nothing else. */
export const ofDates: readonly MessageKind[] = [
  'place kept',
  'place waiting',
  'place given back',
  'reminder week',
  'reminder day',
  'session moved',
  'session cancelled',
  'session added',
  'session put back',
]
/** News about one session, no use once it has begun. */
const aboutSession: readonly MessageKind[] = [...ofDates, 'place offered']
const reminders: readonly MessageKind[] = ['reminder week', 'reminder day']
type RungAbout = 'cancelled' | 'moved' | 'offer' | 'after all' | 'extra date'
/** They act on these: somebody whom no e-mail reaches is rung instead. */
const ringInstead: Partial<Record<MessageKind, RungAbout>> = {
  'session cancelled': 'cancelled',
  'session moved': 'moved',
  'session put back': 'after all',
  'place offered': 'offer',
}
/** An extra date further off than this can be told at the next session, or by whoever rings meanwhile. */
export const nearDays = 14

/** As what somebody whom no e-mail reaches is rung about a message; null when nobody rings. Only a near extra date is worth it. */
export function rungAbout(kind: MessageKind, startsAt: Date | null, now: Date): RungAbout | null {
  if (kind !== 'session added') return ringInstead[kind] ?? null
  return startsAt && startsAt.getTime() - now.getTime() < (nearDays + 1) * 86_400_000 ? 'extra date' : null
}

/**
 * Whether a message goes out, now, by which way and to where (P1). Called by the gate alone, on what it has looked up
 * while it holds the person's lock. By e-mail where that is confirmed and wished; what concerns somebody's groups goes as
 * a text or a letter to whom no e-mail reaches (`otherWay`).
 * @param channels which ways this charity has besides e-mail and letters.
 */
export function decide(facts: Facts, channels: Channels = { texts: false }): Decision {
  if (!facts.gateOpen) return { act: 'wait' }
  const ground = grounds[facts.kind]
  const consent = consentReason(ground, facts.person?.consents ?? {})
  const why = personReason(facts) ?? (ground === 'group' ? null : consent) ?? subjectReason(facts)
  if (why) return { act: 'stop', why }
  const byMail: Decision = consent ? { act: 'stop', why: consent } : address(facts)
  if (byMail.act === 'send' || ground !== 'group') return byMail
  return otherWay(facts, channels) ?? byMail
}

/**
 * Whether a letter that is on paper may still be posted: why not, or null. As `decide`, but that a few days have passed
 * since it was worth one, and that it stays a letter when an e-mail address has come since.
 */
export function letterReason(facts: Facts): StopReason | null {
  const { person } = facts
  const why = personReason(facts) ?? subjectReason(facts)
  if (why) return why
  if (!person?.post) return 'no address'
  if (person.consents.post === false) return 'no consent'
  return worthALetter(facts, 'on paper') ? null : 'too late for the post'
}

function personReason(facts: Facts): StopReason | null {
  const { person, account, kind, now } = facts
  if (person?.died || facts.allAtAddressDied) return 'died'
  for (const { what, queuedSince } of person?.stops ?? []) {
    if (what === 'all') return 'stopped all'
    if (what === 'pause' && !(evenPaused.includes(kind) && queuedSince)) return 'paused'
    if (what === 'reminders' && reminders.includes(kind)) return 'stopped reminders'
  }
  if (kind === 'reminder week' && person && !person.reminderWeek) return 'reminder off'
  if (kind === 'reminder day' && person && !person.reminderDay) return 'reminder off'
  if (account?.ended) return 'account ended'
  if (facts.uselessAfter && facts.uselessAfter <= now) return 'too late'
  return null
}

/**
 * Why what somebody agreed to, or did not, keeps a message back (P5). A kind that nobody has declared and a purpose that
 * nobody has said yes to are refused.
 * @param consents which purposes hold now, by `consent_states()` in the database.
 */
export function consentReason(
  ground: Ground | undefined,
  consents: Readonly<Record<string, boolean>>,
): StopReason | null {
  if (ground === undefined) return 'kind not known'
  if (ground === 'asked for' || ground === 'account') return null
  if (consents.email === false) return 'no consent'
  return ground === 'group' || consents[ground] === true ? null : 'no consent'
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
  // Said once, and true whatever else has changed since: a new text tells of the session as it is now.
  if (kind === 'session added' || kind === 'session put back')
    return group.state === 'open' || group.state === 'paused' ? null : 'group not running'
  // Of several changes only the newest is told, as the session is now; a change that nobody is told of holds it back no more.
  if (kind === 'session moved')
    return facts.overtaken === 'newer' ? 'session changed since' : (facts.overtaken ?? null)
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
