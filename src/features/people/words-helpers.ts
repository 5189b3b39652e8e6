import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-helpers-cy.ts'

/** Carers and relatives who help somebody with their say-so: what they may be told at their own address. */
const en = {
  language: 'en' as Language,
  link: 'Who helps you, and what we may tell them',
  title: 'Who helps you',
  lede: 'These addresses belong to somebody else, as you told us. You decide what we tell them there. You can change it, or end it, whenever you like.',
  none: 'No address that we have belongs to anybody else.',
  of: (name: string, value: string) => `${name}, ${value}`,
  someone: 'Somebody',
  relation: 'What they are to you',
  told: 'What may we tell them there?',
  choices: {
    everything: 'Everything that we would tell you',
    dates: 'Dates only: when and where, and what changes',
    nothing: 'Nothing',
  },
  datesHint: 'With dates only they get no link to these pages.',
  save: 'Save',
  takeOver: 'Would you rather hear from us yourself? Give us your own address',
  ending: {
    heading: 'If you would rather end it',
    left: {
      email: (value: string) => `Nothing goes there any more. We write to you at ${value}.`,
      phone: (value: string) => `Nothing goes there any more. We ring you on ${value} when there is news.`,
      post: (value: string) => `Nothing goes there any more. We write to you by post: ${value}.`,
    },
    none: 'Nothing goes there any more, and no other way to reach you is left: no reminder, and no word when a date moves. Your places stay yours and you are as welcome as before. We ask you when you next come or ring.',
    links: 'Links that we sent there no longer open your pages.',
    button: 'They no longer help me',
  },
  errors: { told: 'Choose what they may be told' },
}
export type HelperWords = typeof en
/** The same in each language. */
export const helperWords = { en, cy: laidOver(en, cy) }

/** What staff read of the same. */
export const helperStaffWords = {
  ...en,
  link: 'What those who help them may be told',
  titleOf: (called: string) => `Who helps ${called}`,
  lede: 'As the person has told you. They can change it on their own pages.',
  relation: 'What they are to them',
  choices: { ...en.choices, everything: 'Everything that we would tell the person' },
  ending: {
    heading: 'To end it',
    left: {
      email: (value: string) => `Nothing goes there any more. Messages go to ${value}.`,
      phone: (value: string) => `Nothing goes there any more. When there is news they are rung: ${value}.`,
      post: (value: string) => `Nothing goes there any more. Letters go to ${value}.`,
    },
    none: 'Nothing goes there any more, and no other way to reach them is left. They stand on the list of calls then, to be asked when they next come.',
    links: '',
    button: 'They no longer help',
  },
  /** On the list of calls. */
  noWayLeft:
    'No way to reach them is left: the address of somebody who helps was ended or is to be told nothing, or their last one was taken away. Ask them how they would like to hear from us when they next come or ring.',
}
