import type { Translation } from '#platform/language.ts'
import type { HelperWords } from './words-helpers.ts'

// To be checked by a speaker.
export const cy: Translation<HelperWords> = {
  language: 'cy',
  link: 'Pwy sy’n eich helpu, a beth y cawn ei ddweud wrthynt',
  title: 'Pwy sy’n eich helpu',
  lede: 'Rhywun arall biau’r cyfeiriadau hyn, fel y dywedoch wrthym. Chi sy’n penderfynu beth rydym yn ei ddweud wrthynt yno. Gallwch ei newid, neu ddod ag ef i ben, pryd bynnag y mynnwch.',
  none: 'Nid oes yr un cyfeiriad sydd gennym yn perthyn i rywun arall.',
  of: (name, value) => `${name}, ${value}`,
  someone: 'Rhywun',
  relation: 'Beth ydynt i chi',
  told: 'Beth y cawn ei ddweud wrthynt yno?',
  choices: {
    everything: 'Popeth y byddem yn ei ddweud wrthych chi',
    dates: 'Dyddiadau yn unig: pryd a ble, a beth sy’n newid',
    nothing: 'Dim',
  },
  datesHint: 'Gyda dyddiadau yn unig nid ydynt yn cael dolen i’r tudalennau hyn.',
  save: 'Cadw',
  takeOver: 'A fyddai’n well gennych glywed gennym eich hun? Rhowch eich cyfeiriad eich hun i ni',
  ending: {
    heading: 'Os byddai’n well gennych ddod ag ef i ben',
    left: {
      email: (value) =>
        `Nid oes dim yn mynd yno mwyach. Rydym yn ysgrifennu atoch yn y cyfeiriad hwn: ${value}.`,
      phone: (value) =>
        `Nid oes dim yn mynd yno mwyach. Rydym yn eich ffonio ar ${value} pan fydd newyddion.`,
      post: (value) => `Nid oes dim yn mynd yno mwyach. Rydym yn ysgrifennu atoch drwy’r post: ${value}.`,
    },
    none: 'Nid oes dim yn mynd yno mwyach, ac nid oes ffordd arall o gysylltu â chi ar ôl: dim nodyn atgoffa, a dim gair pan fydd dyddiad yn symud. Chi biau eich lleoedd o hyd, ac mae cymaint o groeso i chi ag o’r blaen. Byddwn yn gofyn i chi y tro nesaf y dewch neu y ffoniwch.',
    links: 'Nid yw dolenni a anfonwyd gennym yno’n agor eich tudalennau mwyach.',
    button: 'Nid ydynt yn fy helpu mwyach',
  },
  errors: { told: 'Dewiswch beth y ceir ei ddweud wrthynt' },
}
