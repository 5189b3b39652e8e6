import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-cy.ts'

/** The directory of other help. Kind and plain: a page that somebody may open on a bad day. */
export const en = {
  language: 'en' as Language,
  group: {
    heading: 'Where else to find help',
    lede: 'Other people and places that may help. They are not part of us.',
    print: 'Print this list',
    web: (name: string) => `Website of ${name}`,
  },
  sheet: {
    title: 'Where to find help',
    for: (group: string) => `For people at ${group}`,
    checked: (when: string) => `Checked ${when}`,
    printed: 'Numbers change. Should one not work, please tell us:',
    none: 'Nothing is on this list yet.',
  },
}
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }

/** What staff read. */
export const staffWords = {
  title: 'Where to find help',
  lede: 'Hospices, benefits advice, lymphoedema clinics, helplines: shown on the pages of the groups that they are for, on the day sheet, and as a printed sheet.',
  add: 'Add an entry',
  none: 'The directory is empty.',
  columns: { name: 'Name', reach: 'Phone and website', area: 'For', checked: 'Last checked', act: 'Check' },
  everywhere: 'Everywhere',
  checkedBy: (date: string, name: string | null) => (name ? `${date}, ${name}` : date),
  old: 'time to check',
  stillRight: 'It is still right',
  of: (name: string) => `: ${name}`,
  webOf: (name: string) => `, website of ${name}`,
  toPrint: 'Print the list of a group',
  find: 'Find a group',
  findHint: 'Part of its name, or of the town where it meets',
  noneFound: (q: string) => `No group is called “${q}” or meets in a town of that name.`,
  further: (shown: number, total: number) =>
    `${shown} of ${total} groups shown. Type part of a name or a town to find another.`,
  months: 'After how many months is an entry to be checked again?',
  monthsSave: 'Save',
  monthsWords: (n: number) =>
    `Entries are to be checked again after ${n === 1 ? 'a month' : `${n} months`}. Today reminds you.`,
  form: {
    new: 'Add an entry',
    change: (name: string) => `Change ${name}`,
    name: 'Name',
    whatFor: 'What it is for',
    whatForHint: 'In plain words, such as “advice about benefits and money, free”.',
    phone: 'Phone',
    web: 'Website',
    webHint: 'Like https://www.example.org',
    where: 'For whom is it? Leave all three open for everywhere.',
    nations: 'Nations',
    areas: 'Postcode areas',
    areasHint: 'The letters that postcodes begin with, such as SS CM',
    groups: 'Groups',
    find: 'Show these groups',
    urgent: 'It helps in an emergency: show it first',
    checked: 'By saving you say that you have checked it today.',
    save: 'Save',
    cancel: 'Back to the list',
    end: 'Take it off the list',
  },
  errors: {
    name: 'Enter a name of up to 120 characters',
    whatFor: 'Say what it is for, in up to 300 characters',
    reach: 'Enter a phone number or a website',
    phone: 'Use up to 40 characters',
    web: 'Enter an address that begins with https://',
    areas: 'Enter the letters that postcodes begin with, such as SS CM',
    months: 'Enter a number of months from 1 to 36',
  },
  done: {
    saved: 'Saved, and noted as checked today.',
    checked: 'Noted as checked today.',
    ended: 'It is off the list.',
    months: 'Saved.',
  } as Record<string, string>,
}
