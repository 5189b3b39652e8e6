import { dayInWords } from '#features/groups/rules.ts'
import type { MayBeSaid, TaskKind } from './rules.ts'

/** The plan for a group after a death, as staff read it. */
const en = {
  tab: 'Person',
  title: (called: string) => `After the death of ${called}`,
  back: 'Back to their page',
  none: 'There is no plan: nobody is recorded as having died here, or it was a mistake.',
  unsure: {
    heading: 'Not confirmed yet',
    words:
      'Somebody told us. Please find out whether it is so before anybody else is told. Everything to them has stopped already.',
    confirmed: 'It is confirmed',
    mistake: 'This was a mistake',
  },
  maySay: {
    title: 'What may be said to the group',
    nothing: 'Nothing is to be said.',
    unknown: 'Nobody has been asked yet. Until then please say nothing to the group.',
    unconfirmed: 'Nothing yet, since it is not confirmed. Once it is:',
    something: 'The group may be told.',
    name: {
      yes: 'The name may be used.',
      no: 'The name is not to be used.',
      unknown: 'Whether the name may be used is not known yet: leave it out.',
    },
    differs:
      'The family would have it otherwise. What they themselves wished comes first: please speak with the family before anybody says anything.',
  },
  family: {
    title: 'What the family wishes',
    nothing: 'Nothing is written down yet.',
    write: 'Write down what the family says',
    change: 'Change what the family says',
    maySay: 'May the group be told?',
    nameUsed: 'May the name be used?',
    remembered: 'May the name stand among those whom the group remembers?',
    flowers: 'Flowers, a card or a gift',
    note: 'Anything else they wish',
    contact: 'Somebody of the family to speak with',
    contactHint: 'Only if they would like that. Leave it empty otherwise.',
    contactName: 'Their name',
    contactHow: 'How to reach them',
    contactAgreed: 'They said yes to our keeping this',
    ways: { phone: 'By phone', 'in person': 'In person', 'in writing': 'In writing' },
    open: 'Not said',
    yes: 'Yes',
    no: 'No',
    save: 'Save',
    agreed: (name: string, how: string, way: string, on: string) =>
      `${name}, ${how}. They agreed to our keeping this: ${way.toLowerCase()}, ${on}.`,
    saidOf: {
      maySay: 'The group',
      nameUsed: 'The name',
      remembered: 'On the list',
      flowers: 'Flowers',
      note: 'Also',
      contact: 'Contact',
    },
    mayBeTold: 'May be told',
    mayNot: 'Is not to be told',
    mayBeUsed: 'May be used',
    notUsed: 'Is not to be used',
  },
  group: {
    next: 'Next session',
    held: 'Their place',
    heldAt: (count: number, first: string) =>
      count === 1 ? `held back on ${first}` : `held back at ${count} sessions, first on ${first}`,
    list: 'Names',
  },
  tasks: {
    title: (group: string) => `To do in ${group}`,
    columns: ['What', 'Who', 'By', 'Change'],
    nobody: 'Nobody yet',
    due: (day: string) => `by ${dayInWords(day, null)}`,
    late: 'late',
    done: (by: string | null, on: string) => `Done${by ? ` by ${by}` : ''}, ${on}`,
    notNeeded: (by: string | null, on: string) => `Not needed${by ? `, said ${by}` : ''}, ${on}`,
    tick: 'Done',
    skip: 'Not needed',
    again: 'Open again',
    change: 'Somebody else, or another day',
    owner: 'Who does it',
    dueOn: 'By which day',
    save: 'Save',
    add: 'Add something to do',
    words: 'What is to be done',
    addButton: 'Add',
    about: (what: string) => `: ${what}`,
  },
  toLetters: 'Letters on paper',
  newHere: 'They could come for the first time:',
  nobodyNew: 'Nobody new is expected just now.',
  kinds: {
    letters: {
      what: 'Take their letters out of the pile',
      hint: 'They are stopped here, but may lie printed on a desk.',
    },
    confirm: {
      what: 'Find out whether it is so',
      hint: 'Tell nobody else before. Then press one of the two buttons above.',
    },
    family: {
      what: 'Speak with the family',
      hint: 'How they are, what they wish: whether the group may be told, the name, flowers, and whom we may ring.',
    },
    group: {
      what: 'Decide who tells the group, and how',
      hint: 'By phone, before the session, or together at it. Nobody should hear it by chance. Tick it once the group has been told.',
    },
    friends: {
      what: 'Ring the members who were close to them',
      hint: 'Before the next session if you can, so that nobody hears it in a full room.',
    },
    session: {
      what: 'Remember them at the next session',
      hint: 'Time at the beginning, and for what comes up.',
    },
    newcomers: {
      what: 'Think of newcomers',
      hint: 'Whoever comes for the first time should know what happened, and may choose another date.',
    },
    facilitator: { what: 'Ask the facilitator how they are', hint: 'And offer time to talk it through.' },
    referrer: { what: 'Tell the health professional who referred them', hint: 'They had allowed word back.' },
  } satisfies Record<Exclude<TaskKind, 'own'>, { what: string; hint: string }>,
  done: {
    family: 'What the family wishes is saved.',
    settled: 'Noted.',
    changed: 'Changed.',
    added: 'Added.',
  } as Record<string, string>,
  errors: {
    flowers: 'Use at most 500 letters',
    note: 'Use at most 1,000 letters',
    contactName: 'Enter the name of the person, in at most 120 letters',
    contactHow: 'Enter a phone number, an e-mail or a postal address, in at most 300 letters',
    contactAgreed: 'Say how they agreed; without their yes we keep no name and number',
    words: 'Enter what is to be done, in at most 300 letters',
    due: 'Enter a day, like 27 3 2027',
    owner: 'Choose somebody who works with this group',
  },
  since: {
    heading: 'Before you begin',
    unsure:
      'Somebody told us that a member of the group has died. It is not confirmed: please say nothing yet.',
    named: (called: string) => `${called} has died since the group last met.`,
    unnamed: 'A member of the group has died since it last met. Please do not say the name.',
    quiet: 'A member of the group has died since it last met. It is wished that nothing is said about it.',
    notAsked:
      'A member of the group has died since it last met. It is not known yet what may be said: please look at the plan first.',
    differs: 'The family would have it otherwise: please look at the plan first.',
    plan: 'Open the plan',
    onPaper: (called: string) => `${called} has died since the group last met.`,
    onPaperUnnamed: 'Somebody of the group has died since it last met.',
    onPaperLook: 'Please look at the page of this session before you begin.',
  },
  remembered: {
    title: 'Those you remember',
    tab: 'Group',
    lede: (group: string) => `Members of ${group} who have died.`,
    none: 'Nobody is recorded as having died.',
    heard: (day: string | null) => (day ? `heard on ${dayInWords(day, null)}` : ''),
    unconfirmed: 'not confirmed yet',
    shown: 'Members see the name.',
    hidden: 'Members do not see the name.',
    setting: 'A list for the members',
    on: 'Members of the group see on their own pages whom the group remembers: only names that may be used, after it was confirmed and the group has been told.',
    off: 'Only you see this list. If the group wants one, its members can have a list too: only names that may be used, after it was confirmed and the group has been told.',
    turnOn: 'Members want such a list',
    turnOff: 'Take the list from the members’ pages',
    done: { on: 'Members see the list now.', off: 'Members no longer see the list.' } as Record<
      string,
      string
    >,
    members: 'Whom the group remembers',
  },
}
export const planWords = en

/** What may be said, as sentences. */
export function maySayInWords(may: MayBeSaid, sure: 'told' | 'confirmed'): string[] {
  const { maySay } = en
  if (sure === 'told' && may.anything === true)
    return [maySay.unconfirmed, ...maySayInWords(may, 'confirmed')]
  const differs = may.differs ? [maySay.differs] : []
  if (may.anything === false) return [maySay.nothing, ...differs]
  if (may.anything === null) return [maySay.unknown]
  return [
    maySay.something,
    may.name === null ? maySay.name.unknown : may.name ? maySay.name.yes : maySay.name.no,
    ...differs,
  ]
}
