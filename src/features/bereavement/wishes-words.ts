import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './wishes-words-cy.ts'

/** What members read about their own wishes. Plain, and easy to leave. */
const en = {
  language: 'en' as Language,
  title: 'What my group may be told about me',
  link: 'What my group may be told about me',
  lede: 'Some people like to say beforehand what their group may hear if they become too ill to come, or die. Others leave it to those close to them. Both are fine, and you need not answer anything here.',
  who: 'Only the people who run your groups, and the charity’s administrators, can read it. What you say here comes first; then we ask your family.',
  whenIll: 'If I become too ill to come',
  whenDied: 'If I die',
  tell: 'You may tell the group',
  quiet: 'Please say nothing',
  open: 'I leave it open',
  nameUsed: 'May my name be said?',
  remembered: 'May my name stand among those whom the group remembers?',
  rememberedHint: 'Some groups keep such a list. Only members of the group and those who run it see it.',
  yes: 'Yes',
  no: 'No',
  byWhom: 'Who should tell them?',
  byWhomHint: 'For example: Ruth, who leads the group. You can leave it empty.',
  how: 'How, or anything else we should know',
  howHint: 'You can leave it empty.',
  wroteDown: (day: string) => `We wrote this down on ${day}, as you told us. Change whatever is not right.`,
  save: 'Save',
  skip: 'Not now',
  clear: 'Take all of this away',
  done: { saved: 'Saved. You can change it whenever you like.', cleared: 'It is taken away.' } as Record<
    string,
    string
  >,
  errors: {
    byWhom: 'Say who should tell them in at most 200 letters',
    how: 'Use at most 1,000 letters',
  },
  /** The same, as staff read it. */
  staff: {
    title: (called: string) => `What ${called} wished`,
    sideTitle: 'What their group may be told',
    nothing: (called: string) => `${called} has said nothing about it. That is fine: now the family decides.`,
    ill: 'Too ill to come',
    died: 'When they die',
    name: 'The name',
    onList: 'On the list',
    byWhom: 'By whom',
    how: 'How',
    tell: 'The group may be told',
    quiet: 'Nothing is to be said',
    yes: 'May be used',
    no: 'Is not to be used',
    writtenDown: 'Written down',
    writtenBy: (way: 'phone' | 'in person' | 'in writing', by: string | null, day: string) =>
      `${by ? `by ${by} ` : ''}on ${day}, ${{ phone: 'as said on the phone', 'in person': 'as said face to face', 'in writing': 'as they wrote it' }[way]}`,
    write: 'Write down what their group may be told',
  },
}
export type WishesWords = typeof en
/** What staff read of it is English. */
export const wishesWords = en
/** The same in each language, for members. */
export const wishesWordsIn = { en, cy: laidOver(en, cy) }
export type WishesQuestions = Pick<
  typeof en,
  | 'whenIll'
  | 'whenDied'
  | 'tell'
  | 'quiet'
  | 'open'
  | 'nameUsed'
  | 'remembered'
  | 'rememberedHint'
  | 'yes'
  | 'no'
  | 'byWhom'
  | 'byWhomHint'
  | 'how'
  | 'howHint'
>

/** The same questions, as whoever hears the answers writes them down. */
export const heardWords = {
  ...en,
  title: (called: string) => `What the group may be told about ${called}`,
  lede: 'Only what they say themselves, when they bring it up: nobody is asked. They see it on their own pages and can change it there.',
  was: 'What you save takes the place of what stood here before.',
  whenIll: 'If they become too ill to come',
  whenDied: 'If they die',
  tell: 'The group may be told',
  quiet: 'Nothing is to be said',
  open: 'They leave it open',
  nameUsed: 'May their name be said?',
  remembered: 'May their name stand among those whom the group remembers?',
  byWhom: 'Who should tell the group?',
  how: 'How, or anything else they said',
  way: 'How did they say it?',
  ways: { phone: 'On the phone', 'in person': 'Face to face', 'in writing': 'In writing' },
  cancel: 'Cancel',
  errors: { ...en.errors, way: 'Choose how they said it' },
}
