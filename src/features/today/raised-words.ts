import type { ConcernTodo } from '#features/concerns/concerns.ts'

const some = (n: number, one: string, many: (n: number) => string) => (n === 1 ? one : many(n))

/** What Today says of what was raised around sessions: neither names nor a word of what was written. */
export const raisedWords = {
  concern: (what: ConcernTodo['what'], urgency: string, escalated: boolean) =>
    ({
      waits: `A concern waits for somebody to look (${urgency})`,
      looked: `A concern was looked at, and nothing is done yet (${urgency})`,
      'in hand': 'A concern is in hand: go on with it, or close it',
      raised: 'A colleague raised a concern about somebody of your group',
      news: 'There is an answer to a concern that you raised',
      answered: 'There is an answer to a concern about somebody of your group',
    })[what] + (escalated ? '. Its time ran out' : ''),
  moreConcerns: (n: number) => some(n, 'One more concern', (m) => `${m} more concerns`),
  questions: (n: number) =>
    some(
      n,
      'A question from a group waits for an answer',
      (m) => `${m} questions from groups wait for an answer`,
    ),
  answers: (n: number, date: string) =>
    some(
      n,
      `The nurse has answered a question of your group: take the answer back on ${date}`,
      (m) => `The nurse has answered ${m} questions of your group: take the answers back on ${date}`,
    ),
  talks: (n: number) =>
    some(
      n,
      'A facilitator would like to talk: ring them',
      (m) => `${m} facilitators would like to talk: ring them`,
    ),
  ownSupervision: (date: string) => `Your supervision is on ${date}`,
  toNote: (n: number) =>
    some(n, 'Note whether a supervision took place', (m) => `Note whether ${m} supervisions took place`),
  withoutDate: (n: number) =>
    some(
      n,
      'A facilitator has no date of supervision ahead',
      (m) => `${m} facilitators have no date of supervision ahead`,
    ),
  offers: (n: number) => some(n, 'A member offers something', (m) => `${m} offers from members`),
  toCheck: (n: number) =>
    some(
      n,
      'An entry of “Where to find help” is to be checked',
      (m) => `${m} entries of “Where to find help” are to be checked`,
    ),
  open: 'Open',
  answer: 'Answer',
  ring: 'Ring',
  note: 'Note',
  check: 'Check',
  all: 'See all',
  elsewhere: 'Also here',
  pages: {
    questions: 'Questions for the nurse',
    talks: 'Talks with facilitators',
    supervision: 'Supervision',
    offers: 'What members offer',
    help: 'Where to find help',
  },
}
