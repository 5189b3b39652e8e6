import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-stop-cy.ts'

/** What people read who stop messages by the link in one. */
export const en = {
  language: 'en' as Language,
  title: 'What shall we stop sending?',
  lede: 'You need not say why. Your place in a group and everything else stay as they are.',
  legend: 'Choose one',
  choose: 'Choose what we should stop sending',
  reminders: 'Reminders',
  remindersHint: 'You still hear when a date changes or is called off.',
  pause: 'Everything, for a while',
  pauseHint: 'No messages at all until then, not even when a date is called off.',
  howLong: 'For how long?',
  days30: 'A month',
  days90: 'Three months',
  days180: 'Six months',
  all: 'Everything',
  allHint: 'No messages of any kind, not even when a date is called off.',
  none: 'Send me messages again',
  noneHint: 'Everything as it was before.',
  save: 'Save',
  noReason: 'You can change this at any time with the same link.',
  doneTitle: 'Done',
  other: 'Choose something else',
  nowNothing: 'We send you messages again.',
  now: {
    reminders: () => 'We send you no reminders. You still hear when a date changes or is called off.',
    pause: (until: string) => `We send you nothing until ${until}.`,
    all: () => 'We send you no messages at all.',
  } satisfies Record<string, (until: string) => string>,
  allMeans: 'Before you set out, please look at the page of your group: it says when a date is called off.',
  oneClick: 'We send no more reminders.',
  goneTitle: 'This link no longer works',
  gone: 'Nothing was changed. You can ring us, and we will stop what you do not want.',
}
export type Words = typeof en
/** The same in each language. */
export const stopWords = { en, cy: laidOver(en, cy) }
