import { type Language, laidOver } from '#platform/language.ts'
import type { ConsentPurpose } from './consents.ts'
import { cy } from './words-consent-cy.ts'

// What is kept, why and how long; and the exact words of the consent. Whoever changes the words of the consent gives
// them a new version: the ledger keeps both with each consent.

/** The version of `healthConsent`, written beside every consent. */
export const healthConsentVersion = '2026-11'

/** The words beside the box, with the charity's name in them; recorded exactly as shown (P5). */
const ofHealth = {
  own: (charity: string) =>
    `I agree that ${charity} keeps what I have written here about my health, so that it can welcome me to its groups. I can take this back whenever I like.`,
  forSomeone: (charity: string, called: string) =>
    `${called} agrees that ${charity} keeps what is written here about their health, so that it can welcome them to its groups. They can take this back whenever they like.`,
}

/** The version of `purposes`, written beside every consent that is given in their words. */
export const purposesVersion = '2026-11'

type PurposeWords = {
  title: string
  /** What somebody says yes or no to on their own pages; recorded as shown. */
  mine: (charity: string) => string
  /** The same, to be read out or to stand on paper; recorded as shown. */
  read: (charity: string) => string
  /** What a no means, said before it is given. */
  withoutIt: string
}

/** What somebody can say yes or no to. Whoever changes the words of one gives `purposesVersion` a new value. */
const byPurpose: Record<ConsentPurpose, PurposeWords> = {
  'health information': {
    title: 'What I tell you about my health',
    mine: (charity) =>
      `${charity} may keep what I tell it about my health, so that it can welcome me to its groups.`,
    read: (charity) =>
      `Do you agree that ${charity} keeps what you tell us about your health, so that it can welcome you to its groups? You can take this back whenever you like.`,
    withoutIt: 'What you told us about your health and your needs is deleted. You can still come.',
  },
  email: {
    title: 'E-mail',
    mine: (charity) => `${charity} may write to me by e-mail about my groups.`,
    read: (charity) => `May ${charity} write to you by e-mail about your groups?`,
    withoutIt: 'We ring or write a letter when a session is called off. Links that you ask for still come.',
  },
  phone: {
    title: 'Phone',
    mine: (charity) => `${charity} may ring me about my groups.`,
    read: (charity) => `May ${charity} ring you about your groups?`,
    withoutIt: 'We do not ring you.',
  },
  text: {
    title: 'Text messages',
    mine: (charity) => `${charity} may send me text messages about my groups.`,
    read: (charity) => `May ${charity} send you text messages about your groups?`,
    withoutIt: 'We send you no texts.',
  },
  post: {
    title: 'Post',
    mine: (charity) => `${charity} may write to me by post, in a plain envelope, about my groups.`,
    read: (charity) => `May ${charity} write to you by post, in a plain envelope, about your groups?`,
    withoutIt: 'We send you no letters.',
  },
  surveys: {
    title: 'Surveys',
    mine: (charity) => `${charity} may ask me now and then what I think of its groups. I need not answer.`,
    read: (charity) =>
      `May ${charity} ask you now and then what you think of its groups? You need not answer.`,
    withoutIt: 'We do not ask you.',
  },
  stories: {
    title: 'My story',
    mine: (charity) =>
      `${charity} may ask me whether I would like to tell my story. Nothing of it is shown to anybody unless I have agreed to the very words.`,
    read: (charity) =>
      `May ${charity} ask you whether you would like to tell your story? Nothing of it is shown to anybody unless you have agreed to the very words.`,
    withoutIt: 'We do not ask you.',
  },
  'news and campaign': {
    title: 'News and campaigning',
    mine: (charity) =>
      `${charity} may send me news of its work and of its campaigns. Being in a group stays between me and those who run it: nobody who campaigns can see it.`,
    read: (charity) =>
      `May ${charity} send you news of its work and of its campaigns? Being in a group stays between you and those who run it: nobody who campaigns can see it.`,
    withoutIt: 'We send you no news. It changes nothing about your groups.',
  },
  'word back to referrer': {
    title: 'Word back to whoever told you about me',
    mine: (charity) =>
      `If a health professional passed my details on, ${charity} may tell them that I have been in touch. Nothing else.`,
    read: (charity) =>
      `If a health professional passed your details on, may ${charity} tell them that you have been in touch? Nothing else.`,
    withoutIt: 'They hear nothing from us about you.',
  },
}

/** What the charity keeps about a member: what, why, who sees it, how long. Shown when joining and on the privacy page. */
const kept = [
  {
    what: 'What to call you, and how to reach you',
    why: 'To welcome you, and to tell you about your group: a date that moves, a session that is cancelled.',
    who: 'The coordinator and the facilitator of your group, and the people who ring to welcome you.',
    how: 'Until two years after you leave your last group, or until you ask us to delete it.',
  },
  {
    what: 'What you tell us about your health and your needs',
    why: 'So that the room, the food and the conversation suit you. Joining a group already says something about your health, so we ask for your agreement.',
    who: 'The coordinator and the facilitator of your group, and whoever rings to welcome you, until they have.',
    how: 'The same. You can take back your agreement on your own pages or by ringing us; then it is deleted.',
  },
  {
    what: 'Someone to ring in an emergency, and where you are during online sessions',
    why: 'Only to get help to you, should you be taken ill during a session.',
    who: 'The coordinator and the facilitator of your group, and nobody else.',
    how: 'Until you leave the group, or take it away.',
  },
  {
    what: 'What you wish your group to be told, should you become too ill to come, or die',
    why: 'So that your wishes come first. You need not say anything about it.',
    who: 'The coordinator and the facilitator of your group, and the charity’s administrators.',
    how: 'Until you take it away. Once you leave, your group’s coordinator and facilitator no longer see it.',
  },
  {
    what: 'Which sessions you came to',
    why: 'To know how many people the groups reach. We never chase anybody for not coming.',
    who: 'The coordinator and the facilitator of your group.',
    how: 'With your name for as long as the rest. After that only the numbers remain.',
  },
]

/** Said in short where somebody is about to agree. */
const keptShort = {
  lede: 'We keep what you tell us so that we can welcome you, and for nothing else.',
  points: [
    'We keep what to call you, how to reach you, and what you have chosen to tell us.',
    'Your group’s coordinator and facilitator see it, and whoever rings to welcome you. The charity’s administrators and its safeguarding lead can, if they must. Nobody else, and every look is written down.',
    'We keep it until two years after you leave, or until you ask us to delete it.',
    'We never pass it on, and never use it to ask for money or for campaigning.',
  ],
}

export const en = {
  healthConsent: ofHealth,
  purposes: byPurpose,
  whatWeKeep: kept,
  whatWeKeepShort: keptShort,
}
export type Words = typeof en
const welsh = laidOver(en, cy)

export const healthConsent = { en: ofHealth, cy: welsh.healthConsent }
export const purposes = { en: byPurpose, cy: welsh.purposes }
export const whatWeKeep = { en: kept, cy: welsh.whatWeKeep }
export const whatWeKeepShort = { en: keptShort, cy: welsh.whatWeKeepShort }

/** The version of words as they were shown in a language: a translation is a wording of its own. */
export const versionIn = (language: Language, version: string): string =>
  language === 'en' ? version : `${version} ${language}`
/** In which language the words of a version were shown. */
export const languageOf = (version: string): Language => (version.endsWith(' cy') ? 'cy' : 'en')
