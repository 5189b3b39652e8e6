import { type Language, laidOver } from '#platform/language.ts'
import type { OfferKind, OfferState } from './offers.ts'
import { cy } from './words-cy.ts'

const kinds: Record<OfferKind, { label: string; hint: string }> = {
  topic: { label: 'A topic', hint: 'Something that you would like the group to talk about.' },
  tip: { label: 'A tip', hint: 'Something that helps you, and may help others.' },
  help: {
    label: 'An hour of help',
    hint: 'Such as baking, giving someone a lift, or a talk on what you know.',
  },
  story: {
    label: 'Your story',
    hint: 'We ring you before anything is done with it, and you can say no at any time.',
  },
}

/** What a member reads. */
export const en = {
  language: 'en' as Language,
  title: 'Something that you would like to give',
  lede: 'The group lives from what people bring. Nobody expects anything: this is here for when you feel like it.',
  kind: 'What would you like to offer?',
  kinds,
  group: 'For which group?',
  words: 'Tell us about it',
  wordsHint: 'A few words are enough.',
  who: 'The people who run your group read it. It goes to nobody else unless you say so.',
  send: 'Send it',
  back: 'Not now',
  mine: 'What you have offered',
  noGroup: 'You are in no group just now. Ring us if there is something that you would like to give.',
  on: (kind: string, when: string) => `${kind}, ${when}`,
  states: {
    new: 'We have it, and will answer.',
    thanked: 'Thank you!',
    'taken up': 'Yes, please. We are glad of it.',
    'not now': 'Not just now. Thank you for offering.',
  } satisfies Record<OfferState, string> as Record<string, string>,
  errors: {
    kind: 'Choose what it is',
    words: 'Tell us about it in up to 2,000 letters',
    group: 'Choose a group',
  },
  done: { sent: 'Thank you. We will answer you here.' } as Record<string, string>,
}
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }

/** What staff read. */
export const staffWords = {
  title: 'What members offer',
  tab: 'Offers',
  lede: 'A topic, a tip, an hour of help, a story. Please answer each: they hear that there is an answer, and read it on their pages.',
  fresh: 'New',
  noneNew: 'Nothing new.',
  answered: 'Answered',
  noneAnswered: 'Nothing has been answered yet.',
  from: (called: string, group: string, when: string) => `${called}, ${group}, ${when}`,
  kinds: { topic: 'Topic', tip: 'Tip', help: 'An hour of help', story: 'Story' } satisfies Record<
    OfferKind,
    string
  >,
  states: { new: 'New', thanked: 'Thanked', 'taken up': 'Taken up', 'not now': 'Not now' } as Record<
    string,
    string
  >,
  story: 'Before a story goes anywhere, their page must say yes to “stories”.',
  answer: 'Your answer',
  choices: {
    thanked: 'Thank you',
    'taken up': 'Yes please, we take it up',
    'not now': 'Not now',
  } as Record<string, string>,
  reply: 'What they read',
  replyHint: 'Kind words of yours; you may leave it empty.',
  save: 'Answer',
  about: (called: string) => `: ${called}`,
  change: 'Answer anew',
  died: 'They are recorded as having died. Nothing is sent.',
  errors: { state: 'Choose an answer', reply: 'Use up to 1,000 characters' },
  done: { answered: 'Answered. They hear that there is something to read.' } as Record<string, string>,
}
