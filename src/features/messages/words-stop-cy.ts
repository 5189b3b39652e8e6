import type { Translation } from '#platform/language.ts'
import { ddydd } from '#platform/welsh.ts'
import type { Words } from './words-stop.ts'

// To be checked by a speaker.
export const cy: Translation<Words> = {
  language: 'cy',
  title: 'Beth ddylem roi’r gorau i’w anfon?',
  lede: 'Nid oes rhaid dweud pam. Mae eich lle mewn grŵp a phopeth arall yn aros fel y maent.',
  legend: 'Dewiswch un',
  choose: 'Dewiswch beth y dylem roi’r gorau i’w anfon',
  reminders: 'Nodiadau atgoffa',
  remindersHint: 'Byddwch yn dal i glywed pan fydd dyddiad yn newid neu’n cael ei ganslo.',
  pause: 'Popeth, am gyfnod',
  pauseHint: 'Dim negeseuon o gwbl tan hynny, hyd yn oed pan gaiff dyddiad ei ganslo.',
  howLong: 'Am ba hyd?',
  days30: 'Mis',
  days90: 'Tri mis',
  days180: 'Chwe mis',
  all: 'Popeth',
  allHint: 'Dim negeseuon o unrhyw fath, hyd yn oed pan gaiff dyddiad ei ganslo.',
  none: 'Anfonwch negeseuon ataf eto',
  noneHint: 'Popeth fel yr oedd o’r blaen.',
  save: 'Cadw',
  noReason: 'Gallwch newid hyn unrhyw bryd gyda’r un ddolen.',
  doneTitle: 'Wedi’i wneud',
  other: 'Dewis rhywbeth arall',
  nowNothing: 'Rydym yn anfon negeseuon atoch eto.',
  now: {
    reminders: () =>
      'Nid ydym yn anfon nodiadau atgoffa atoch. Byddwch yn dal i glywed pan fydd dyddiad yn newid neu’n cael ei ganslo.',
    pause: (until) => `Nid ydym yn anfon dim atoch tan ${ddydd(until)}.`,
    all: () => 'Nid ydym yn anfon unrhyw negeseuon atoch.',
  },
  allMeans: 'Cyn i chi gychwyn, edrychwch ar dudalen eich grŵp: mae’n dweud pan gaiff dyddiad ei ganslo.',
  oneClick: 'Nid ydym yn anfon mwy o nodiadau atgoffa.',
  goneTitle: 'Nid yw’r ddolen hon yn gweithio mwyach',
  gone: 'Ni newidiwyd dim. Gallwch ein ffonio, ac fe rown y gorau i anfon yr hyn nad ydych ei eisiau.',
}
