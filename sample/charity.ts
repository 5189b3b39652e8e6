/** The sample charity: made up, like everybody in it. Numbers are from Ofcom's ranges for drama. */
export const charity = {
  name: 'Alongside',
  discreet_name: 'Alongside',
  phone: '01632 960 123',
  phone_hours: 'Weekdays 9am to 5pm',
  email: 'groups@example.org',
  postal_address: 'Alongside, 1 Example Street, Exampleton, EX1 1EX',
  registered_number: 'A made-up charity for trying the program',
  illness: 'secondary breast cancer',
  from_email: 'hello@example.org',
  welsh: true,
  illness_welsh: 'chanser y fron eilaidd',
  phone_hours_welsh: 'Yn ystod yr wythnos, 9yb i 5yp',
} as const

export const service = {
  slug: 'living-with-secondary-breast-cancer',
  name: 'Living with Secondary Breast Cancer',
  summary:
    'Free monthly groups, in person and online, for people living with secondary breast cancer: to talk, listen and learn with others who understand.',
  who_for:
    'Anyone who has been told that breast cancer has spread to another part of the body. It is also called metastatic, advanced or stage 4 breast cancer. It does not matter how long ago you were told, or what treatment you have.',
  first_visit:
    'Someone will meet you at the door. There is tea. You can talk, or just listen. If you need to leave early, or can’t make it on the day, nobody will ask why.',
} as const

export const topics: readonly { name: string; plain_note?: string }[] = [
  { name: 'Side effects of treatment' },
  { name: 'Fatigue' },
  { name: 'Clinical trials' },
  { name: 'Medical management' },
  { name: 'Benefits and money' },
  { name: 'Lymphoedema' },
  { name: 'Pain' },
  { name: 'Palliative care', plain_note: 'help with symptoms and wellbeing, at any time' },
  { name: 'Talking with family and friends' },
  { name: 'Feelings and fear' },
  { name: 'Sleep' },
  { name: 'Death and dying', plain_note: 'we will also talk about dying' },
  { name: 'Being remembered' },
]

export const talks: readonly { talk: string; speaker: string; topic: string }[] = [
  { talk: 'Living with fatigue', speaker: 'a nurse specialist', topic: 'Fatigue' },
  { talk: 'What clinical trials are, and who can join', speaker: 'an oncologist', topic: 'Clinical trials' },
  { talk: 'Benefits and money', speaker: 'a benefits adviser', topic: 'Benefits and money' },
  { talk: 'Looking after lymphoedema', speaker: 'a lymphoedema nurse', topic: 'Lymphoedema' },
  {
    talk: 'What palliative care can do for you',
    speaker: 'a palliative care nurse',
    topic: 'Palliative care',
  },
]

export const themes: readonly string[] = [
  'Waiting for scan results, and who to tell. A lot of laughter about wigs.',
  'Tiredness that others do not see. Ideas for pacing a day were shared.',
  'Asking for a nurse specialist when there is none. Two people will write to their hospital.',
  'How to talk with children and grandchildren. The group remembered somebody who used to come.',
  'New treatments and what they do to everyday life. Tips about sore hands and feet.',
  'Holidays and travel insurance. What helps on bad days.',
]
