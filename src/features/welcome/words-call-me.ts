import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-call-me-cy.ts'

/** The version of `callConsent`, written beside every consent that is given in its words. */
export const callConsentVersion = '2026-11'

/** What people read who ask for a call. */
export const en = {
  language: 'en' as Language,
  /** What somebody agrees to who asks for a call; recorded exactly as shown or read out (P5). */
  consent: {
    mine: (charity: string) =>
      `I agree that ${charity} keeps my name, my number and what I have written here, so that somebody can ring me. I can take this back whenever I like.`,
    read: (charity: string) =>
      `May ${charity} keep your name and your number, so that we can speak with you? You can take this back whenever you like.`,
  },
  tab: 'A call',
  link: 'Ask us to ring you',
  linkWhy: 'Or, if you would rather be rung:',
  title: 'Shall we ring you?',
  lede: 'Somebody kind will ring you. You do not join anything, and you need not say why.',
  about: (group: string) => `About ${group}`,
  called: 'What shall we call you?',
  calledHint: 'A first name is enough.',
  phone: 'Your phone number',
  phoneHint: 'We may ring from a number that you do not know.',
  suits: 'When does it suit you?',
  suitsHint: 'Say it as you like: “mornings”, “after 4pm”, “not on Tuesdays”.',
  about_: 'What would you like to talk about? (If you like)',
  message: 'If you do not answer',
  voicemail: 'You may leave a message on my voicemail',
  someone: 'You may leave a message with someone else',
  messageWith: 'With whom?',
  messageWithHint: 'We say our first name and our number, and nothing more.',
  consentLegend: 'What we keep',
  agree: 'Yes, I agree',
  consentMore: 'We keep it for this call only, and delete it later if you join nothing.',
  privacy: 'More about what we keep',
  website: 'Leave this empty',
  send: 'Please ring me',
  ringUs: 'Or ring us now:',
  errors: {
    called: 'Tell us what to call you',
    calledLong: 'Use at most 120 letters',
    phone: 'Enter a phone number, like 01632 960123 or 07700 900123',
    suits: 'Use at most 300 letters',
    about: 'Use at most 600 letters',
    messageWith: 'Tell us with whom we may leave a message',
    consent: 'Tick this box, so that we may keep your number and ring you',
  },
  sent: {
    title: 'Thank you. We will ring you',
    text: 'Somebody rings you within a few days, at a time that suits you as well as we can.',
    hours: (hours: string) => `Our hours: ${hours}.`,
    more: 'If you have changed your mind, that is fine. Just say so when we ring.',
    groups: 'See the groups',
  },
}
export type Words = typeof en
/** The same in each language. */
export const words = { en, cy: laidOver(en, cy) }

/** What somebody agrees to who asks for a call, in each language. */
export const callConsent = { en: words.en.consent, cy: words.cy.consent }
