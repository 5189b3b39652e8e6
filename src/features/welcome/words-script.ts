/** What whoever rings says and asks; the charity may put its own words in place of the first three. */
const en = {
  heading: 'What to say',
  opening:
    'Hello, it’s {me}. Is this {called}? … I’m ringing from {charity}. Is this a good moment?\n\nYou don’t have to decide anything today. I’d like to say hello, hear what you would find helpful, and answer whatever you want to ask.',
  openingDiscreet: 'Say only your first name until you know that it is them.',
  death:
    'It does happen that somebody in a group dies, and people often wonder about it before they come. The group is told gently, nobody has to say anything, and whoever leads it makes time to remember them. You can always step out, or ring us afterwards.',
  closing:
    'Come to as many or as few as you like, and you never have to explain. If you would rather just come along without another call, that is just as good. Is there anything else that I can tell you?',
  deathHeading: 'If they ask what happens when somebody in the group dies',
  deathPage: 'What we say about it on our pages (opens in a new tab)',
  closingHeading: 'At the end',
  ask: 'What to ask',
  askHint: 'Only what they would like to tell. It goes to the day sheet of their group.',
  hopes: 'What do they hope for?',
  hopesHint: 'In their words. The group’s facilitator sees it.',
  dietary: 'Anything they do not eat or drink?',
  access: 'What would make it easier to come? Steps, hearing, a chair near the door',
  topics: 'What would they like to hear about?',
  topicsHint: 'The programme shows how many ask about a topic, never who.',
  message: 'If we ring again and they do not answer',
  voicemail: 'A message may be left on voicemail',
  messageWith: 'With whom else may a message be left?',
  agreeAsk: 'Read this out before you write any of it down:',
  agreed: 'They agree',
  takenBack:
    'They took back their agreement to the keeping of what they tell about their health. Please write none of it down.',
  settings: {
    title: 'Calls: words and hours',
    lede: 'What stands before whoever rings, and when you ring. Leave a box empty for our words.',
    opening: 'How the call begins',
    death: 'What happens when somebody in the group dies',
    closing: 'How the call ends',
    hint: '{me} is whoever rings, {called} is what to call the person, {charity} is your name.',
    hours: 'When you ring people',
    from: 'From',
    until: 'Until',
    timeHint: 'Like 09:30',
    days: 'On which days',
    dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    hoursHint:
      'The next try is proposed within these hours, never on a bank holiday nor from 24 December to 1 January.',
    save: 'Save',
    errors: {
      long: 'Enter at most 2,000 letters',
      time: 'Enter a time like 09:30 or 17:00',
      order: 'There has to be an hour at least between the two',
      days: 'Choose one day at least',
    },
    saved: 'Saved.',
  },
}
export const script = en
