import type { Language } from '#platform/language.ts'

// What e-mails and letters say alike.

/** A message's text before it becomes plain text and HTML. Paragraphs in the order in which they are read. */
export type Letter = {
  subject: string
  /** What lists of mail show beside the subject: as discreet as it (P7). */
  preview: string
  heading: string
  body: Block[]
  button?: string
  after?: Block[]
}
export type Block = { p: string } | { facts: [label: string, value: string][] } | { note: string }

/** What a letter may say, in words already: dates and times as people say them. */
export type Said = {
  language: Language
  called: string
  /** Who helps them and reads this at their own address, '' without a name; null: they read it themselves. */
  helper?: string | null
  /** The group's name; it names no illness, but is said inside only. */
  group: string
  online: boolean
  /** "Friday 27 November", "11am", "11am to 1pm". */
  date: string
  starts: string
  hours: string
  /** How far off: said in a reminder. */
  near: 'today' | 'tomorrow' | null
  /** The number to ring, at a session that is held by telephone. */
  telephone: string | null
  /** How to dial in, in a letter to whom it may be told; the code may be ''. */
  dialIn?: { number: string; code: string } | null
  /** The first date at which whoever has just joined may come: "Friday 27 November, 11am". */
  firstDate: string | null
  /** In a letter to who has just joined: dates at which a place is kept for them, and others, in words. */
  dates?: { kept: string[]; next: string[] }
  /** One line of the venue for each. */
  where: string[]
  limited: boolean
  speaker: string | null
  note: string | null
  /** "Friday 27 November, 11am", before it moved, or what an extra date stands in for. */
  from: string | null
  cancelledWords: string | null
  insteadWords: string | null
  /** "Monday 23 November, 10am". */
  answerBy: string | null
  begins: 'call me' | 'I call' | 'just come'
  letIn: boolean
  /** Where their place stands. */
  place: string | null
  phone: string
  phoneHours: string
  /** Who writes, discreetly. */
  sender: string
  /** The colleague who invites. */
  invitedBy: string | null
  /** Where they stand on the waiting list, from 1. */
  position: number | null
  /** About every date of the group at once: how many are kept for them, and for how many they wait. */
  standing: { kept: number; waiting: number } | null
  /** At how many of the dates that they chose while joining a place is kept, and at how many they wait. */
  chosen: { kept: number; waiting: number } | null
  /** The number that we have of theirs is somebody else's. */
  wrongNumber: boolean
  hasPasskey: boolean
  recovery: boolean
  /** How soon a colleague is to look: nothing else is said of what waits for them. */
  soon: 'now' | 'today' | null
}

/** The charity's number, and when it is answered. */
export const call = (s: Said) => (s.phone ? `${s.phone}${s.phoneHours ? ` (${s.phoneHours})` : ''}` : '')
export const ringUs = (s: Said, before: string) => (s.phone ? [{ p: `${before} ${call(s)}.` }] : [])
export const when = (s: Said): [string, string][] => [
  ['When', `${s.date}, ${s.hours}`],
  ['Group', s.group],
  ...(s.online ? ([['Where', 'Online']] as [string, string][]) : []),
  ...(s.telephone ? ([['Where', byTelephone(s.telephone)]] as [string, string][]) : []),
  ...(!s.online && !s.telephone && s.where.length > 0
    ? ([['Where', s.where.join('\n')]] as [string, string][])
    : []),
]
export const topic = (s: Said): Block[] => [
  ...(s.speaker ? [{ p: `With a guest: ${s.speaker}. This one may be longer than usual.` }] : []),
  ...(s.note ? [{ p: s.note }] : []),
]
export const triedToRing = (s: Said): Block[] => [
  {
    p: s.wrongNumber
      ? 'We have tried to ring you, but the number that we have does not reach you.'
      : 'We have tried to ring you, and never found a good moment. So we stop ringing now.',
  },
  ...ringUs(s, 'If you would like to talk, ring us whenever it suits you:'),
  {
    p:
      s.online && !s.letIn
        ? 'Before your first session somebody speaks with you once, so that everybody knows who is in the room. You are as welcome as ever.'
        : 'Or just come along, whenever you feel like it, with or without a call. You are as welcome as ever.',
  },
]
export const byTelephone = (number: string) => `By telephone: ring ${number}`
export const noPressure = ({ telephone }: Said) =>
  telephone
    ? 'Ring if you would like to talk. There is never any need to.'
    : 'Come if you feel up to it. There is never any need to explain.'
export function nowWhen(s: Said): [string, string][] {
  return when(s).map(([label, value]) => (label === 'When' ? ['Now', value] : [label, value]))
}
/** Of a session that is cancelled: that it is, when it was to be, why, and what there is instead. */
export const cancelled = (s: Said): Block[] => [
  {
    p: s.online
      ? 'We are sorry: this session is cancelled.'
      : 'We are sorry: this session is cancelled. Please do not set out.',
  },
  {
    facts: [
      ['Was to be', `${s.date}, ${s.hours}`],
      ['Group', s.group],
    ],
  },
  ...(s.cancelledWords ? [{ note: s.cancelledWords }] : []),
  ...(s.insteadWords ? [{ p: s.insteadWords }] : []),
]
