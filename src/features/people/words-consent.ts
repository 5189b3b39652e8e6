// What is kept, why and how long; and the exact words of the consent. Whoever changes the words of the consent gives
// them a new version: the ledger keeps both with each consent.

/** The version of `healthConsent`, written beside every consent. */
export const healthConsentVersion = '2026-11'

/** The words beside the box, with the charity's name in them; recorded exactly as shown (P5). */
export const healthConsent = {
  en: {
    own: (charity: string) =>
      `I agree that ${charity} keeps what I have written here about my health, so that it can welcome me to its groups. I can take this back whenever I like.`,
    forSomeone: (charity: string, called: string) =>
      `${called} agrees that ${charity} keeps what is written here about their health, so that it can welcome them to its groups. They can take this back whenever they like.`,
  },
}

/** What the charity keeps about a member: what, why, who sees it, how long. Shown when joining and on the privacy page. */
export const whatWeKeep = {
  en: [
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
      what: 'Which sessions you came to',
      why: 'To know how many people the groups reach. We never chase anybody for not coming.',
      who: 'The coordinator and the facilitator of your group.',
      how: 'With your name for as long as the rest. After that only the numbers remain.',
    },
  ],
}

/** Said in short where somebody is about to agree. */
export const whatWeKeepShort = {
  en: {
    lede: 'We keep what you tell us so that we can welcome you, and for nothing else.',
    points: [
      'We keep what to call you, how to reach you, and what you have chosen to tell us.',
      'Your group’s coordinator and facilitator see it, and whoever rings to welcome you. The charity’s administrators and its safeguarding lead can, if they must. Nobody else, and every look is written down.',
      'We keep it until two years after you leave, or until you ask us to delete it.',
      'We never pass it on, and never use it to ask for money or for campaigning.',
    ],
  },
}
