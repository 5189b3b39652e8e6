import type { Language } from '#platform/language.ts'
import type { MessageKind } from './messages.ts'

/** Everything about one message at the moment of sending: whether it may go out, to where, and what it says. */
export type Facts = {
  id: string
  kind: MessageKind
  /** Of the person or the form, where the charity has Welsh; staff are written to in English. */
  language: Language
  /** `former…`: of several changes that have not reached them, as it was before the first: what they know. */
  details: Record<string, string | number | boolean | null>
  /** Of news that a session has moved: a newer one waits, or the session is again as they know it. */
  overtaken?: 'newer' | 'as they know it' | null
  createdAt: Date
  uselessAfter: Date | null
  attempts: number
  firstTriedAt: Date | null
  gateOpen: boolean
  now: Date
  person: {
    id: string
    called: string
    fullTitles: boolean
    died: boolean
    /** What they asked us not to send; whether the message was queued after they did. */
    stops: { what: 'all' | 'pause' | 'reminders' | 'texts'; queuedSince: boolean }[]
    reminderWeek: boolean
    reminderDay: boolean
    /** Which purposes they agree to now (P5). */
    consents: Record<string, boolean>
    /** What stands on an envelope. */
    fullName: string | null
    largePrint: boolean
    /** Reminders by letter: only for who asked. */
    letterReminders: boolean
    /** Telephone numbers that are not marked as wrong, as they were given, the preferred first. */
    phones: string[]
    /** Where letters go; `of` is somebody who helps them, when it is theirs. */
    post: { id: string; value: string; of: string | null; confirmed: boolean; datesOnly?: boolean } | null
  } | null
  /** `helper`: whose it is, when somebody helps them; `datesOnly`: they may be told dates there, and nothing else. */
  address: {
    id: string
    value: string
    confirmed: boolean
    wrong: boolean
    helper?: string | null
    datesOnly?: boolean
  } | null
  account: { id: string; email: string; name: string; ended: boolean; hasPasskey: boolean } | null
  joining: { id: string; email: string | null; state: 'draft' | 'unconfirmed' | 'done'; over: boolean } | null
  /** Only an address, where nobody is known by it yet. */
  email: string | null
  /** Everybody known at the joining's or the bare address has died. */
  allAtAddressDied: boolean
  group: {
    id: string
    name: string
    kind: 'in person' | 'online'
    state: 'planned' | 'open' | 'paused' | 'closed'
    askPhone: string | null
  } | null
  session: {
    id: string
    date: string
    starts: string
    ends: string
    zone: string
    startsAt: Date
    state: 'planned' | 'cancelled'
    cancelledWords: string | null
    insteadWords: string | null
    sequence: number
    limited: boolean
    speaker: string | null
    talk: string | null
    note: string | null
    /** The number that people ring, at a session that is held by telephone. */
    telephone: string | null
  } | null
  venue: { name: string; address: string; town: string; postcode: string } | null
  place: { state: string; answerBy: Date | null } | null
  member: { begins: 'call me' | 'I call' | 'just come'; letIn: boolean; standing: boolean } | null
  /** How to dial in, which only a letter tells: only of whom somebody let in, and who has a place. */
  dialIn?: { number: string; code: string } | null
  /** The next dates of the group, three at the most, for who has just joined. `elsewhere`: not at the group's own venue. */
  next?: readonly GroupDate[] | null
}
type GroupDate = {
  date: string
  starts: string
  ends: string
  limited: boolean
  kept: boolean
  elsewhere: string | null
}

/** A message as the statement in facts.ts reads it. */
export type Row = {
  id: string
  kind: MessageKind
  language: Language
  details: Facts['details']
  known: Facts['details'] | null
  overtaken: 'newer' | 'as they know it' | null
  created_at: Date
  useless_after: Date | null
  attempts: number
  first_tried_at: Date | null
  email: string | null
  gate_open: boolean
  now: Date
  person_id: string | null
  called: string
  full_titles: boolean
  reminder_week: boolean
  reminder_day: boolean
  died: boolean
  stops: NonNullable<Facts['person']>['stops']
  consents: Record<string, boolean>
  full_name: string | null
  large_print: boolean
  letter_reminders: boolean
  phones: string[]
  post: NonNullable<Facts['person']>['post']
  address_id: string | null
  address: string
  confirmed: boolean
  wrong: boolean
  helper: string | null
  dates_only: boolean
  account_id: string | null
  account_email: string
  account_name: string
  account_ended: boolean
  has_passkey: boolean
  joining_id: string | null
  joining_email: string | null
  joining_state: 'draft' | 'unconfirmed' | 'done'
  joining_over: boolean
  all_at_address_died: boolean
  group_id: string | null
  group_name: string
  group_kind: 'in person' | 'online'
  group_state: 'planned' | 'open' | 'paused' | 'closed'
  ask_phone: string | null
  session_id: string | null
  date: string
  starts: string
  ends: string
  zone: string
  starts_at: Date
  session_state: 'planned' | 'cancelled'
  cancelled_words: string | null
  instead_words: string | null
  sequence: number
  limited: boolean
  speaker: string | null
  talk: string | null
  public_note: string | null
  telephone: string | null
  venue_name: string | null
  venue_address: string
  venue_town: string
  venue_postcode: string
  place_state: string | null
  answer_by: Date | null
  begins: 'call me' | 'I call' | 'just come' | null
  let_in: boolean
  standing: boolean
  dial_in: NonNullable<Facts['dialIn']> | null
  next: NonNullable<Facts['next']> | null
}

/** The row in the shape in which everything else asks about it. */
export function factsOf(row: Row): Facts {
  return {
    id: row.id,
    kind: row.kind,
    language: row.language,
    details: { ...row.details, ...row.known },
    overtaken: row.overtaken,
    createdAt: row.created_at,
    uselessAfter: row.useless_after,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
    gateOpen: row.gate_open,
    now: row.now,
    email: row.email,
    allAtAddressDied: row.all_at_address_died,
    person: row.person_id
      ? {
          id: row.person_id,
          called: row.called,
          fullTitles: row.full_titles,
          died: row.died,
          stops: row.stops,
          reminderWeek: row.reminder_week,
          reminderDay: row.reminder_day,
          consents: row.consents,
          fullName: row.full_name,
          largePrint: row.large_print,
          letterReminders: row.letter_reminders,
          phones: row.phones,
          post: row.post,
        }
      : null,
    address: row.address_id
      ? {
          id: row.address_id,
          value: row.address,
          confirmed: row.confirmed,
          wrong: row.wrong,
          helper: row.helper,
          datesOnly: row.dates_only,
        }
      : null,
    account: row.account_id
      ? {
          id: row.account_id,
          email: row.account_email,
          name: row.account_name,
          ended: row.account_ended,
          hasPasskey: row.has_passkey,
        }
      : null,
    joining: row.joining_id
      ? { id: row.joining_id, email: row.joining_email, state: row.joining_state, over: row.joining_over }
      : null,
    group: row.group_id
      ? {
          id: row.group_id,
          name: row.group_name,
          kind: row.group_kind,
          state: row.group_state,
          askPhone: row.ask_phone,
        }
      : null,
    session: sessionOf(row),
    venue:
      row.venue_name && row.group_kind === 'in person'
        ? {
            name: row.venue_name,
            address: row.venue_address,
            town: row.venue_town,
            postcode: row.venue_postcode,
          }
        : null,
    place: row.place_state ? { state: row.place_state, answerBy: row.answer_by } : null,
    member: row.begins ? { begins: row.begins, letIn: row.let_in, standing: row.standing } : null,
    dialIn: row.dial_in,
    next: row.next,
  }
}

function sessionOf(row: Row): Facts['session'] {
  if (!row.session_id) return null
  return {
    id: row.session_id,
    date: row.date,
    starts: row.starts.slice(0, 5),
    ends: row.ends.slice(0, 5),
    zone: row.zone,
    startsAt: row.starts_at,
    state: row.session_state,
    cancelledWords: row.cancelled_words,
    insteadWords: row.instead_words,
    sequence: row.sequence,
    limited: row.limited,
    speaker: row.speaker,
    talk: row.talk,
    note: row.public_note,
    telephone: row.telephone,
  }
}
