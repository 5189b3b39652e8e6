import { laidOver } from '#platform/language.ts'
import { cy } from './words-cy.ts'

/** When the texts of the public pages were last gone through by somebody. Whoever goes through them sets it. */
export const checkedOn = { iso: '2026-11-21', en: '21 November 2026', cy: '21 Tachwedd 2026' }

/** The words that stand on every page, whatever its subject. */
export const en = {
  /** Where the same page is in the other language, in that language. */
  otherLanguage: 'Cymraeg',
  topLine: 'Text size and language',
  /** Said on every Welsh page, for as long as no speaker has gone through the words; English says nothing. */
  toBeChecked: '',
  toBeCheckedTell: '',
  onlyEnglish: '',
  skip: 'Skip to main content',
  menu: 'Menu',
  more: 'More',
  callUs: 'Call us',
  contact: 'Contact',
  account: 'Signed in',
  breadcrumb: 'Breadcrumb',
  back: 'Back',
  wayBack: 'Way back',
  done: 'Done',
  errorPrefix: 'Error: ',
  findGroup: 'Find a group',
  whatToExpect: 'What to expect',
  professionals: 'For health professionals',
  support: 'About this service',
  free: 'Free.',
  privacy: 'Privacy',
  accessibility: 'Accessibility',
  myPages: 'My pages',
  largerText: 'Larger text',
  checked: (when: string) => `Last checked on ${when}.`,
  staffSignIn: 'Staff',
  sample: 'This is a sample charity.',
  sampleLook: 'Try another role',
  sampleMail: 'Read its messages',
  sampleLabel: 'Sample charity',
  signOut: 'Sign out',
  staffMenu: 'Staff menu',
  /** What components say by themselves, mostly to screen readers. */
  components: {
    error: 'Error',
    problem: 'There is a problem',
    information: 'Information',
    important: 'Important',
    browse: 'Browse ',
    date: { day: 'Day', month: 'Month', year: 'Year' },
  },
}
export type Words = typeof en

/** The words in a language; English where there are none yet. */
export function wordsFor(language: string): Words {
  return language === 'cy' ? inWelsh : en
}
const inWelsh = laidOver(en, cy)
