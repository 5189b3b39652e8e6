/** A number with its noun. */
export const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** What staff read about one date of a group. */
export const sessionWords = {
  title: (date: string) => `Change the session on ${date}`,
  sheet: 'Day sheet',
  lede: 'What would you like to change?',
  move: 'Move it',
  moveHint: 'To another date, time or venue. Every member is told.',
  cancel: 'Cancel it',
  cancelHint: 'With a reason. Every member is told, and those without e-mail go on the list of calls.',
  talk: 'Speaker, topics and length',
  talkHint: 'What people can read beforehand.',
  limit: 'How many can come',
  limitHint: (seats: number | null) => (seats === null ? 'No limit now.' : `${seats} now.`),
  isCancelled: 'This session is cancelled.',
  hasStarted: 'This session has begun. Its day sheet holds who came.',
  clashHeading: 'This date clashes',
  keep: 'Keep this date',
  keptBefore: 'Somebody decided to keep this date.',
  toldHint: (members: number) =>
    members === 0
      ? 'The group has no members yet.'
      : `${plural(members, 'member hears', 'members hear')} of it: by e-mail, or on the list of calls. Those who stopped or paused messages don’t.`,
  moveTitle: 'Move the session',
  now: 'Now',
  date: 'New date',
  dateHint: 'For example, 4 12 2026',
  starts: 'Starts at',
  ends: 'Ends at',
  venue: 'Venue',
  moveButton: 'Move and tell the members',
  others: 'Free dates near it',
  cancelTitle: 'Cancel the session',
  why: 'Why is it cancelled?',
  whyHint: 'Members and the public read this. For example: The heating at the Mill has broken.',
  insteadLabel: 'Is there anything instead already?',
  insteadHint:
    'What members read. Leave it empty if you don’t know yet: next you can offer another date or a telephone hour.',
  cancelButton: 'Cancel and tell the members',
  talkTitle: 'Speaker, topics and length',
  long: 'A longer session',
  longHint: 'It gets its own leaf in the calendar.',
  speaker: 'Speaker',
  speakerHint: 'For example, a lymphoedema nurse from the hospital',
  talkLabel: 'Talk',
  note: 'A note for the public',
  topics: 'Topics',
  topicsHint: 'Shown beforehand, so that people can choose.',
  noTopics: 'The service has no topics yet.',
  limitTitle: 'How many can come?',
  limitLabel: 'Places at this session',
  limitFieldHint: (group: number | null) =>
    group === null ? 'Leave it empty for no limit.' : `Leave it empty for the group’s ${group}.`,
  limitNow: (taken: string, waiting: number) =>
    `${taken}${waiting > 0 ? `, ${waiting} waiting` : ''}. Nobody loses their place when you lower it.`,
  takenWithoutLimit: (kept: number) => plural(kept, 'hopes to come', 'hope to come'),
  addTitle: 'Add an extra date',
  addButton: 'Add this date',
  addAnyway: 'Add it anyway',
  tell: (members: number) => `Tell the ${plural(members, 'member', 'members')}`,
  tellHint: (days: number) =>
    `Everyone once: by e-mail. Whom no e-mail reaches goes on the list of calls when the date is within ${days} days. Those who stopped or paused messages don’t hear of it.`,
  back: (group: string) => group,
  refusals: {
    'no such session': 'This session is no longer there.',
    'not yours': 'This group is not yours to change.',
    started: 'The session has begun in the meantime.',
    'not cancelled': 'The session takes place: somebody put it back in the meantime.',
    'something instead': 'Somebody has put another date in its place in the meantime.',
    cancelled: 'Somebody cancelled the session in the meantime.',
    'nothing changed': 'Choose another date, time or venue.',
    'in the past': 'Choose a date and time that are not over.',
    'date taken': 'The group meets at that time already. Choose another date or time.',
    'ends before it starts': 'Enter an end after the start.',
    closed: 'The group is closed.',
    'no such group': 'This group is no longer there.',
    'no words': 'Say why, so that people understand.',
    'by telephone': 'A telephone hour has no limit: people ring one after the other.',
  },
  clashNote: 'This date clashes',
  /** What there is in the place of a date that falls out. */
  instead: {
    heading: 'Instead',
    offer: 'Offer something instead',
    offerLede: 'One press puts it in the diary, and every member is told once.',
    another: 'Another date',
    anotherHint: (venue: string | null) =>
      `At the same time${venue ? `, at ${venue}` : ''}. These dates are free, without a clash.`,
    noDates:
      'We found no free date near it. Add an extra date from the group’s page, or offer a telephone hour.',
    noLongerFree: 'That date clashes with something now. Choose another.',
    telephone: 'A telephone hour',
    telephoneHint:
      'People ring a number at that time, and someone from the group answers. Nobody needs a place for it.',
    telephoneButton: 'Offer a telephone hour',
    telephoneSave: 'Put it in the diary and tell the members',
    standsIn: (date: string) => `Stands in for ${date}`,
    insteadOn: (date: string) => `Instead: ${date}`,
    byTelephone: 'by telephone',
    ring: (number: string) => `By telephone: ring ${number}`,
    number: 'Which number do people ring?',
    numberHint:
      'Everybody can read it on the group’s page. Never the number to dial in to an online session.',
    date: 'Date',
    told: (members: number) =>
      members === 0
        ? 'The group has no members yet.'
        : `${plural(members, 'member hears', 'members hear')} of it once: by e-mail, or in the call about the date that falls out. Those who stopped or paused messages don’t.`,
    coordinatorsDo: 'The group’s coordinator can offer another date or a telephone hour here.',
    putBackHeading: 'Can it take place after all?',
    putBackLede: 'Places and the waiting list stand as they were.',
    putBack: 'Put this date back',
    putBackTitle: 'Put this date back?',
    putBackTell: 'Put it back and tell them',
    putBackQuietly: 'Put it back',
    when: 'When',
    cancelledWhy: 'Cancelled because',
    places: 'Places',
    placesStand: (kept: number, heldBack: number, waiting: number) =>
      kept + heldBack + waiting === 0
        ? 'Nobody had one or hoped to come.'
        : `${kept} kept${heldBack > 0 ? `, ${heldBack} held back` : ''}${waiting > 0 ? `, ${waiting} waiting` : ''}. They stand as they were.`,
    insteadStays: (date: string) => `${date}. It stays in the diary; cancel it if it is no longer needed.`,
    putBackTold: (told: number) =>
      told === 0
        ? 'Nobody has been told yet that it is off, so nobody needs to hear anything. Messages that wait and calls still to be made are taken back.'
        : `${plural(told, 'member has', 'members have')} been told that it is off. They are told once that it takes place: by e-mail, or on the list of calls. Messages that wait and calls still to be made about the cancellation are taken back.`,
  },
}
