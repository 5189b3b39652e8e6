import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-how-long-cy.ts'

/** What everybody can read about how long something is kept; the rules themselves are in retention.ts. */
export const en = {
  language: 'en' as Language,
  title: 'How long we keep things',
  lede: 'Nothing is kept longer than we need it. A program does this every night; nobody has to remember.',
  for: 'How long',
  why: 'Why',
  afterwards: 'Then',
  holdTitle: 'When something has to be kept',
  holdText:
    'Now and then the law, a court or a complaint asks us to keep a record longer. Two kinds of staff may say so, with a reason, and your own pages say so.',
  rules: {
    record: {
      kind: 'Your name, how to reach you, and what you told us',
      howLong:
        'Two years after you left your last group. If you never joined one, two years after we last heard from you.',
      why: 'Many people pause when they are unwell and come back.',
      afterwards:
        'Everything is deleted, from the log too. That somebody came stays in the numbers, without a name.',
    },
    died: {
      kind: 'What we kept of somebody who has died',
      howLong: 'As long as their family and those who run their group need it.',
      why: 'So that nothing is sent by mistake, and the family can ask us.',
      afterwards: 'Two people here see to it that it is deleted.',
    },
    family: {
      kind: 'Whom we may speak with in the family of somebody who has died, and whom they had named for an emergency',
      howLong: 'Two years after we were told of the death.',
      why: 'So that one person here can speak with one person there.',
      afterwards: 'Their name and how to reach them are deleted.',
    },
    forms: {
      kind: 'A form that was begun and not finished',
      howLong: 'Fourteen days; seven when only the button in our message was not pressed.',
      why: 'So that you can carry on where you stopped.',
      afterwards: 'It is deleted.',
    },
    messages: {
      kind: 'The words of messages and letters that we sent',
      howLong: 'Two years.',
      why: 'To be able to say what you were told, and when.',
      afterwards: 'Their words and the address go. That something was sent stays.',
    },
    texts: {
      kind: 'What somebody texted us',
      howLong: 'Two years.',
      why: 'To be able to say what you asked of us, and when.',
      afterwards: 'It is deleted. That you asked for no more texts stays with what you agreed to.',
    },
    walkIns: {
      kind: 'The first name of somebody who simply came by',
      howLong: 'One year after they last came.',
      why: 'So that they are known when they come again.',
      afterwards: 'The name is deleted.',
    },
    ticks: {
      kind: 'What a facilitator’s tablet sent',
      howLong: 'Thirty days.',
      why: 'To put a tick right that was sent twice or late.',
      afterwards: 'It is deleted.',
    },
    links: {
      kind: 'Links to your own pages and the devices that opened them',
      howLong: 'Thirty days after they end.',
      why: 'To see, should somebody else have used one.',
      afterwards: 'They are deleted.',
    },
    merges: {
      kind: 'What was moved when two records of one person were made one',
      howLong: 'Thirty days.',
      why: 'To take them apart again, should it have been a mistake.',
      afterwards: 'It is deleted.',
    },
    concerns: {
      kind: 'What somebody here wrote because they were worried about your safety or health',
      howLong: 'Six years after it was settled, also when your record was deleted before.',
      why: 'The law gives six years to ask whether we looked after somebody as we should have.',
      afterwards:
        'It is deleted. Only our nurse, our safeguarding lead and those who lead your group read it until then.',
    },
    networks: {
      kind: 'A scrambled form of the network address that sends a form',
      howLong: 'Two days.',
      why: 'So that nobody can flood a form.',
      afterwards: 'It is deleted.',
    },
    log: {
      kind: 'The log of who looked and what was changed',
      howLong: 'As long as the record that it is about.',
      why: 'So that you can know who looked.',
      afterwards: 'What was in the fields goes with the record. Who, when and which fields stay.',
    },
  },
}
export type Words = typeof en
/** The same in each language. */
export const howLong = { en, cy: laidOver(en, cy) }
