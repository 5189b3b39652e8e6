import type { Translation } from '#platform/language.ts'
import type { Words } from './words.ts'

// To be checked by a speaker.
export const cy: Translation<Words> = {
  title: 'I weithwyr iechyd proffesiynol',
  lede: 'Chi sy’n gwybod pwy allai fod angen grŵp, ac maen nhw’n ymddiried ynoch. Rydym yn cadw’r gwaith i chi mor fach ag y gallwn.',
  tellTitle: 'Dweud wrth rywun am grŵp',
  tell: [
    'Mae cleifion a gweithwyr proffesiynol yn cytuno y dylai pobl glywed am grŵp o fewn tri mis i ddiagnosis eilaidd, a mwy nag unwaith: nid yw llawer yn barod i ddechrau.',
    'Mae gair gennych chi, wyneb yn wyneb, yn gwneud mwy nag unrhyw daflen. Nid oes angen atgyfeiriad ar neb: gall pobl ymuno eu hunain, neu ddod draw i grŵp sy’n cwrdd wyneb yn wyneb.',
  ],
  passTitle: 'Pasio manylion rhywun ymlaen',
  pass: (illness) =>
    `Os yw rhywun sy’n byw gyda ${illness} yn cytuno, ffoniwch ni neu ysgrifennwch atom gyda’u henw, un ffordd o gysylltu â nhw, a phryd y mae galwad yn gyfleus. Byddwn yn cysylltu â nhw, ac yn dweud wrthych sut aeth hi os ydynt am i chi wybod. Peidiwch ag anfon dim am eu hiechyd drwy e-bost.`,
  paperTitle: 'Rhywbeth i’w roi yn eu llaw',
  paper:
    'Gellir argraffu tudalen pob grŵp ar un ddalen: ble a phryd, sut i fynd i mewn, pwy i’w ffonio. Dewch o hyd i’r grŵp, yna “Argraffu’r dudalen hon”.',
  findGroup: 'Dod o hyd i grŵp',
  sessionTitle: 'Gweld grŵp wrth ei waith',
  session:
    'Mae croeso i chi ddod i sesiwn i gwrdd â’r therapydd, ac i ddweud wrthym beth y mae eich cleifion yn ei ofyn: mae’n llunio’r sgyrsiau. Daw rhai o’n siaradwyr gorau o’r tîm gofal.',
  contactTitle: 'Cysylltu â ni',
  phone: (number, hours) => (hours ? `${number} (${hours})` : number),
}
