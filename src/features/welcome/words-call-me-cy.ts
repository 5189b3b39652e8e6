import type { Translation } from '#platform/language.ts'
import type { Words } from './words-call-me.ts'

// To be checked by a speaker.
export const cy: Translation<Words> = {
  language: 'cy',
  consent: {
    mine: (charity) =>
      `Rwy’n cytuno bod ${charity} yn cadw fy enw, fy rhif a’r hyn rwyf wedi’i ysgrifennu yma, er mwyn i rywun allu fy ffonio. Gallaf dynnu hyn yn ôl pryd bynnag y mynnaf.`,
    read: (charity) =>
      `A gaiff ${charity} gadw eich enw a’ch rhif, er mwyn i ni allu siarad â chi? Gallwch dynnu hyn yn ôl pryd bynnag y mynnwch.`,
  },
  tab: 'Galwad',
  link: 'Gofyn i ni eich ffonio',
  linkWhy: 'Neu, os byddai’n well gennych gael eich ffonio:',
  title: 'A ddylem eich ffonio?',
  lede: 'Bydd rhywun caredig yn eich ffonio. Nid ydych yn ymuno â dim, ac nid oes rhaid dweud pam.',
  about: (group) => `Am y grŵp: ${group}`,
  called: 'Beth ddylem eich galw?',
  calledHint: 'Mae enw cyntaf yn ddigon.',
  phone: 'Eich rhif ffôn',
  phoneHint: 'Efallai y ffoniwn o rif nad ydych yn ei adnabod.',
  suits: 'Pryd mae’n gyfleus?',
  suitsHint: 'Dywedwch fel y mynnwch: “boreau”, “ar ôl 4yp”, “nid ar ddydd Mawrth”.',
  about_: 'Am beth hoffech chi siarad? (Os hoffech)',
  message: 'Os na fyddwch yn ateb',
  voicemail: 'Cewch adael neges ar fy mheiriant ateb',
  someone: 'Cewch adael neges gyda rhywun arall',
  messageWith: 'Gyda phwy?',
  messageWithHint: 'Rydym yn dweud ein henw cyntaf a’n rhif, a dim mwy.',
  consentLegend: 'Beth rydym yn ei gadw',
  agree: 'Ydw, rwy’n cytuno',
  consentMore:
    'Rydym yn ei gadw ar gyfer yr alwad hon yn unig, ac yn ei ddileu wedyn os nad ydych yn ymuno â dim.',
  privacy: 'Mwy am yr hyn rydym yn ei gadw',
  website: 'Gadewch hwn yn wag',
  send: 'Ffoniwch fi, os gwelwch yn dda',
  ringUs: 'Neu ffoniwch ni nawr:',
  errors: {
    called: 'Dywedwch wrthym beth i’ch galw',
    calledLong: 'Defnyddiwch 120 nod ar y mwyaf',
    phone: 'Rhowch rif ffôn, fel 01632 960123 neu 07700 900123',
    suits: 'Defnyddiwch 300 nod ar y mwyaf',
    about: 'Defnyddiwch 600 nod ar y mwyaf',
    messageWith: 'Dywedwch wrthym gyda phwy y cawn adael neges',
    consent: 'Ticiwch y blwch hwn, er mwyn i ni gael cadw eich rhif a’ch ffonio',
  },
  sent: {
    title: 'Diolch. Byddwn yn eich ffonio',
    text: 'Bydd rhywun yn eich ffonio o fewn ychydig ddyddiau, ar amser sydd mor gyfleus i chi ag y gallwn.',
    hours: (hours) => `Ein horiau: ${hours}.`,
    more: 'Os ydych wedi newid eich meddwl, mae hynny’n iawn. Dywedwch hynny pan ffoniwn.',
    groups: 'Gweld y grwpiau',
  },
}
