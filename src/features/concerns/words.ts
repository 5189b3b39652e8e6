import type { Concern } from './queries.ts'
import type { Urgency } from './rules.ts'

/** What facilitators, the nurse and the safeguarding lead read. Nothing here goes into a message. */
export const words = {
  tab: 'Concerns',
  list: {
    title: 'Concerns',
    lede: 'About somebody’s safety or health. Only the facilitators of the group, the nurse and the safeguarding lead see them.',
    ownLede:
      'About somebody’s safety or health. What you write is read by the nurse and the safeguarding lead and, unless you say otherwise, by the facilitators of their group. You do not see it again.',
    backToCall: 'Back to the call',
    own: 'What you passed on',
    ownEmpty: 'Nothing yet.',
    raise: 'Raise a concern',
    open: 'Open',
    closed: 'Closed',
    noneOpen: 'No concern is open.',
    noneClosed: 'None has been closed yet.',
    columns: { raised: 'Raised', urgency: 'How soon', group: 'Group', by: 'By', state: 'Where it stands' },
    noGroup: 'None',
    reached: (lead: boolean) =>
      `It reached the ${lead ? 'safeguarding lead' : 'nurse'}; nobody has looked yet`,
    looked: 'It has been looked at',
    settings: 'Hours and whom to ring',
  },
  emergency: {
    title: 'Is somebody in danger now?',
    first: 'Ring first. Do not wait for an answer here.',
    call: 'Ring',
    nine: { number: '999', what: 'danger to life, now' },
    one: {
      number: '111',
      what: 'urgent, but no danger to life; for a mental health crisis choose option 2 (in Northern Ireland ring the GP out-of-hours service)',
    },
    samaritans: {
      number: '116 123',
      what: 'the Samaritans: to be listened to, day and night; for you too',
    },
    onCall: (name: string, hours: string) =>
      [`${name || 'our own person on call'}`, hours && `(${hours})`].filter(Boolean).join(' '),
    noOnCall: 'The charity has not said here whom of its own people to ring.',
  },
  watch: {
    watched: (until: string) => `Somebody looks at what comes in here until ${until}.`,
    nobody: 'Nobody is watching this page now',
    again: (when: string) => `What you write is looked at from ${when}. If it cannot wait until then, ring.`,
    never: 'No hours are set in which anybody looks. Ring.',
    noNurse: 'No account here belongs to a nurse. The safeguarding lead is told instead.',
    noOne: 'No account here belongs to a nurse or a safeguarding lead: nobody would be told. Ring.',
  },
  urgency: {
    now: 'Now',
    today: 'Today',
    'can wait': 'When you can',
  } satisfies Record<Urgency, string> as Record<Urgency, string>,
  urgencyHint: (urgency: Urgency, within: string) =>
    ({
      now: `Somebody looks within ${within}. For danger to life ring 999 first.`,
      today: `Somebody looks within ${within}.`,
      'can wait': `Somebody looks within ${within}.`,
    })[urgency] + (urgency === 'now' ? '' : ' Only the hours count in which somebody watches.'),
  form: {
    title: 'Raise a concern',
    which: 'Which group are they in?',
    find: 'Find the group',
    findHint: 'Part of its name, or of the town where it meets',
    noneFound: (q: string) => `No group is called “${q}” or meets in a town of that name.`,
    further: (shown: number, total: number) =>
      `${shown} of ${total} groups shown. Type part of a name or a town to find another.`,
    ofNone: 'None of these, or I do not know',
    known: 'Do we know them?',
    byTheirPage: 'Open their page and raise it there: then the nurse has their number.',
    group: 'Group',
    person: 'Who is it about?',
    aboutThem: (called: string) => `About ${called}`,
    someone: 'Someone else, or I do not know their name',
    choose: 'Choose',
    about: 'If they are not in the list: how would we know them?',
    aboutHint:
      'Such as “someone who came for the first time on Friday”. Leave it empty if you chose somebody.',
    unknownHint: 'A name, or how we would know them, and a number if you have one.',
    sees: 'Who may read it, besides the nurse and the safeguarding lead?',
    seesGroup: (group: string) => `The facilitators of ${group}`,
    seesTheirs: 'The facilitators of their group, if they are in one',
    seesNobody: 'Nobody else',
    seesNobodyHint: 'Choose this when it is about a facilitator.',
    gone: 'You will not see what you wrote again, only whether somebody has looked.',
    what: 'What worries you?',
    whatHint: 'What you saw or heard, in their own words if you can, and what you have done already.',
    urgency: 'How soon is somebody to look?',
    send: 'Tell the nurse',
    cancel: 'Back',
    told: 'Have you told the person that you are passing this on? If it was safe to, please do, and write it here.',
  },
  confidence: {
    title: 'Confidence, and where it ends',
    short:
      'You may pass on what you need to when the person agrees, or when somebody is in serious danger and waiting would make it worse.',
    paragraphs: [
      'What is said in the group stays there. You may pass on what you need to, and to nobody else, when the person agrees, or when somebody is in serious danger and waiting would make it worse.',
      'You need no consent to tell the nurse here when you fear for somebody’s life or safety, or for a child or an adult who cannot protect themselves. Ask the person first where that is safe; if you cannot, write down why.',
      'Write what is needed to help, no more. The person may ask one day to read it.',
    ],
    sources: 'Where these rules come from',
    list: [
      'The common law duty of confidentiality: it gives way to consent, to the law, and to a public interest that weighs more, such as preventing serious harm.',
      'UK GDPR, articles 6(1)(d) and 9(2)(c), vital interests; and the Data Protection Act 2018, schedule 1, paragraph 18: safeguarding children and adults at risk without their consent, where asking is not possible or would make it worse.',
      'In England the Care Act 2014, section 42: the council must make enquiries when an adult with care needs is at risk of abuse or neglect and cannot protect themselves. Scotland, Wales and Northern Ireland have rules of their own; the safeguarding lead decides who is told.',
    ],
  },
  page: {
    title: (urgency: string) => `Concern: ${urgency.toLowerCase()}`,
    about: 'About',
    unknown: 'Somebody whose name is not known',
    died: 'They are recorded as having died.',
    toldOfDeath: 'Someone told us that they have died',
    toldOn: 'Enter a day that is not in the future, like 27 3 2026',
    ring: 'Their phone',
    emergency: 'Someone of theirs to ring',
    whereTheyAre: (where: string) => `Where they are: ${where}`,
    group: 'Group',
    session: 'Session',
    by: 'Raised by',
    byAs: (name: string, role: string) => `${name} (${role})`,
    at: 'Raised on',
    soon: 'How soon',
    state: 'Where it stands',
    what: 'What was written',
    history: 'What happened',
    nothing: 'Nobody has looked yet.',
    write: 'What comes next?',
    kind: 'This is',
    words: 'In words',
    save: 'Save',
    add: 'Add something',
    addHint: 'The nurse is told that there is more to read. A concern that was closed opens again.',
    addButton: 'Add',
    who: (group: boolean, raiser: boolean) =>
      `Who can read this: ${group ? 'the facilitators of the group, ' : raiser ? 'the facilitator who raised it, ' : ''}the nurse and the safeguarding lead. Nothing can be changed or taken away afterwards.`,
    nobodyHears:
      'Whoever raised it reads no answer here. If they are to know how it came out, or to do something, ring them.',
  },
  kinds: {
    answered: { label: 'An answer for the facilitator', hint: '' },
    acted: {
      label: 'Something that I did',
      hint: 'Such as a call to the person, to their GP, to the council.',
    },
    closed: { label: 'The end: nothing more is to be done', hint: 'Say how it came out.' },
  },
  steps: {
    looked: (by: string) => `${by} opened it`,
    answered: (by: string) => `${by} answered`,
    acted: (by: string) => `${by} did something`,
    added: (by: string) => `${by} added`,
    closed: (by: string) => `${by} closed it`,
    escalated: () => 'Time ran out: the safeguarding lead was told',
  } as Record<string, (by: string) => string>,
  states: {
    waits: 'Nobody has looked yet',
    looked: 'Looked at, nothing done yet',
    'in hand': 'In hand',
    closed: 'Closed',
  } as Record<string, string>,
  due: {
    waits: (when: string) => `to be looked at by ${when}`,
    looked: (when: string) => `something is to be done by ${when}`,
  } as Record<string, (when: string) => string>,
  escalated: 'the safeguarding lead was told',
  as: {
    facilitator: 'facilitator',
    nurse: 'nurse',
    'safeguarding lead': 'safeguarding lead',
    coordinator: 'coordinator',
    helper: 'helper',
    administrator: 'administrator',
  } satisfies Record<Concern['raisedAs'], string> as Record<string, string>,
  settings: {
    title: 'Concerns',
    lede: 'Facilitators, coordinators and helpers raise concerns about somebody’s safety or health with the nurse. Say when somebody watches: only those hours count until the safeguarding lead is told. What was raised before keeps the times that it was given.',
    hours: 'When somebody watches',
    hoursHint: 'Like 09:00 and 17:00. Leave both empty on days on which nobody watches.',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    from: (day: string) => `${day} from`,
    to: (day: string) => `${day} until`,
    bankHolidays: 'Nobody watches on bank holidays of',
    divisions: {
      'england-and-wales': 'England and Wales',
      scotland: 'Scotland',
      'northern-ireland': 'Northern Ireland',
      none: 'none: bank holidays are like other days',
    } as Record<string, string>,
    within: 'How soon somebody looks, in minutes of those hours',
    withinHint:
      'When the time is over and nobody has looked, or nothing was done in the same time after, the safeguarding lead is told.',
    onCall: 'The charity’s person on call',
    name: 'Name, or what they are',
    phone: 'Phone number',
    phoneHours: 'When they answer',
    save: 'Save',
    nobody: 'Nobody holds these roles yet',
    noNurse: 'No account belongs to a nurse. The safeguarding lead is told instead.',
    noLead:
      'No account belongs to a safeguarding lead. Nobody is told when time runs out but the nurse, again.',
    errors: {
      time: (day: string) =>
        `${day}: enter two times, the first before the second, like 09:00 and 17:00, or none`,
      never: 'Enter hours for one day at least',
      minutes: (urgency: string, from: number, to: number) =>
        `${urgency}: enter minutes from ${from} to ${to}`,
      long: 'Use fewer letters',
    },
  },
  errors: {
    person: 'Choose who it is about, or say how we would know them',
    about: 'Use up to 120 characters',
    what: 'Write what worries you, in up to 4,000 characters',
    urgency: 'Choose how soon somebody is to look',
    sees: 'Choose who else may read it',
    kind: 'Choose what this is',
    words: 'Write something, in up to 4,000 characters',
  },
  done: {
    step: 'Saved.',
    saved: 'Saved.',
    died: 'It is written down that they died. Nothing goes out to them any more, and whoever runs their groups hears that something waits. Should it be a mistake, ring their coordinator.',
  } as Record<string, string>,
  /** After a concern was raised: who was told, and how whoever raised it hears of it. */
  raised: (told: 'nurse' | 'safeguarding lead' | null, reads: boolean) =>
    told === null
      ? 'It is written down, but nobody could be told. Ring.'
      : `The ${told} has been told. ${
          reads ? 'You will hear when there is an answer.' : 'Below you see whether somebody has looked.'
        }`,
}
