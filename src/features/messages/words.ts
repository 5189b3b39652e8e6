import { laidOver } from '#platform/language.ts'
import {
  type Block,
  byTelephone,
  call,
  cancelled,
  type Letter,
  noPressure,
  nowWhen,
  ringUs,
  type Said,
  topic,
  triedToRing,
  when,
} from './said.ts'
import { cy } from './words-cy.ts'

const howToEnter: Block = {
  p: 'Your own link to come in is on your pages from 24 hours before. It is only for you, so please do not pass it on.',
}

export const en = {
  greeting: (called: string) => `Hello ${called},`,
  hello: 'Hello,',
  forSomeone: (called: string) =>
    `This is for ${called}, who said that we may write to you. “You” below is ${called}.`,
  help: (s: { phone: string; phoneHours: string }) =>
    s.phone
      ? `Questions, or would you rather talk? Ring us on ${s.phone}${s.phoneHours ? `, ${s.phoneHours}` : ''}.`
      : '',
  from: (name: string) => `This message is from ${name}.`,
  why: 'You get it because this e-mail address was given to us. If it is not meant for you, please ring us or delete it.',
  whyStaff: 'You get it because you have an account with us.',
  stop: 'Stop reminders',
  stopText: (url: string) => `Stop reminders: ${url}`,
  buttonText: (button: string, url: string) => `${button}: ${url}`,
  linkIsYours: 'The button is your personal link. Please do not forward this message.',
  linkIsYoursText: 'The address above is your personal link. Please do not forward this message.',
  calendarFile: 'date.ics',
  byTelephone,

  'confirm address': (_: Said): Letter => ({
    subject: 'Please confirm your e-mail address',
    preview: 'One press and we know that this address is yours.',
    heading: 'Is this your e-mail address?',
    body: [
      {
        p: 'Somebody gave us this address so that we can write to them. If that was you, please confirm it.',
      },
      { p: 'Until you do, we send nothing else here.' },
    ],
    button: 'Confirm this address',
    after: [
      {
        p: 'If it was not you, there is nothing to do. We write no more unless the form is filled in again.',
      },
    ],
  }),
  'carry on joining': (_: Said): Letter => ({
    subject: 'Carry on where you left off',
    preview: 'What you filled in is kept for you.',
    heading: 'Carry on where you left off',
    body: [
      { p: 'What you have filled in so far is kept. You can carry on whenever it suits you, on any device.' },
    ],
    button: 'Carry on',
    after: [{ p: 'If you have changed your mind, there is nothing to do: it is deleted by itself.' }],
  }),
  joined: (s: Said): Letter => ({
    subject: 'Thank you – what happens next',
    preview: 'You are very welcome. Here is what happens next.',
    heading: 'You are very welcome',
    body: [
      { p: 'Thank you for joining us. It is good to have you with us.' },
      {
        facts: [
          ['Group', s.group],
          ...(s.firstDate && !(s.online && !s.letIn) ? [['Next date', s.firstDate] as [string, string]] : []),
        ],
      },
      ...(s.chosen ? chosenDates(s.chosen) : []),
      ...(s.begins === 'call me'
        ? [{ p: 'You asked us to ring you first, and we will. We may ring from a number you do not know.' }]
        : s.begins === 'I call'
          ? ringUs(s, 'You said you would rather ring us. Whenever it suits you:')
          : s.online
            ? []
            : [
                {
                  p: 'You can just come along. Someone will look out for you and show you round.',
                },
              ]),
      ...(s.online && !s.letIn
        ? [
            {
              p: 'Before your first session someone from the charity speaks with you, so that everybody knows who is in the room. After that you find your link to come in on your own pages.',
            },
          ]
        : []),
      {
        p: 'On your own pages you see the next dates, and can change what we know about you and how we may reach you.',
      },
      { p: 'Come to as many or as few as you like. There is never any need to explain.' },
    ],
    button: 'Open my pages',
  }),
  'place kept': (s: Said): Letter =>
    s.standing
      ? standingKept(s, s.standing)
      : {
          subject: s.limited ? `Your place on ${s.date}` : `See you on ${s.date}`,
          preview: `${s.date}, ${s.hours}`,
          heading: s.limited ? 'Your place is kept' : 'It will be good to see you',
          body: [
            { facts: when(s) },
            ...topic(s),
            ...(s.online ? [howToEnter] : []),
            {
              p: s.limited
                ? 'If you can’t make it this time, one press gives your place to someone who is waiting. You need not say why.'
                : 'If you can’t make it after all, that is fine. There is no need to tell us.',
            },
          ],
          button: s.limited ? 'See or give back my place' : 'Open my pages',
        },
  'place waiting': (s: Said): Letter => ({
    subject: `You are on the waiting list for ${s.date}`,
    preview: `We write to you as soon as there is a place on ${s.date}.`,
    heading: 'You are on the waiting list',
    body: [
      { p: 'All places are taken just now. As soon as one is free and it is your turn, we write to you.' },
      { facts: when(s) },
    ],
    button: 'Open my pages',
    after: ringUs(s, 'If you would like to talk meanwhile, ring us on'),
  }),
  'place offered': (s: Said): Letter => ({
    subject: `There is a place for you on ${s.date}`,
    preview: s.answerBy ? `Would you like it? Please answer by ${s.answerBy}.` : 'Would you like it?',
    heading: 'There is a place for you',
    body: [
      { facts: [...when(s), ...(s.answerBy ? ([['Answer by', s.answerBy]] as [string, string][]) : [])] },
      {
        p: 'It is kept for you until then. After that it goes to the next person, and you stay welcome another time.',
      },
    ],
    button: 'Say yes or no',
    after: ringUs(s, 'Or ring us and we answer for you:'),
  }),
  'place given back': (s: Said): Letter =>
    s.standing
      ? standingEnded(s)
      : {
          subject: `You gave back your place on ${s.date}`,
          preview: 'Thank you for letting us know. Nothing else changes.',
          heading: 'Thank you for letting us know',
          body: [
            {
              p: `Your place on ${s.date} is given back, so that someone else can have it. You need not say why.`,
            },
            {
              p: 'All your other dates stay as they are. If you would like to come after all, look on your pages: there may still be a place.',
            },
          ],
          button: 'Open my pages',
        },
  'reminder week': (s: Said): Letter => ({
    subject: `A reminder: ${s.date}, ${s.starts}`,
    preview: noPressure(s),
    heading: `${s.date}, ${s.starts}`,
    body: [
      { facts: when(s) },
      ...topic(s),
      ...(s.online ? [howToEnter] : []),
      { p: noPressure(s) },
      ...(s.limited
        ? [{ p: 'If you can’t make it this time, giving back your place lets someone else come.' }]
        : []),
    ],
    button: s.limited ? 'See or give back my place' : 'Open my pages',
  }),
  'reminder day': (s: Said): Letter => {
    const day = s.near === 'tomorrow' ? 'Tomorrow' : s.near === 'today' ? 'Today' : s.date
    return {
      subject: `${day} at ${s.starts}`,
      preview: noPressure(s),
      heading: `${day} at ${s.starts}`,
      body: [
        { facts: when(s) },
        ...topic(s),
        ...(s.online ? [howToEnter] : []),
        { p: noPressure(s) },
        ...(s.telephone ? [] : ringUs(s, 'If something comes up on the way, ring us on')),
      ],
      button: s.online ? 'Open my pages' : s.limited ? 'See or give back my place' : 'Open my pages',
    }
  },
  'session moved': (s: Said): Letter => ({
    subject: `Changed: now ${s.date}, ${s.starts}`,
    preview: s.from ? `It was to be ${s.from}.` : 'Please look: something has changed.',
    heading: 'The date, time or place has changed',
    body: [
      { facts: [...(s.from ? ([['It was', s.from]] as [string, string][]) : []), ...nowWhen(s)] },
      ...topic(s),
      {
        p: s.limited
          ? 'If you had a place, it is kept. If the new time does not suit you, you can give it back on your pages.'
          : 'If the new time does not suit you, that is fine. There is no need to tell us.',
      },
      { p: 'The file with this message brings your calendar up to date.' },
    ],
    button: 'Open my pages',
  }),
  'session cancelled': (s: Said): Letter => ({
    subject: `Not taking place: ${s.date}, ${s.starts}`,
    preview: 'Please do not set out. We are sorry.',
    heading: `${s.date} is not taking place`,
    body: [
      ...cancelled(s),
      {
        p: 'All other dates stay as they are. The file with this message takes this one out of your calendar.',
      },
    ],
    button: 'See the next dates',
    after: ringUs(s, 'If you would like to talk to someone, ring us on'),
  }),
  'session added': (s: Said): Letter => ({
    subject: `${s.telephone ? 'By telephone' : s.from ? 'Another date' : 'A new date'}: ${s.date}, ${s.starts}`,
    preview: s.from ? `It stands in for ${s.from}.` : noPressure(s),
    heading: s.telephone
      ? 'We are there by telephone'
      : s.from
        ? 'There is another date'
        : 'There is an extra date',
    body: [
      ...(s.from ? [{ p: `This date stands in for ${s.from}, which does not take place.` }] : []),
      { facts: when(s) },
      ...topic(s),
      ...(s.limited ? [{ p: placeThere(s) }] : []),
      {
        p: s.telephone
          ? `Ring at any time from ${s.hours}, if you would like to talk. Someone from the group answers. There is never any need to.`
          : noPressure(s),
      },
      { p: 'The file with this message puts the date into your calendar, if you would like that.' },
    ],
    button: 'Open my pages',
  }),
  'session put back': (s: Said): Letter => ({
    subject: `Taking place after all: ${s.date}, ${s.starts}`,
    preview: 'We wrote that it was off. It is on again.',
    heading: `${s.date} takes place after all`,
    body: [
      { p: 'We told you that this date was off. It is on again, and we are sorry for the to and fro.' },
      { facts: when(s) },
      ...topic(s),
      {
        p: s.limited
          ? `${placeThere(s)} If the date does not suit you any more, you need not say why.`
          : 'If the date does not suit you any more, that is fine. There is no need to tell us.',
      },
      { p: 'The file with this message puts the date back into your calendar.' },
    ],
    button: 'Open my pages',
  }),
  'my pages link': (_: Said): Letter => ({
    subject: 'The link you asked for',
    preview: 'It opens your own pages.',
    heading: 'Here is your link',
    body: [{ p: 'It opens your own pages. You can use it on any of your devices, for 30 days.' }],
    button: 'Open my pages',
    after: [{ p: 'If you did not ask for it, there is nothing to do. Nobody else can see this link.' }],
  }),
  'left group': (s: Said): Letter => ({
    subject: 'We have done as you asked',
    preview: 'Nothing more to do. You are welcome back at any time.',
    heading: 'We have done as you asked',
    body: [
      { p: 'You are no longer on the list, and we will not write to you about its dates any more.' },
      { facts: [['Group', s.group]] },
      { p: 'You are welcome back at any time: just join again, or ring us.' },
    ],
  }),
  'tried to ring': (s: Said): Letter => ({
    subject: 'Sorry that we missed you',
    preview: 'There is nothing that you need to do.',
    heading: 'Sorry that we missed you',
    body: triedToRing(s),
    button: 'Open my pages',
    after: [
      {
        p: s.wrongNumber
          ? 'On your own pages you can give us another number, and see the next dates.'
          : 'On your own pages you see the next dates.',
      },
    ],
  }),
  'address changed': (s: Said): Letter => ({
    subject: 'Your e-mail address was changed',
    preview: 'From now on we write to the new one.',
    heading: 'Your e-mail address was changed',
    body: [
      {
        p: 'On your own pages a new e-mail address was given and confirmed. From now on we write there, and no longer here.',
      },
      { p: 'If that was you, there is nothing to do.' },
    ],
    after: s.phone
      ? [{ p: `If it was not you, please ring us on ${call(s)}. We put it right together.` }]
      : [{ p: 'If it was not you, please tell us. We put it right together.' }],
  }),
  'offer answered': (s: Said): Letter => ({
    subject: 'Thank you for writing to us',
    preview: 'There is an answer on your pages.',
    heading: 'Thank you for writing to us',
    body: [
      { p: 'You wrote to us on your own pages. We have read it, and there is an answer for you there.' },
      ...ringUs(s, 'If you would rather talk, ring us on'),
    ],
    button: 'Read the answer',
  }),
  'staff link': (s: Said): Letter =>
    s.hasPasskey
      ? {
          subject: 'Signing in',
          preview: 'You sign in with your passkey.',
          heading: 'You sign in with your passkey',
          body: [
            {
              p: 'Somebody, perhaps you, asked for a link to sign in. Your account has a passkey, so no link is needed, and none works.',
            },
            { p: 'If you have lost the device that holds it, ask an administrator to invite you again.' },
          ],
          button: 'Go to the sign-in page',
        }
      : {
          subject: 'Your link to sign in',
          preview: 'It works once, for 15 minutes.',
          heading: 'Your link to sign in',
          body: [{ p: 'It works once, and for 15 minutes.' }],
          button: 'Sign in',
          after: [{ p: 'If you did not ask for it, there is nothing to do.' }],
        },
  'staff invitation': (s: Said): Letter => ({
    subject: s.recovery ? 'Sign in again' : `You are invited to ${s.sender}`,
    preview: 'The link works once, for 15 minutes; then ask for another.',
    heading: s.recovery ? 'Make a new passkey' : 'Your account is ready',
    body: [
      {
        p: s.recovery
          ? 'An administrator has let you sign in anew. Your former passkeys no longer work.'
          : `${s.invitedBy ?? 'An administrator'} has made an account for you.`,
      },
      {
        p: 'The button opens a page on which you make a passkey: your device then signs you in, without a password. The link works once, for 15 minutes. If that time has passed, go to the sign-in page and enter this e-mail address: we send you another.',
      },
    ],
    button: s.recovery ? 'Make a new passkey' : 'Begin',
  }),
  'something waits': (s: Said): Letter => {
    const subject =
      s.soon === 'now'
        ? 'Please sign in now'
        : s.soon === 'today'
          ? 'Please sign in today'
          : 'Something waits for you'
    return {
      subject,
      preview: 'It stands on your first page.',
      heading: subject,
      body: [
        {
          p: 'Something there waits for you. It stands first on the page that you see when you have signed in.',
        },
      ],
      button: 'Sign in',
    }
  },
}

function chosenDates({ kept, waiting }: { kept: number; waiting: number }): Block[] {
  const many = (count: number) => (count === 1 ? 'one' : String(count))
  const full = waiting === 1 ? 'One is full' : `${waiting} are full`
  return [
    ...(kept > 0 ? [{ p: `We keep a place for you on ${many(kept)} of the dates that you chose.` }] : []),
    ...(waiting > 0
      ? [{ p: `${full}: you are on the waiting list, and we write when a place is free.` }]
      : []),
  ]
}

function standingKept(s: Said, { kept, waiting }: { kept: number; waiting: number }): Letter {
  return {
    subject: 'Your place, every time',
    preview: 'It is kept for you at every date until you say otherwise.',
    heading: 'A place is kept for you every time',
    body: [
      { p: `At ${s.group} a place is now kept for you at every date, until you say otherwise.` },
      ...(kept > 0 && waiting === 0
        ? [
            {
              p:
                kept === 1
                  ? 'You have a place at the next date.'
                  : `You have a place at the next ${kept} dates.`,
            },
          ]
        : []),
      ...(waiting > 0
        ? [
            {
              p: `${waiting === 1 ? 'One date is' : `${waiting} dates are`} full already. You are on the waiting list there, and we write to you when it is your turn.`,
            },
          ]
        : []),
      { p: 'If you can’t make it one time, give back just that date. You need not say why.' },
    ],
    button: 'See my dates',
  }
}

function standingEnded(s: Said): Letter {
  return {
    subject: 'Your places are given back',
    preview: 'From now on you choose single dates.',
    heading: 'Your places are given back',
    body: [
      {
        p: `At ${s.group} no place is kept for you by itself any more, and those you had are free for others.`,
      },
      { p: 'You are as welcome as before: choose single dates on your pages whenever you like.' },
    ],
    button: 'Open my pages',
  }
}

/** What their place is at a date that they had no hand in. */
function placeThere(s: Said): string {
  if (s.place === 'kept') return 'Your place is kept. You can give it back on your pages.'
  if (s.place === 'waiting') return 'You are on the waiting list.'
  return 'Places are limited: if you would like one, you can keep it on your pages.'
}

export type Words = typeof en
/** Every text of the messages, in each language. */
export const words = { en, cy: laidOver(en, cy) }
