import { laidOver } from './language.ts'
import { cy } from './trouble-words-cy.ts'

/** What people read when something did not go as hoped: what happened, and what to do next. */
export const en = {
  notFoundTitle: 'This page is not here',
  notFound: 'The address may have been copied without its end, or the page has moved.',
  notFoundNext: 'You can find a group from the first page, or ring us and we will help.',
  forbiddenTitle: 'You cannot open this page',
  forbidden:
    'Your account does not have what this page needs. If you think it should, ask an administrator of your charity.',
  elsewhereTitle: 'Please send this form from our own page',
  elsewhere:
    'It looked as if it came from another website, so we did nothing with it. Open our page again and send it from there.',
  badFormTitle: 'Something in the form needs another look',
  badForm: 'Nothing has been saved yet. Please go back, look at these, and send it again:',
  tooOftenTitle: 'Please wait a little and try again',
  tooOften:
    'This form was sent many times in a short while. Nothing is lost: wait some minutes and send it again, or ring us.',
  tooLargeTitle: 'That was too much at once',
  tooLarge: 'What was sent is larger than we can take. Please send less, or ring us and tell us.',
  wrongTitle: 'Sorry, that did not work',
  wrong:
    'Something went wrong on our side and nothing was saved. It is not your doing. Please try again in some minutes.',
  awayTitle: 'Sorry, we cannot do this just now',
  away: 'Part of our system is being looked after and nothing was saved. Please try again in some minutes.',
  ringUs: (phone: string, hours: string) => `You can ring us on ${phone}${hours ? `, ${hours}` : ''}.`,
  reference: (id: string) => `If you tell us about it, this helps us find it: ${id}`,
  firstPage: 'Go to the first page',
}

export type TroubleWords = typeof en
/** The same in each language. */
export const troubleWords = { en, cy: laidOver(en, cy) }
