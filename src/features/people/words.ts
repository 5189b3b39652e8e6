import { dateInWords, hoursInWords } from '#features/groups/rules.ts'
import { type Language, laidOver } from '#platform/language.ts'
import { phoneWords } from '#platform/phone-words.ts'
import { cy } from './words-cy.ts'

/** The words of the joining pages. `mine`: someone joins for themselves; otherwise somebody helps `called`. */
export const en = {
  language: 'en' as Language,
  join: {
    title: (group: string) => `Join ${group}`,
    tab: 'Join',
    continue: 'Continue',
    back: 'Back',
    leaveOut: 'You can leave this out.',
    later: 'Finish later',
    laterHint: 'We send you a link, and you carry on where you were.',
    step: (group: string) => `Joining ${group}`,
  },

  start: {
    lede: 'It takes about two minutes. All we need is what to call you and one way to reach you. Everything else is up to you.',
    free: 'It is free. Come to as many or as few sessions as you like.',
    byPhone: (phone: string, hours: string) =>
      `If you would rather talk to somebody, ring us on ${phone}${hours ? ` (${hours})` : ''} and we do this together.`,
    starts: (when: string) => `This group starts on ${when}. You can put your name down now.`,
  },
  for: {
    legend: 'Who is this for?',
    me: 'Me',
    someone: 'Someone else, who has asked me to do this',
    helper: 'Your name',
    agreed: 'They know that I am doing this, and they agree',
  },
  called: {
    label: { mine: 'What shall we call you?', theirs: 'What shall we call them?' },
    hint: 'A first name is enough.',
  },
  reach: {
    legend: { mine: 'How shall we reach you?', theirs: 'How shall we reach them?' },
    hint: 'Choose one. We only write about your group, and nothing on the outside says what it is about.',
    hintTheirs: 'Choose one: theirs, or yours if they would like that better.',
    email: 'E-mail',
    emailLabel: 'E-mail address',
    emailHint: 'We send one message there, and you press a button in it.',
    phone: 'Phone',
    phoneLabel: 'Phone number',
    phoneHint: 'We ring you. We say only our first name until we know that it is you.',
    post: 'Post',
    postLabel: 'Name and address',
    postHint: 'We write to you, in a plain envelope.',
  },
  whose: {
    legend: {
      email: 'Whose e-mail address is that?',
      phone: 'Whose phone number is that?',
      post: 'Whose address is that?',
    },
    hint: 'So that we know whom we are speaking with.',
    own: (called: string) => `It is ${called}’s own`,
    helper: 'It is mine',
    helpers: (name: string) => `It is ${name}’s`,
  },
  begins: {
    legend: { mine: 'How would you like to begin?', theirs: 'How would they like to begin?' },
    hint: 'A few words on the phone beforehand: who will be there, what happens, whatever you would like to ask.',
    online:
      'Online, we speak with everybody once before their first session, so that nobody meets a stranger there. You get your link after that.',
    callMe: 'Please call me first',
    suits: 'When would suit?',
    suitsHint: 'For example, weekday mornings. You can leave this out.',
    iCall: 'I’ll call you',
    iCallHint: (phone: string, hours: string) => `${phone}${hours ? `, ${hours}` : ''}`,
    iCallNoPhone: 'We give you the number at the end.',
    justCome: 'I’ll just come along',
    justComeHint: 'That is fine too. Nobody minds.',
  },
  phone: {
    label: { mine: 'A phone number', theirs: 'A phone number' },
    needed: 'So that we can ring, as you asked.',
    optional: 'In case a session has to move at short notice.',
    ways: 'What is fine?',
    waysHint: 'Without a tick we neither leave a message nor send a text.',
    voicemail: 'Leaving a message on the voicemail',
    texts: 'Sending a text',
  },
  places: {
    legend: 'Which sessions?',
    hint: (limit: number) =>
      `There is room for ${limit} people each time. You can change this whenever you like.`,
    standing: 'Keep me a place every time, until I say otherwise',
    standingHint: 'Giving back a single date takes one press.',
    single: 'I choose single sessions',
    dates: 'Sessions',
    later: 'I’ll decide later',
    full: 'full at the moment; we would put you on the waiting list',
  },
  needs: {
    title: {
      mine: 'Is there anything that makes coming easier?',
      theirs: 'Is there anything that makes coming easier?',
    },
    dietary: 'Food: what you eat or don’t eat',
    access: 'Getting in, sitting, hearing, seeing',
    accessOnline: 'Hearing, seeing, sitting, or the technology',
    accessOnlineHint:
      'For example, captions, a break in the middle, somebody to try the link with beforehand.',
    accessHint: 'For example, a chair with arms, no stairs, a seat near the door, captions.',
  },
  about: {
    title: { mine: 'A little about you', theirs: 'A little about them' },
    lede: 'Whatever you would like us to know. You can leave out any of it, or all.',
    diagnosed: (illness: string) => `When were you diagnosed with ${illness}?`,
    diagnosedTheirs: (illness: string) => `When were they diagnosed with ${illness}?`,
    diagnosedHint: 'Month and year, as near as you know. For example, 3 2024.',
    heard: 'How did you hear of us?',
    note: 'Is there anything that we should know?',
    noteHint: 'Whatever would help the facilitator to make you welcome.',
  },
  emergency: {
    title: 'Someone to ring in an emergency',
    lede: 'Only if you were taken ill during a session. We hope that we never need it.',
    sees: 'Only your group’s facilitator and coordinator see this.',
    name: 'Their name',
    phone: 'Their phone number',
    where: 'Where you are during online sessions',
    whereHint: 'An address that an ambulance would find.',
  },
  consent: {
    title: 'What we keep, and your agreement',
    illness:
      'Joining a group says something about your health. The law asks us to have your agreement before we keep that.',
    legend: 'Your agreement',
    more: 'Can I change my mind?',
    moreText:
      'Yes. On your own pages you can see and change what we keep, take back your agreement, or leave. You can also ring us.',
    privacy: 'All about what we keep and why',
  },
  check: {
    title: 'Check your answers',
    send: 'Send',
    before: {
      email:
        'After this we send one message to your e-mail address. Press the button in it, and you have joined.',
      phone: 'After this we ring you.',
      post: 'After this we write to you.',
    },
    website: 'Leave this field empty',
    change: 'Change',
    leftOut: 'Left out',
    rows: {
      for: 'Who it is for',
      helper: (name: string) => `Someone else; filled in by ${name}, with their say-so`,
      called: 'Name',
      reach: 'How we reach you',
      whose: 'Whose it is',
      begins: 'How to begin',
      phone: 'Phone',
      places: 'Sessions',
      dietary: 'Food',
      access: 'What makes coming easier',
      diagnosed: 'When diagnosed',
      heard: 'How you heard of us',
      note: 'Anything we should know',
      emergency: 'In an emergency',
      where: 'Where you are, online',
      consent: 'Agreement',
    },
    agreed: 'Given',
    noMessages: 'no voicemail, no texts',
    voicemail: 'voicemail is fine',
    texts: 'texts are fine',
  },
  errors: {
    noTexts: phoneWords.en,
    for: 'Choose who this is for',
    helper: 'Enter your own name',
    agreed:
      'Tick the box if they know and agree. If you have not asked them yet, please ask first, or let them ring us',
    called: 'Enter a name, whatever you like to be called',
    tooLong: (most: number) =>
      `This is too long for us to keep. Please shorten it to ${most} characters or fewer`,
    reach: 'Choose how we shall reach you',
    reachSeveral: 'Thank you, there is more than one. Choose the one that you like best',
    email: 'Enter an e-mail address, like name@example.org',
    phone: 'Enter a phone number, like 01632 960 001',
    post: 'Enter a name and an address, with the postcode',
    whose: 'Choose whose it is',
    begins: 'Choose how you would like to begin',
    places: 'Choose every session, single ones, or later',
    dates: 'Choose at least one session, or “I’ll decide later”',
    month: 'Enter a month and a year, like 3 2024, or leave both empty',
    monthAhead: 'This month has not come yet. Enter one that has, or leave both empty',
    consent:
      'Tick the box if you agree. Without it we may not keep what you wrote; you are still welcome to ring us',
  },

  sent: {
    title: 'Nearly there: look at your e-mail',
    tab: 'Look at your e-mail',
    email:
      'We have sent a message to the address you gave us. Open it and press the button in it, and you have joined.',
    nothing: 'Nothing there after ten minutes?',
    spam: 'Look among the unwanted mail. Otherwise the address may have a slip in it: fill in the form again, or ring us.',
    days: 'The link works for seven days.',
    otherTitle: 'Thank you',
    phone:
      'We have your number. Somebody rings you within a few working days; if you told us when it suits, then.',
    post: 'We have your address. You get a letter from us within a few working days.',
    iCall: (phone: string, hours: string) => `You wanted to ring us: ${phone}${hours ? `, ${hours}` : ''}.`,
    places: 'If you asked for a place at sessions, we keep it when we speak with you.',
    justCome:
      'You are welcome: just come along. There is nothing else that you have to do. We ring only if there is something to ask.',
    until: 'Until then there is nothing that you have to do.',
    group: 'Dates and directions',
  },
  laterSent: {
    title: 'We have sent you a link',
    text: 'Open it when it suits you, and you carry on where you were. It works for 14 days; after that we delete what you wrote.',
    nothing: 'Nothing there? Look among the unwanted mail, or ring us and we do this together.',
  },
  carryOn: {
    title: 'Carry on where you were',
    text: 'Press the button, and you see what you wrote.',
    button: 'Carry on',
  },
  confirm: {
    title: 'One press, and you have joined',
    text: 'Press the button so that we know that this address is yours.',
    button: 'Yes, this is my address',
    notYou: 'If you did not ask for this, do nothing. Nothing else comes to this address.',
    changeTitle: 'Your new e-mail address',
    changeText: 'Press the button, and we write to this address from now on.',
    changed: 'We write to this address from now on.',
  },
  doneAlready: {
    title: 'This is done',
    text: 'The button was pressed before, perhaps on another device. You have nothing more to do.',
    link: 'Go to my pages',
  },
  tooLate: {
    title: 'This link no longer works',
    text: 'It was sent more than a week ago. We have kept nothing of it, and you are as welcome as before.',
    again: 'Fill in the form again',
  },
  noLink: {
    title: 'This link no longer works',
    text: 'If you still need it, fill in the form again or ask for another link. Or ring us.',
    groups: 'Find a group',
    link: 'Ask for a link to my pages',
  },
  inTouch: {
    title: 'Thank you',
    text: 'We have what you sent. Somebody looks at it and gets in touch.',
  },
  closed: {
    title: 'This group is not taking new people at the moment',
    paused: 'The group is having a break.',
    closed: 'This group has come to an end.',
    full: 'Everybody who can be part of this group is. We do not want to squeeze you in; we would like to find you a good place.',
    others: 'Find another group',
    othersHint: 'There are groups online too, for wherever you are.',
    ring: (phone: string, hours: string) =>
      `Or ring us on ${phone}${hours ? ` (${hours})` : ''}. We tell you when something opens near you.`,
  },
  dateAndTime: (date: string, starts: string, ends: string, today: string) =>
    `${dateInWords(date, today)}, ${hoursInWords(starts, ends)}`,
}

export type Words = typeof en
/** The words of joining, in each language. */
export const words = { en, cy: laidOver(en, cy) }
