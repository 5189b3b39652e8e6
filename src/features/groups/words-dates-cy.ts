import type { Translation } from '#platform/language.ts'
import { ddydd, dydd } from '#platform/welsh.ts'
import type { DateWords } from './words-dates.ts'

/** Which one of the month: "cyntaf" and "olaf" follow the day, "ail" softens it. */
function ofTheMonth(nth: string, weekday: string): string {
  if (nth === 'cyntaf' || nth === 'olaf') return `${weekday} ${nth}`
  return nth === 'ail'
    ? `Ail ${ddydd(weekday)}`
    : `${nth.charAt(0).toUpperCase()}${nth.slice(1)} ${dydd(weekday)}`
}

// To be checked by a speaker. What only staff read (clashes, bank holidays and their file, errors of a rule) is English.
export const cy: Translation<DateWords> = {
  weekdays: [
    'Dydd Llun',
    'Dydd Mawrth',
    'Dydd Mercher',
    'Dydd Iau',
    'Dydd Gwener',
    'Dydd Sadwrn',
    'Dydd Sul',
  ],
  months: [
    'Ionawr',
    'Chwefror',
    'Mawrth',
    'Ebrill',
    'Mai',
    'Mehefin',
    'Gorffennaf',
    'Awst',
    'Medi',
    'Hydref',
    'Tachwedd',
    'Rhagfyr',
  ],
  shortMonths: ['Ion', 'Chwe', 'Maw', 'Ebr', 'Mai', 'Meh', 'Gor', 'Awst', 'Medi', 'Hyd', 'Tach', 'Rhag'],
  ordinals: ['cyntaf', 'ail', 'trydydd', 'pedwerydd', 'pumed'],
  midday: 'hanner dydd',
  midnight: 'hanner nos',
  am: 'yb',
  pm: 'yp',
  range: (starts, ends) => `${starts} i ${ends}`,
  and: (first, last) => `${first} a ${last}`,
  rule: {
    monthly: (nth, weekday, everyMonths) => {
      const day = ofTheMonth(nth, weekday)
      if (everyMonths === 1) return `${day} bob mis`
      if (everyMonths === 2) return `${day} bob yn ail fis`
      if (everyMonths === 3) return `${day} bob tri mis`
      if (everyMonths === 12) return `${day} un mis y flwyddyn`
      return `${day}, bob ${everyMonths} mis`
    },
    last: 'olaf',
    whenThereIsOne: (rule) => `${rule}, pan fydd un`,
    weekly: (weekday, everyWeeks) => {
      if (everyWeeks === 1) return `Bob ${dydd(weekday)}`
      if (everyWeeks === 2) return `Bob yn ail ${ddydd(weekday)}`
      return `Bob ${everyWeeks} wythnos ar ${ddydd(weekday)}`
    },
    dates: (count) => `Ar ${count} o ddyddiadau penodol`,
    oneDate: (date) => `Ar ${ddydd(date)}`,
    at: (rule, hours) => `${rule}, ${hours}`,
  },
  distance: {
    here: 'llai na milltir',
    nearby: 'gerllaw',
    inTown: (town) => town,
    oneMile: '1 filltir',
    miles: (count) => `${count} milltir`,
    about: (distance) => `tua ${distance}`,
  },
  where: {
    tooLong:
      'Mae hynny’n rhy hir i fod yn god post neu’n dref. Teipiwch god post, fel SS6 7EF, neu enw tref.',
    notAPostcode: 'Nid yw hynny’n edrych fel cod post. Mae cod post yn edrych fel SS6 7EF neu BT7 1NN.',
    noSuchArea: (area) => `Nid oes cod post yn y DU yn dechrau gyda ${area}.`,
    needsLetters: 'Teipiwch god post, fel SS6 7EF, neu enw tref.',
    didYouMean: (suggestion) => `Ai ${suggestion} oedd gennych mewn golwg?`,
  },
}
