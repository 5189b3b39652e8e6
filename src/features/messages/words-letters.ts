import { laidOver } from '#platform/language.ts'
import type { MessageKind } from './messages.ts'
import {
  type Block,
  cancelled,
  noPressure,
  nowWhen,
  ringUs,
  type Said,
  topic,
  triedToRing,
  when,
} from './said.ts'
import { cy } from './words-letters-cy.ts'

/** What stands on the paper: the news of the e-mail, without what can only be pressed. */
export type OnPaper = { heading: string; body: Block[] }

const canNotCome = (s: Said) =>
  s.phone
    ? `If you can’t make it this time, one call to ${s.phone} gives your place to someone who is waiting. You need not say why.`
    : 'If you can’t make it this time, that is fine. You need not say why.'
const toEnter = (s: Said): Block[] => {
  if (!s.online) return []
  const before = s.phone ? `ring us on ${s.phone} beforehand` : 'please tell us beforehand'
  if (!s.dialIn)
    return [{ p: `To join from a telephone or a screen, ${before}: we tell you how, and try it with you.` }]
  return [
    {
      facts: [
        ['To join by telephone, ring', s.dialIn.number],
        ...(s.dialIn.code ? ([['Then type in', s.dialIn.code]] as [string, string][]) : []),
      ],
    },
    {
      p: `This number is only for you, so please do not pass it on. If you would rather join from a screen, or try it with us first, ${before}.`,
    },
  ]
}
const groupAndDates = ({ group, dates, where }: Said): [string, string][] => [
  ['Group', group],
  ...(dates?.kept.length ? ([['A place is kept for you', dates.kept.join('; ')]] as [string, string][]) : []),
  ...(dates?.next.length
    ? ([[dates.kept.length ? 'Other dates' : 'The next dates', dates.next.join('; ')]] as [string, string][])
    : []),
  ...(where.length > 0 ? ([['Where', where.join('\n')]] as [string, string][]) : []),
]
const talk = (s: Said) => ringUs(s, 'If you have questions, or would rather talk, ring us on')

const of: Partial<Record<MessageKind, (s: Said) => OnPaper>> = {
  'tried to ring': (s) => ({
    heading: 'Sorry that we missed you',
    body: triedToRing(s),
  }),
  joined: (s) => ({
    heading: 'You are very welcome',
    body: [
      { p: 'Thank you for joining us. It is good to have you with us.' },
      { facts: groupAndDates(s) },
      ...(s.begins === 'just come' && !s.online
        ? [
            {
              p: 'You can just come along. Someone will look out for you and show you round.',
            },
          ]
        : []),
      ...(s.limited && s.dates?.kept.length === 0
        ? ringUs(s, 'There are only so many places. To have one kept for you, ring us on')
        : []),
      ...(s.begins === 'call me'
        ? [{ p: 'You asked us to ring you first, and we will. We may ring from a number you do not know.' }]
        : []),
      ...(s.begins === 'I call'
        ? ringUs(s, 'You said you would rather ring us. Whenever it suits you:')
        : []),
      ...toEnter(s),
      { p: 'Come to as many or as few as you like. There is never any need to explain.' },
      { p: 'We write to you by post about your group. If another way suits you better, tell us.' },
      ...(s.begins === 'I call' ? [] : talk(s)),
    ],
  }),
  'place kept': (s) =>
    s.standing
      ? {
          heading: 'A place is kept for you every time',
          body: [
            { p: `At ${s.group} a place is now kept for you at every date, until you say otherwise.` },
            { p: canNotCome(s) },
          ],
        }
      : {
          heading: s.limited ? 'Your place is kept' : 'It will be good to see you',
          body: [
            { facts: when(s) },
            ...topic(s),
            ...toEnter(s),
            { p: s.limited ? canNotCome(s) : noPressure(s) },
          ],
        },
  'place offered': (s) => ({
    heading: 'There is a place for you',
    body: [
      {
        facts: [
          ...when(s),
          ...(s.answerBy ? ([['Kept for you until', s.answerBy]] as [string, string][]) : []),
        ],
      },
      ...ringUs(s, 'Would you like it? Please ring us and say yes or no:'),
      { p: 'After that it goes to the next person, and you stay welcome another time.' },
    ],
  }),
  'session moved': (s) => ({
    heading: 'The date, time or place has changed',
    body: [
      { facts: [...(s.from ? ([['It was', s.from]] as [string, string][]) : []), ...nowWhen(s)] },
      ...topic(s),
      {
        p: s.limited
          ? 'If you had a place, it is kept. If the new time does not suit you, you need not say why.'
          : 'If the new time does not suit you, that is fine. There is no need to tell us.',
      },
      ...talk(s),
    ],
  }),
  'session cancelled': (s) => ({
    heading: `${s.date} is not taking place`,
    body: [
      ...cancelled(s),
      { p: 'All other dates stay as they are.' },
      ...ringUs(s, 'If you would like to talk to someone, ring us on'),
    ],
  }),
  'session added': (s) => ({
    heading: s.telephone
      ? 'There is a telephone hour'
      : s.from
        ? 'There is another date'
        : 'There is an extra date',
    body: [
      ...(s.from ? [{ p: `This date stands in for ${s.from}, which does not take place.` }] : []),
      { facts: when(s) },
      ...topic(s),
      ...(s.telephone ? [{ p: 'Ring at any time in that hour. Someone from the group will answer.' }] : []),
      ...toEnter(s),
      { p: noPressure(s) },
      ...talk(s),
    ],
  }),
  'session put back': (s) => ({
    heading: `${s.date} takes place after all`,
    body: [
      { p: 'We told you that this date was off. It is on again, and we are sorry for the to and fro.' },
      { facts: when(s) },
      ...topic(s),
      { p: 'If the date does not suit you any more, you need not say why.' },
      ...talk(s),
    ],
  }),
  'reminder week': (s) => ({
    heading: `A reminder: ${s.date}, ${s.starts}`,
    body: [
      { facts: when(s) },
      ...topic(s),
      ...toEnter(s),
      { p: noPressure(s) },
      ...(s.limited ? [{ p: canNotCome(s) }] : []),
    ],
  }),
}

/** Every text of the letters. */
export const en = {
  of,
  greeting: (called: string) => `Dear ${called},`,
  ending: (name: string) => ['With kind regards', name],
  careOf: (name: string) => `c/o ${name}`,
  /** Shows through the window: where it goes back to, and nothing more (P7). */
  back: (sender: string, lines: readonly string[]) => [sender, ...lines].join(', '),
  /** Of the file that is printed, which staff alone see. */
  title: 'Letters',
}
export type Words = typeof en
/** The same in each language. */
export const letterWords = { en, cy: laidOver(en, cy) }
