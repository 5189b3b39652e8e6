import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-erase-cy.ts'

/** Being erased, as people read it on their own pages: to them it is "deleted". */
export const en = {
  language: 'en' as Language,
  title: 'Have everything about me deleted',
  back: 'My pages',
  lede: 'You can ask us to delete everything we hold about you. Two people here see to it, usually within a week.',
  points: [
    'You leave your groups, your places are given back, and nothing is sent to you any more.',
    'Your name, how to reach you, what you told us and what we wrote about you are deleted, from the log too.',
    'That somebody came to a session stays in the numbers, without a name.',
    'Copies for emergencies are overwritten in time; should one be used, you are deleted from it again.',
    'It cannot be undone. You can always join again.',
  ],
  button: 'Ask for everything to be deleted',
  notNow: 'Back without asking',
  asked: (when: string) => `You asked on ${when} for everything about you to be deleted. We see to it.`,
  keep: 'I have changed my mind: keep my record',
  copyFirst: 'You may like a copy first.',
  held: 'Your record has to be kept for now, because the law or an open matter asks for it. Please ring us: we will explain.',
}
export type Words = typeof en
/** The same in each language. */
export const eraseWords = { en, cy: laidOver(en, cy) }
