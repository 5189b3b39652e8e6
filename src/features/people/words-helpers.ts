/** Carers and relatives who help somebody with their say-so: what they may be told at their own address. */
const en = {
  link: 'Who helps you, and what we may tell them',
  staffLink: 'What those who help them may be told',
  title: 'Who helps you',
  staffTitle: (called: string) => `Who helps ${called}`,
  lede: 'These addresses belong to somebody else, as you told us. You decide what we tell them there. You can change it, or end it, whenever you like.',
  staffLede: 'As the person has told you. They can change it on their own pages.',
  none: 'No address that we have belongs to anybody else.',
  of: (name: string, value: string) => `${name}, ${value}`,
  someone: 'Somebody',
  relation: 'What they are to you',
  staffRelation: 'What they are to them',
  told: 'What may we tell them there?',
  choices: {
    everything: 'Everything that we would tell you',
    dates: 'Dates only: when and where, and what changes',
    nothing: 'Nothing',
  },
  staffChoices: {
    everything: 'Everything that we would tell the person',
    dates: 'Dates only: when and where, and what changes',
    nothing: 'Nothing',
  },
  datesHint: 'With dates only they get no link to these pages.',
  save: 'Save',
  takeOver: 'Would you rather hear from us yourself? Give us your own address',
  end: 'They no longer help me',
  staffEnd: 'They no longer help',
  errors: { told: 'Choose what they may be told' },
}
export const helperWords = { en }
