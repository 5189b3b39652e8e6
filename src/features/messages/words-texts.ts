import { type Language, laidOver } from '#platform/language.ts'
import type { MessageKind } from './messages.ts'
import type { Said } from './said.ts'
import { cy } from './words-texts-cy.ts'

// Texts are seen by whoever stands beside the phone: no name, no group, nothing of the illness (P7). Short: most are one
// message of 160 letters.

const ring = (s: Said, why: string) => (s.phone ? ` ${why} ${s.phone}.` : '')
/** At a telephone hour the number to ring stands in the text: nobody sets out. */
const come = ({ telephone }: Said) =>
  telephone ? `Ring ${telephone} if you would like to talk.` : 'Come if you feel up to it.'
const questions = (s: Said) =>
  s.telephone ? ` By telephone: ring ${s.telephone}.` : ring(s, 'Questions? Ring')
const day = (s: Said) => (s.near === 'today' ? 'today' : s.near === 'tomorrow' ? 'tomorrow' : s.date)

type Texts = Partial<Record<MessageKind, (s: Said) => string>>
const of: Texts = {
  joined: (s) =>
    s.begins === 'call me'
      ? 'Thank you. We will ring you.'
      : `Thank you. You are very welcome.${s.firstDate && !(s.online && !s.letIn) ? ` Next: ${s.firstDate}.` : ''}${ring(s, 'Questions? Ring')}`,
  'place kept': (s) =>
    s.standing
      ? `A place is kept for you every time.${ring(s, "Can't make one? Ring")}`
      : s.limited
        ? `Your place is kept: ${s.date}, ${s.hours}.${ring(s, "Can't make it? Ring")}`
        : `See you on ${s.date}, ${s.hours}.`,
  'place waiting': (s) => `You are on the waiting list for ${s.date}. We write when there is a place.`,
  'place offered': (s) =>
    `There is a place for you on ${s.date}, ${s.starts}.${s.answerBy ? ` It is kept until ${s.answerBy}.` : ''}${ring(s, 'Yes or no? Ring')}`,
  'place given back': (s) =>
    s.standing
      ? 'Your places are given back, as you asked.'
      : `Your place on ${s.date} is given back. Thank you for saying.`,
  'reminder week': (s) => `A reminder: ${s.date}, ${s.hours}. ${come(s)}`,
  'reminder day': (s) => `A reminder: ${day(s)}, ${s.hours}. ${come(s)}`,
  'session moved': (s) => `Changed: now ${s.date}, ${s.hours}.${questions(s)}`,
  'session cancelled': (s) =>
    `${s.date}, ${s.starts}, is not taking place. We are sorry.${ring(s, 'To talk, ring')}`,
  'session added': (s) => `A new date: ${s.date}, ${s.hours}.${questions(s)}`,
  'session put back': (s) => `${s.date}, ${s.hours}, takes place after all.${questions(s)}`,
  'tried to ring': (s) =>
    `Sorry that we missed you. We stop ringing now.${ring(s, 'Whenever you would like to talk, ring')}`,
  'left group': () => 'We have done as you asked. You are welcome back at any time.',
}

/** How somebody ends them: by an answer, where answers are taken, or else by ringing. */
const ends = (s: Said, answers: boolean) =>
  answers ? ' Reply STOP to end texts.' : s.phone ? ` To end texts ring ${s.phone}.` : ''

export const en = { of, ends }
export type Words = typeof en
const words: Record<Language, Words> = { en, cy: laidOver(en, cy) }

/** A text in full: who writes, discreetly, what is the matter, and how to end them. Null for a kind that has none. */
export function textInWords(kind: MessageKind, s: Said, answers: boolean): string | null {
  const { of, ends } = words[s.language]
  const said = of[kind]?.(s)
  return said ? `${s.sender}: ${said}${ends(s, answers)}` : null
}
