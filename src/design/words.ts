/** When the texts of the public pages were last gone through by somebody. Whoever goes through them sets it. */
export const checkedOn = { iso: '2026-11-21', en: '21 November 2026' }

/** The words that stand on every page, whatever its subject. */
export const en = {
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
} as const

export type Words = { [K in keyof typeof en]: (typeof en)[K] extends string ? string : (typeof en)[K] }

/** The words in a language; English where there are none yet. */
export function wordsFor(language: string): Words {
  return { en }[language as 'en'] ?? en
}
