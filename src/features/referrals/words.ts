import { laidOver } from '#platform/language.ts'
import { cy } from './words-cy.ts'

/** What health professionals read. Facts from the charity's brochure for professionals. */
export const en = {
  title: 'For health professionals',
  lede: 'You know who might need a group, and they trust you. We keep it as little work for you as we can.',
  tellTitle: 'Telling somebody about a group',
  tell: [
    'Patients and professionals agree that people should hear of a group within three months of a secondary diagnosis, and more than once: many are not ready at first.',
    'A word from you, face to face, does more than any leaflet. Nobody needs a referral: people can join by themselves, or just come to a group that meets in person.',
  ],
  passTitle: 'Passing on somebody’s details',
  pass: (illness: string) =>
    `If somebody living with ${illness} agrees, ring us or write to us with their name, one way to reach them, and when a call suits them. We contact them, and tell you how it went if they want you to know. Please do not send anything about their health by e-mail.`,
  paperTitle: 'Something to hand over',
  paper:
    'Each group’s page can be printed on one sheet: where and when, how to get in, whom to ring. Find the group, then “Print this page”.',
  findGroup: 'Find a group',
  sessionTitle: 'Seeing a group at work',
  session:
    'You are welcome to come to a session to meet the therapist, and to tell us what your patients ask about: it shapes the talks. Some of our best speakers come from the care team.',
  contactTitle: 'Reach us',
  phone: (number: string, hours: string) => (hours ? `${number} (${hours})` : number),
}
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }
