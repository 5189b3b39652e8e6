import type { CallReason } from '#features/welcome/welcome.ts'

/** What staff read first. Nothing here names a member: the pages behind the links do. */
const en = {
  title: 'Today',
  figures: {
    label: 'In numbers',
    sessions: (n: number) => (n === 1 ? 'session this week' : 'sessions this week'),
    calls: (n: number) => (n === 1 ? 'call to make now' : 'calls to make now'),
    offers: (n: number) => (n === 1 ? 'offer out for a place' : 'offers out for a place'),
    messages: (n: number) => (n === 1 ? 'message not delivered' : 'messages not delivered'),
    members: (n: number) => (n === 1 ? 'new member in a week' : 'new members in a week'),
  },
  todo: 'To do',
  nothing: 'Nothing to do just now.',
  week: 'This week',
  noWeek: 'No sessions in the next seven days.',
  pages: { week: 'Further sessions this week', offers: 'Further offers' },
  weekColumns: { when: 'When', group: 'Group', mayCome: 'May come', fresh: 'New', record: 'Record' },
  offers: 'Offers out',
  offerColumns: { session: 'Session', group: 'Group', answerBy: 'They can answer until' },
  about: (n: number) => `about ${n}`,
  byTelephone: 'by telephone',
  cancelled: 'cancelled',
  came: (n: number | null) => (n === null ? 'Recorded' : `${n} came`),
  toRecord: 'Record',
  forNobody: {
    title: 'Nothing for you here yet',
    words:
      'Today shows what is to be done for groups and for the people in them. Your part of Alongside has nothing to show here so far.',
    account: 'Your account',
  },
  noGroups: 'No group is yours yet. An administrator can make you its coordinator or facilitator.',
  gate: {
    heading: 'No messages go out at the moment',
    words: 'After a restore, messages wait until an administrator has looked through what has changed since.',
    action: 'Look through it',
  },
  late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  today: 'Today',
  by: (day: string) => `By ${day}`,
  items: {
    call: {
      welcome: (group: string | null, date: string | null) =>
        date
          ? `Welcome call: before the next session on ${date}${group ? ` (${group})` : ''}`
          : `Welcome call${group ? ` (${group})` : ''}`,
      'asked for': (group: string | null, _date: string | null) =>
        `Ring someone who asked for a call${group ? ` (${group})` : ''}`,
      rang: (group: string | null, _date: string | null) =>
        `Ring back someone who rang${group ? ` (${group})` : ''}`,
      cancelled: (group: string | null, date: string | null) =>
        `Ring someone whom no message reaches: ${date ?? 'a session'} is cancelled${group ? ` (${group})` : ''}`,
      moved: (group: string | null, date: string | null) =>
        `Ring someone whom no message reaches: a session is moved${date ? ` to ${date}` : ''}${group ? ` (${group})` : ''}`,
      offer: (group: string | null, date: string | null) =>
        `Ring someone about an offered place${date ? ` on ${date}` : ''}${group ? ` (${group})` : ''}`,
      'not seen': (group: string | null, _date: string | null) =>
        `Ring someone who asked for it when not seen for a while${group ? ` (${group})` : ''}`,
      'online link': (group: string | null, _date: string | null) =>
        `Help someone with the online link${group ? ` (${group})` : ''}`,
      undelivered: (group: string | null, _date: string | null) =>
        `Ring someone whom a message did not reach${group ? ` (${group})` : ''}`,
      'extra date': (group: string | null, date: string | null) =>
        `Ring someone whom no message reaches: there is an extra date${date ? ` on ${date}` : ''}${group ? ` (${group})` : ''}`,
      'after all': (group: string | null, date: string | null) =>
        `Ring someone whom no message reaches: ${date ?? 'a session'} takes place after all${group ? ` (${group})` : ''}`,
      'they wrote': (group: string | null, _date: string | null) =>
        `Ring someone who answered a text${group ? ` (${group})` : ''}`,
      'no way': (group: string | null, _date: string | null) =>
        `Ask someone whom nothing reaches any more how to reach them${group ? ` (${group})` : ''}`,
      other: (group: string | null, _date: string | null) =>
        `Look into something${group ? ` (${group})` : ''}`,
    } satisfies Record<CallReason, (group: string | null, date: string | null) => string>,
    rings: (name: string) => `${name} is ringing now`,
    ring: 'Ring',
    moreCalls: (n: number) => (n === 1 ? 'One more call that is due' : `${n} more calls that are due`),
    allCalls: 'See all',
    clash: (date: string, group: string, what: string) => `${date}, ${group}: ${what}`,
    decide: 'Decide',
    messages: (n: number) => (n === 1 ? 'A message was not delivered' : `${n} messages were not delivered`),
    toPrint: (n: number) => (n === 1 ? 'A letter is to be printed' : `${n} letters are to be printed`),
    print: 'Print',
    toPost: (n: number) =>
      n === 1 ? 'Printed letters are to be posted' : `${n} batches of printed letters are to be posted`,
    post: 'Post',
    look: 'Look',
    record: (date: string, group: string) => `Note who came on ${date}, ${group}`,
    recordAction: 'Record',
    held: (places: number, date: string, group: string, later: number) =>
      `${places === 1 ? 'A place is' : `${places} places are`} held back on ${date}${later === 0 ? '' : later === 1 ? ' and a later date' : ` and ${later} later dates`}, ${group}: decide when ${places + later === 1 ? 'it' : 'they'} may be offered`,
    letIn: (group: string, joined: string) => `Someone joined ${group} on ${joined} and is not let in yet`,
    moreLetIn: (n: number) =>
      n === 1 ? 'One more who is not let in yet' : `${n} more who are not let in yet`,
    open: 'Open',
    farewell: (group: string, what: string, more: number) =>
      `After a death in ${group}: ${what}${more > 0 ? `, and ${more} more` : ''}`,
    farewellWhat: {
      letters: 'letters not yet posted',
      confirm: 'find out whether it is so',
      family: 'speak with the family',
      group: 'who tells the group and how',
      friends: 'ring those who were close',
      session: 'remembrance at the next session',
      newcomers: 'think of newcomers',
      facilitator: 'ask how the facilitator is',
      referrer: 'word to the health professional',
      own: 'a task of your own',
    } as Record<string, string>,
    mistake: (group: string) =>
      `It was a mistake that somebody in ${group} was recorded as having died: nobody needs to be told of a death`,
    lateArrival: 'This may be about somebody who died',
    form: {
      'answers differ': 'A form says something else than what we know about someone',
      'not confirmed': 'A form was filled in with the name of someone known',
    } as Record<string, string>,
  },
}
export const words = en
