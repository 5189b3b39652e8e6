import type { Translation } from '#platform/language.ts'
import type { Words } from './words.ts'

// To be checked by a speaker. `staffDone` is read by staff alone and stays English.
export const cy: Translation<Words> = {
  left: (left, limit) => `${left} o ${limit} lle ar ôl`,
  full: 'Llawn: ymunwch â’r rhestr aros',
  noLimit: 'Dim terfyn: dewch',
  done: {
    'place-kept': 'Mae eich lle wedi’i gadw.',
    'place-hoping': 'Diolch am ddweud wrthym. Gobeithio eich gweld yno.',
    'place-waiting': 'Rydych ar y rhestr aros. Byddwn yn dweud wrthych cyn gynted ag y bydd lle ar gael.',
    'place-given-back':
      'Diolch am ddweud wrthym. Mae eich lle wedi’i roi yn ôl, ac nid oes dim arall yn newid.',
    'place-given-back-nothing': 'Nid oes gennych le yn y sesiwn hon, felly nid oes dim i’w roi yn ôl.',
    'offer-declined': 'Diolch am ddweud wrthym. Byddwn yn cynnig y lle i rywun arall.',
    'offer-ran-out':
      'Mae’r amser i ateb wedi mynd heibio, ac aeth y lle i rywun arall. Gallwch ymuno â’r rhestr aros eto.',
    'offer-none': 'Nid oes cynnig i’w ateb ar hyn o bryd.',
    'place-started': 'Mae’r sesiwn hon wedi dechrau, felly ni ellir newid ei lleoedd mwyach.',
    'place-cancelled': 'Mae’r sesiwn hon wedi’i chanslo, felly nid oes lle i’w gadw.',
    'place-not-a-member': 'Mae lleoedd i aelodau’r grŵp hwn. Ffoniwch ni os credwch eich bod yn un.',
    'place-paused': 'Mae’r grŵp hwn yn cael seibiant, felly ni ellir cadw lleoedd newydd ar hyn o bryd.',
    'place-closed': 'Mae’r grŵp hwn wedi dod i ben, felly ni ellir cadw lleoedd.',
    'place-no-such-session': 'Nid yw’r sesiwn hon yn y rhaglen mwyach.',
  },
}
