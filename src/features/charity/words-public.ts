import { whatWeKeep } from '#features/people/people.ts'
import type { Charity } from '#platform/charity.ts'
import { laidOver } from '#platform/language.ts'
import { cy } from './words-public-cy.ts'

/** The page on which a reader chooses a larger text. */
const textSize = {
  title: 'How large should the text be?',
  hint: 'For every page, on this device. You can change it at any time.',
  sizes: { usual: 'As it is', large: 'Large', larger: 'Very large' },
  missing: 'Choose a size',
  save: 'Save',
}

const ask = (charity: Charity) => {
  const ways = [
    charity.phone && `ring ${charity.phone}${charity.phoneHours ? ` (${charity.phoneHours})` : ''}`,
    charity.email && `write to ${charity.email}`,
    charity.postalAddress && `send a letter to ${charity.postalAddress.replaceAll('\n', ', ')}`,
  ].filter(Boolean)
  return ways.length > 0 ? `${ways.join(', or ')}.` : 'speak to anyone at the charity.'
}
const upper = (said: string) => said.charAt(0).toUpperCase() + said.slice(1)

/** A page of text: sections of paragraphs and lists. */
export type FixedPage = {
  title: string
  lede: string
  sections: {
    heading: string
    paragraphs?: string[]
    list?: string[]
    facts?: { title: string; rows: [string, string][] }[]
  }[]
}

/** What is kept, why, for how long, and whom to ask. */
const privacy = (charity: Charity): FixedPage => ({
  title: 'What we keep about you',
  lede: `${charity.name} keeps as little as it can, uses it only for what is said here, and never sells it or passes it on for advertising.`,
  sections: [
    {
      heading: 'If you only look',
      paragraphs: [
        'Looking at these pages needs no account. No other company watches you here: every picture, letter and script comes from us. We set no cookie until you sign in to your own pages; that one cookie keeps you signed in and does nothing else. If you choose a larger text, another keeps the size on this device, and nothing else.',
        'So that nobody can flood a form, we keep a scrambled form of the network address that sends one, for two days at most.',
      ],
    },
    {
      heading: 'If you join a group',
      facts: whatWeKeep.en.map(({ what, why, who, how }) => ({
        title: what,
        rows: [
          ['Why', why],
          ['Who sees it', who],
          ['How long', how],
        ] as [string, string][],
      })),
    },
    {
      heading: 'Why we may',
      paragraphs: [
        `Being in a group says something about your health. We keep that only with your consent, which we ask for in plain words when you join and which you can take back at any time. The rest we need so that the group can run: to keep you a place, and to tell you when a session moves.`,
        'You never have to give consent to anything else, such as surveys or news of campaigns, to be in a group. Whoever runs campaigns here cannot see who is in a group.',
      ],
    },
    {
      heading: 'Who else sees it',
      list: [
        'The charity’s administrators, who look after the system, and its safeguarding lead, if they must.',
        'Every look at your record is written down, and you may ask who looked.',
        'If we fear that you or somebody else is in serious danger, we may have to tell somebody who can help. We would talk with you about it first if we could.',
      ],
    },
    {
      heading: 'What else is kept for a while',
      list: [
        'A form that you began and did not finish, so that you can carry on: for some days, then it is deleted.',
        'The words of the messages that we sent you, without the personal links in them: for two years.',
        'A log of who changed and saw what. When you ask us to delete what we have, what the log says about you is blanked; that something was changed, and when, stays.',
        'When somebody has died, messages to them stop at once.',
      ],
    },
    {
      heading: 'What you can ask for',
      paragraphs: ['You have the right to:'],
      list: [
        'see what we keep about you, and have a copy of it',
        'have it put right',
        'have it erased',
        'ask us to stop using it, or to use it less',
        'take back any consent you gave',
      ],
    },
    {
      heading: 'Whom to ask',
      paragraphs: [
        upper(ask(charity)),
        'We answer within a month. If you are not happy with the answer, you can complain to the Information Commissioner’s Office: ico.org.uk, 0303 123 1113.',
      ],
    },
  ],
})

/** An honest statement: what was tried, and what was not. */
const accessibility = (charity: Charity): FixedPage => ({
  title: 'How usable these pages are',
  lede: 'We want everybody to be able to use them, also on a bad day, with tired eyes or shaky hands.',
  sections: [
    {
      heading: 'What you can do',
      list: [
        'read every page, join a group and keep a place without JavaScript',
        'use everything from the keyboard',
        'choose “Larger text” at the foot of each page',
        'make the text four times as large, on a narrow screen too, without scrolling sideways to read',
        'listen to the pages with a screen reader',
        'do everything by telephone instead',
      ],
    },
    {
      heading: 'How far we have got',
      paragraphs: [
        'We built the pages to meet level AA of the Web Content Accessibility Guidelines, version 2.2. On every change a program looks for known faults, and another uses the pages with the keyboard alone.',
        'Nobody outside has tested them yet, and people who use a screen reader every day have not gone through them with us yet. Until then we do not claim that they meet the guidelines in full.',
      ],
    },
    {
      heading: 'What falls short',
      list: [
        'The map of groups is a picture. Everything on it also stands in the list beside it.',
        'Wide tables on pages for staff scroll sideways within their own frame.',
        'Signing in with a passkey, for staff, needs JavaScript: browsers offer no other way.',
      ],
    },
    {
      heading: 'If something does not work for you',
      paragraphs: [
        `Tell us, and we do it for you at once and mend it as soon as we can: ${ask(charity)}`,
        'If you are not content with our answer, the Equality Advisory and Support Service can advise you: equalityadvisoryservice.com.',
      ],
    },
  ],
})

/** The first visit, and an honest answer to what many wonder about. */
const whatToExpect = (charity: Charity): FixedPage => ({
  title: 'What to expect',
  lede: `A group of people living with ${charity.illness}, who talk, listen and learn with others who understand. Led by a trained therapist. It is free.`,
  sections: [
    {
      heading: 'Before you come',
      paragraphs: [
        'You can join on these pages or by telephone, or simply turn up at a group that meets in person. We like to have a word before your first visit, so that we can welcome you and answer your questions. If a call would be a hurdle, just come.',
        'For an online group somebody speaks with you first, so that no stranger walks into a confidential conversation. You get the link from us the day before.',
      ],
    },
    {
      heading: 'Your first time',
      paragraphs: [
        'Someone looks out for you and shows you where to sit. There are hot drinks, and lunch when it fits. The facilitator says how the morning goes; people say their name, and as much or as little else as they like. You can just listen.',
        'Most sessions are informal: whatever is on people’s minds, the hard things included, and a good deal of laughing. Every few months one is longer, with a speaker: an oncologist, a nurse, somebody who knows about benefits, fatigue, pain or treatments. What a session is about is shown beforehand, so that you can choose.',
      ],
    },
    {
      heading: 'Come as often as you like',
      paragraphs: [
        'As many or as few sessions as suit you. You never have to explain why you were not there: people are tired, unwell, have treatment or a better plan. Nobody counts.',
      ],
    },
    {
      heading: 'What is said stays there',
      paragraphs: [
        'People in the group agree not to pass on what others say. There is one limit: if the facilitator fears that somebody is in serious danger, they may have to tell someone who can help, and would talk with that person about it first if they could.',
      ],
    },
    {
      heading: 'When somebody in the group dies',
      paragraphs: [
        `Many people wonder about this before they come, so here is an honest answer. ${upper(charity.illness)} can be treated, not cured, and so it happens that someone in a group dies.`,
        'When it does, the facilitator tells the group, with care and with the family’s wishes in mind. There is time to remember the person, and room for whatever it brings up. Nobody has to stay in the room, and nobody has to speak. You can also talk with the facilitator alone.',
        'Some people find this hard and stay away for a while; that is fine. Many say that the group is the one place where it can be spoken of, and that they are less alone with it.',
      ],
    },
    {
      heading: 'Somebody with you',
      paragraphs: [
        'The groups are for people who live with the illness themselves, so that everybody can speak freely. If you need someone to help you get there or to stay with you, tell us and we find a way.',
      ],
    },
    {
      heading: 'Still wondering?',
      paragraphs: [upper(ask(charity))],
    },
  ],
})

const fixed = {
  contents: 'On this page',
  findGroup: 'Find a group',
  howLong: 'How long we keep things, kind by kind',
}

/** What everybody may read about the charity. */
export const en = { textSize, privacy, accessibility, whatToExpect, fixed }
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }
