import { type Language, laidOver } from '#platform/language.ts'
import { cy } from './words-dates-cy.ts'

export type { Language }

export const en = {
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  shortMonths: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  ordinals: ['first', 'second', 'third', 'fourth', 'fifth'],
  midday: 'midday',
  midnight: 'midnight',
  am: 'am',
  pm: 'pm',
  range: (starts: string, ends: string) => `${starts} to ${ends}`,
  and: (first: string, last: string) => `${first} and ${last}`,
  rule: {
    monthly: (nth: string, weekday: string, everyMonths: number) => {
      if (everyMonths === 1) return `The ${nth} ${weekday} of every month`
      if (everyMonths === 2) return `The ${nth} ${weekday} of every second month`
      if (everyMonths === 3) return `The ${nth} ${weekday} of every third month`
      if (everyMonths === 12) return `The ${nth} ${weekday} of one month every year`
      return `The ${nth} ${weekday}, every ${everyMonths} months`
    },
    last: 'last',
    whenThereIsOne: (rule: string) => `${rule}, when there is one`,
    weekly: (weekday: string, everyWeeks: number) => {
      if (everyWeeks === 1) return `Every ${weekday}`
      if (everyWeeks === 2) return `Every second ${weekday}`
      return `Every ${everyWeeks} weeks on a ${weekday}`
    },
    dates: (count: number) => `On ${count} chosen dates`,
    oneDate: (date: string) => `On ${date}`,
    at: (rule: string, hours: string) => `${rule}, ${hours}`,
  },
  ruleErrors: {
    weekday: 'Choose a day of the week',
    nth: 'Choose which week of the month: first to fifth, or last',
    everyMonths: 'Enter how many months apart, from 1 to 12',
    everyWeeks: 'Enter how many weeks apart, from 1 to 52',
    date: 'Enter a real date, like 27 November 2026',
    dates: 'Enter at least one date',
    time: 'Enter a time, like 11:00',
    zone: 'Choose a time zone, like Europe/London',
    endsAfterStarts: 'The session must end after it starts, on the same day',
    untilAfterFrom: 'The last date must not be before the first',
  },
  clash: {
    bankHoliday: (title: string) => (/bank holiday/i.test(title) ? title : `Bank holiday: ${title}`),
    christmasDays: 'Between 24 December and 1 January',
    sameFacilitator: (facilitator: string, group: string, hours: string) =>
      `${facilitator} is with ${group} that day, ${hours}`,
    sameVenue: (venue: string, group: string, hours: string) => `${group} is at ${venue} that day, ${hours}`,
  },
  bankHolidays: {
    new_year: 'New Year’s Day',
    '2nd_january': '2 January',
    good_friday: 'Good Friday',
    easter_monday: 'Easter Monday',
    early_may: 'Early May bank holiday',
    early_may_ve: 'Early May bank holiday (VE Day)',
    spring: 'Spring bank holiday',
    summer: 'Summer bank holiday',
    late_august: 'Summer bank holiday',
    st_andrew: 'St Andrew’s Day',
    st_patrick: 'St Patrick’s Day',
    battle_boyne: 'Battle of the Boyne (Orangemen’s Day)',
    christmas: 'Christmas Day',
    boxing_day: 'Boxing Day',
    queen_platinum: 'Platinum Jubilee bank holiday',
    queens_bank_holiday: 'Bank holiday for the State Funeral of Queen Elizabeth II',
    kings_coronation: 'Bank holiday for the coronation of King Charles III',
    world_cup: 'World Cup bank holiday',
  } as Readonly<Record<string, string>>,
  bankHolidayFile: {
    notJson:
      'This file is not JSON. Download bank-holidays.json from www.gov.uk/bank-holidays and try again.',
    notHolidays:
      'This file does not look like gov.uk’s bank holidays: it names none of England and Wales, Scotland and Northern Ireland.',
    missingDivision: (division: string) =>
      `The bank holidays of ${division} are missing from this file, so nothing was changed.`,
    noHolidays: (division: string) =>
      `This file lists no bank holidays for ${division}, so nothing was changed.`,
    badHoliday: (division: string, what: string) =>
      `A bank holiday of ${division} cannot be read (${what}), so nothing was changed.`,
    divisions: {
      'england-and-wales': 'England and Wales',
      scotland: 'Scotland',
      'northern-ireland': 'Northern Ireland',
    },
  },
  distance: {
    here: 'less than a mile',
    nearby: 'nearby',
    inTown: (town: string) => `in ${town}`,
    oneMile: '1 mile',
    miles: (count: string) => `${count} miles`,
    about: (distance: string) => `about ${distance}`,
  },
  where: {
    tooLong:
      'That is too long for a postcode or a town. Type a postcode, like SS6 7EF, or the name of a town.',
    notAPostcode: 'That does not look like a postcode. A postcode looks like SS6 7EF or BT7 1NN.',
    noSuchArea: (area: string) => `No UK postcode starts with ${area}.`,
    needsLetters: 'Type a postcode, like SS6 7EF, or the name of a town.',
    didYouMean: (suggestion: string) => `Did you mean ${suggestion}?`,
  },
}

export type DateWords = typeof en

const all = { en, cy: laidOver(en, cy) }

/** Words about dates, clashes, distances and places; where Welsh has none, English. */
export function dateWordsIn(language: Language): DateWords {
  return all[language]
}
