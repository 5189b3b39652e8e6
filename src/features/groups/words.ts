import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-cy.ts'

// Names that English puts an article before.
const articled =
  /^(Isles? of|Highlands|Scottish Borders|Cotswolds|(East|West) Midlands|Western Isles|Ards Peninsula|Causeway Coast|South Wales Valleys|Wirral)\b/
const withArticle = (name: string) => (articled.test(name) ? `the ${name}` : name)

/** What the public reads about groups. */
export const en = {
  language: 'en' as Language,
  home: {
    title: 'There is a chair for you',
    lede: (illness: string) =>
      `Meet others living with ${illness}, once a month, in person or online. Free, led by a therapist, and you can come as often or as rarely as you like.`,
    howTitle: 'How it works',
    how: [
      ['Find a group', 'Near you, or online for your nation. You need no account and no referral.'],
      [
        'Come when you can',
        'Stay as long as you like, talk or just listen. If you can’t make it, nobody will ask why.',
      ],
      [
        'Talk to us first, if you like',
        'We can ring you before you come. Or ring us with any question, large or small.',
      ],
    ] as [title: string, text: string][],
    allGroups: 'See all groups',
    ringTitle: 'Would you rather talk to someone?',
    ring: 'Ring us and we will find a group with you, or just answer a question.',
    callMe: 'Ask us to ring you',
  },
  finder: {
    title: 'Find a group',
    label: 'Where are you?',
    hint: 'A postcode, the first half of one, a town or a county',
    button: 'Find a group',
    kind: 'Which groups?',
    kinds: { any: 'In person and online', 'in-person': 'In person', online: 'Online' },
    useMyPlace: 'Use where I am',
    placeRefused: 'We could not read where you are. Please type your postcode or town.',
    around: (name: string) => `In and around ${withArticle(name)}`,
    inNation: (nation: string) => `In ${nation}`,
    otherNations: 'Elsewhere in the UK',
    roughWide: (name: string) =>
      `We know the rough middle of ${withArticle(name)}, and no more. Type a postcode or a town to see how far each group is from you.`,
    looked: (name: string) => `We looked near ${name}.`,
    unread: (typed: string, name: string) =>
      `We could not read all of “${typed}”, so we looked near ${name}. Type it again to see better how far each group is.`,
    elsewhere: (name: string) => `None of our groups meets in ${name}: they are in the UK.`,
    elsewhereNext: 'The online groups below can be joined from home.',
    elsewhereRing: 'Ring us first, and we will see what is possible:',
    allGroups: 'See all groups',
    nearest: (name: string) => `Nearest to ${name}`,
    nearYou: 'where you are',
    all: 'All groups',
    inPersonTitle: 'In person',
    onlineTitle: 'Online',
    onlineFor: (nation: string) => `Online, from anywhere in ${nation}`,
    onlineWhy: 'You join from home, by video or by telephone.',
    rough: 'Distances are rough: we know where the area or town is, not the street.',
    meant: (name: string) => `We looked near ${name}. If that is not what you meant, type it again.`,
    ended: (name: string) => `${name} is an old postcode that is no longer used. We looked where it was.`,
    choose: 'Which one do you mean?',
    unknown:
      'We don’t know that place. Try a postcode, like SS6 7EF, its first half, like SS6, or a larger town nearby.',
    didYouMean: (name: string) => `Did you mean ${name}?`,
    noSuchPostcode: (name: string) =>
      `We can’t find the postcode ${name}. Please look at it again: one letter or number may be different. Meanwhile we looked nearby.`,
    noneHere: (nation: string) =>
      `There is no group in person ${nation === 'Isle of Man' ? 'on the Isle of Man' : `in ${nation}`} yet.`,
    noneHereNext:
      'You are welcome at the online groups below, or at any group that you can get to. Ring us and we will look with you.',
    noneAtAll:
      'There are no groups to show here yet. Please ring us: we will tell you what is being planned.',
    callMe: 'Ask us to ring you, and we will look with you',
    more: (count: number) =>
      count === 1 ? 'Show 1 more group, further away' : `Show ${count} more groups, further away`,
    map: (count: number, nearest: string | null) =>
      `Map of the UK with ${count === 1 ? 'the place of 1 group' : `the places of ${count} groups`}${nearest ? `; the nearest, ${nearest}, is marked` : ''}`,
    mapCaption: 'Each dot is a group that meets in person. The list says the same in words.',
  },
  group: {
    inPerson: 'In person',
    onlineFrom: (where: string) => `Online · from anywhere in ${where}`,
    away: (distance: string) => `In person · ${distance}`,
    nations: (names: readonly string[]) => joinedByAnd.format(names),
    anyNation: 'the UK',
    meets: (rule: string, venue: string, town: string) => `${rule}, at ${venue} in ${town}`,
    justCome: 'No need to tell us first: just come.',
    limited: (limit: number) => `Up to ${limit} people at each session.`,
    places: (limit: number, left: number) =>
      left <= 0
        ? `All ${limit} places are taken; you can join the waiting list.`
        : left === 1
          ? `1 of ${limit} places left.`
          : `${left} of ${limit} places left.`,
    startsOn: (date: string) => `Begins on ${date}.`,
    paused: 'Paused for now',
    noDates: 'The next dates are not fixed yet. Ring us, or join and we will tell you.',
    nextDates: 'Next dates',
    together: 'Time together, no speaker',
    talk: 'Talk',
    speaker: (name: string) => `, with ${name}`,
    longer: 'A longer session',
    topics: 'We will talk about',
    notOn: (date: string) => `Not on ${date}`,
    cancelled: 'This session does not take place.',
    movedFrom: (date: string) => `Moved from ${date}`,
    thisTimeAt: (venue: string) => `This time at ${venue}`,
    telephone: 'By telephone',
    ring: 'At that time ring us on',
    byTelephone: (number: string) => `By telephone: ring ${number}`,
    standsIn: (date: string) => `In place of ${date}`,
    instead: (on: { when: string; byTelephone: boolean }) =>
      `Instead: ${on.when}${on.byTelephone ? ', by telephone' : ''}.`,
    addToCalendar: 'Add to calendar',
    subscribe: 'Add all dates to your calendar',
    subscribeHint: 'Your calendar keeps up with changes by itself.',
    print: 'Print this page',
    join: 'Join this group',
    orJustCome: 'Or just come along: you don’t have to tell us first.',
    onlineJoin: 'We speak with everyone before their first online session, so that nobody walks in unknown.',
    where: 'Where',
    map: 'Map and directions',
    gettingIn: 'Getting in',
    parking: 'Parking',
    transport: 'By bus or train',
    toilets: 'Toilets',
    room: 'Finding the room',
    onlineWhere: 'From home, by video or by telephone. We help you with the technology.',
    ledBy: 'Led by',
    ask: 'Ask',
    free: 'Cost',
    freeWords: 'Free',
    whenSomeoneDies: 'What happens when someone in the group dies',
    firstTitle: 'What happens the first time',
    first:
      'Someone will meet you at the door. There is tea. You can talk, or just listen. If you need to leave early, or can’t make it on the day, nobody will ask why.',
    firstOnline:
      'Someone from the charity speaks with you beforehand. At the session you can have your camera on or off, talk, or just listen. If you need to leave early, or can’t make it on the day, nobody will ask why.',
    whoTitle: 'Who it is for',
    joinTitle: 'How to join',
    joinWords:
      'Tell us what to call you and one way to reach you. It takes about two minutes. You can also ring us and we will do it with you.',
    callMe: 'Ask us to ring you first',
    welsh: 'This group meets in Welsh.',
    closedTitle: 'This group no longer meets',
    closed: 'You are welcome in another group. Find one near you, or ring us.',
    directions: (name: string) => `How to get to ${name}`,
    openMap: 'Open this place on a map (OpenStreetMap, another website)',
  },
}
export type Words = typeof en

const joinedByAnd = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** What the public reads about groups, in each language. */
export const words = { en, cy: laidOver(en, cy) }
