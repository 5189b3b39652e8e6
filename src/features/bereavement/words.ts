import { dayInWords } from '#features/groups/rules.ts'
import { messageInWords } from '#features/messages/messages.ts'
import type { Overtaken, PutBack, Stopped } from './rules.ts'

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

/** What staff read when someone has died. Plain and quiet. */
const en = {
  tab: 'Person',
  title: (called: string) => `${called} has died`,
  back: 'Back to their page',
  lede: (called: string) =>
    `When you press the button, no message and no call reaches ${called} any more. No member and no family is told by this: whom to tell, and how, stays with people. Whoever else runs their groups gets a message that something waits for them, without a name.`,
  toldBy: 'Who told you?',
  toldByHint: 'For example: her sister Ann, by phone',
  toldOn: 'When did you hear?',
  today: 'Today',
  yesterday: 'Yesterday',
  earlier: 'Earlier',
  earlierDate: 'On which day?',
  earlierHint: 'For example, 27 3 2026',
  sure: 'How sure is it?',
  told: 'We were told',
  confirmed: 'It is confirmed, by someone close or by a document',
  sureHint: 'Everything stops at once either way.',
  button: 'Record that they died',
  cancel: 'Cancel',
  what: 'What stops at once',
  stops: [
    'Every message that waits for them, and every later one.',
    'Every call to them on the list.',
    'Their places at coming sessions. Where numbers are limited, nobody is offered the place until a coordinator says so.',
    'Their own pages.',
  ],
  mistakeNote: 'If it turns out to be a mistake, everything that time has not overtaken can be put back.',
  already: 'Somebody has recorded it already.',
  errors: {
    toldBy: 'Enter who told you, in at most 200 letters',
    sure: 'Choose how sure it is',
    toldOn: 'Enter a day that is not in the future, like 27 3 2026',
  },
  notice: {
    label: 'Someone who has died',
    heading: (called: string) => `${called} has died`,
    recorded: (by: string | null, on: string) => (by ? `Recorded by ${by} on ${on}.` : `Recorded on ${on}.`),
    told: (by: string, on: string | null) =>
      [by && `Told by: ${by}`, on && `heard on ${dayInWords(on, null)}`].filter(Boolean).join(', '),
    sure: { told: 'We were told; it is not confirmed.', confirmed: 'Confirmed.' },
    reached: 'No message or call reaches them any more.',
    stoppedTitle: 'What was stopped',
    nothing: 'Nothing was waiting for them.',
    mistake: 'This was a mistake',
    confirmed: 'It is confirmed',
    plan: 'What to do now: the plan for the group',
  },
  mistake: {
    heading: 'It was recorded by mistake that they died. That is put right.',
    putRight: (by: string | null, on: string) =>
      by ? `Put right by ${by} on ${on}.` : `Put right on ${on}.`,
    back: 'Put back as it was:',
    late: 'Could not be put back:',
    nothing: 'There was nothing to put back.',
    calls: 'Look through their calls and sessions below, and ring them if something was missed.',
  },
  changeTold: {
    link: 'Change who told us, or when',
    title: (called: string) => `Who told us about ${called}?`,
    lede: 'Only this is changed. Everything stays stopped.',
    button: 'Save',
  },
  askMistake: {
    title: 'Was it a mistake?',
    lede: (called: string) =>
      `It is recorded that ${called} has died. If that is not so, it is put right here.`,
    sure: 'Messages to them go out again at once. Please be certain: you have seen or spoken with them, or somebody close to them told you.',
    goesOn: 'What goes on, as far as time has not overtaken it',
    told: 'Whoever else runs their groups hears that something waits for them, so that nobody goes on speaking of a death.',
    button: 'It was a mistake: put everything back',
    cancel: 'No, leave it as it is',
  },
  find: {
    title: 'Who has died?',
    lede: 'Find the person, then say who told you. Nothing changes before you press the last button.',
    label: 'Name, e-mail, phone or postcode',
    button: 'Find',
    none: 'Nobody is found whom you may see. Try part of a name.',
    elsewhere:
      'Not here? Please tell a coordinator or an administrator at once: until it is written down, messages and calls go on.',
    nobodyCalled: (said: string) => `Nobody whom you may see is called “${said}”.`,
    near: 'Is it one of these?',
    nearToo: 'Names near to it',
    more: 'There are more. Please type more of the name.',
    died: 'recorded already',
    choose: 'Press the name',
  },
  done: {
    'told-changed': 'It is changed. Everything stays stopped.',
    confirmed: 'It is written down as confirmed.',
    'confirmed-already': 'It was confirmed already, or is no longer recorded. Nothing was changed.',
    'died-already': 'Somebody had recorded it already. Nothing else was changed.',
    'nothing-to-take-back': 'There is no record of a death to take back.',
  } as Record<string, string>,
  toldMeanwhile: {
    family: 'Somebody spoke with the family about it.',
    group: 'The group was told.',
    friends: 'Members close to them were rung.',
    session: 'They were remembered at a session.',
    referrer: 'The health professional who referred them was told.',
  } as Record<string, string>,
  callReasons: {
    welcome: 'welcome call',
    cancelled: 'call about a cancelled session',
    moved: 'call about a moved session',
    offer: 'call about an offered place',
    'online link': 'call about an online link',
  } as Record<string, string>,
}
export const words = en

/** What was stopped, as a list of sentences; nothing about what was in it. */
export function stoppedInWords(stopped: Stopped): string[] {
  return [
    stopped.letters > 0 &&
      `${count(stopped.letters, 'letter that is', 'letters that are')} not in the post yet. Please take ${stopped.letters === 1 ? 'it' : 'them'} out of the pile.`,
    stopped.messages > stopped.letters &&
      `${count(stopped.messages - stopped.letters, 'message that waited', 'messages that waited')}.`,
    stopped.calls > 0 && `${count(stopped.calls, 'call', 'calls')} on the list.`,
    stopped.places > 0 &&
      `${count(stopped.places, 'place', 'places')} at coming sessions${
        stopped.heldBack > 0
          ? `, ${stopped.heldBack === stopped.places ? 'held' : `${stopped.heldBack} of them held`} back until a coordinator lets ${stopped.heldBack === 1 ? 'it' : 'them'} go on`
          : ''
      }.`,
  ].filter((sentence) => sentence !== false)
}

/** What goes on once a mistake is put right, as a list. */
export function goesOnInWords(stopped: Stopped): string[] {
  return [
    stopped.messages > 0 && `${count(stopped.messages, 'message', 'messages')}.`,
    stopped.calls > 0 && `${count(stopped.calls, 'call', 'calls')} on the list.`,
    stopped.places > 0 && `${count(stopped.places, 'place', 'places')} at coming sessions.`,
  ].filter((sentence) => sentence !== false)
}

/** What was put back, as a list. */
export function putBackInWords({ back }: PutBack): string[] {
  return [
    back.messages > 0 && `${count(back.messages, 'message', 'messages')}.`,
    back.calls > 0 && `${count(back.calls, 'call', 'calls')} on the list.`,
    back.kept > 0 && `${count(back.kept, 'place', 'places')} at coming sessions.`,
    back.waiting > 0 &&
      `${count(back.waiting, 'turn', 'turns')} on a waiting list, because the place had gone to somebody else or they had waited before.`,
  ].filter((sentence) => sentence !== false)
}

/** What time had overtaken, as a list. */
export function lateInWords(late: readonly Overtaken[]): string[] {
  const sentences = late.map(({ what, which, date }) => {
    const session = date
      ? `the session on ${dayInWords(date, null)}, which has begun`
      : 'a session that has begun'
    if (what === 'told') return en.toldMeanwhile[which ?? ''] ?? 'Something was done about it already.'
    if (what === 'place') return `Their place at ${session}.`
    if (what === 'call') return `A ${en.callReasons[which ?? ''] ?? 'call'}, for ${session}.`
    const about = date ? `, for the session on ${dayInWords(date, null)}` : ''
    return `A message that is of no use any more: ${messageInWords.kind(which ?? '')}${about}.`
  })
  return [...new Set(sentences)]
}
