import type { Translation } from './language.ts'
import type { TroubleWords } from './trouble-words.ts'

// To be checked by a speaker.
export const cy: Translation<TroubleWords> = {
  notFoundTitle: 'Nid yw’r dudalen hon yma',
  notFound: 'Efallai fod y cyfeiriad wedi’i gopïo heb ei ddiwedd, neu fod y dudalen wedi symud.',
  notFoundNext: 'Gallwch ddod o hyd i grŵp o’r dudalen gyntaf, neu ffoniwch ni ac fe helpwn ni.',
  forbiddenTitle: 'Ni allwch agor y dudalen hon',
  forbidden:
    'Nid oes gan eich cyfrif yr hyn sydd ei angen ar y dudalen hon. Os credwch y dylai fod ganddo, gofynnwch i weinyddwr eich elusen.',
  elsewhereTitle: 'Anfonwch y ffurflen hon o’n tudalen ni',
  elsewhere:
    'Roedd yn edrych fel petai wedi dod o wefan arall, felly ni wnaethom ddim â hi. Agorwch ein tudalen eto a’i hanfon oddi yno.',
  badFormTitle: 'Mae angen golwg arall ar rywbeth yn y ffurflen',
  badForm: 'Nid oes dim wedi’i gadw eto. Ewch yn ôl, edrychwch ar y rhain, a’i hanfon eto:',
  tooOftenTitle: 'Arhoswch ychydig a rhowch gynnig arall arni',
  tooOften:
    'Anfonwyd y ffurflen hon lawer gwaith mewn amser byr. Nid oes dim wedi’i golli: arhoswch rai munudau a’i hanfon eto, neu ffoniwch ni.',
  tooLargeTitle: 'Roedd hynny’n ormod ar unwaith',
  tooLarge: 'Mae’r hyn a anfonwyd yn fwy nag y gallwn ei dderbyn. Anfonwch lai, neu ffoniwch ni i ddweud.',
  wrongTitle: 'Mae’n ddrwg gennym, ni weithiodd hynny',
  wrong:
    'Aeth rhywbeth o’i le ar ein hochr ni ac ni chadwyd dim. Nid eich bai chi yw hyn. Rhowch gynnig arall arni ymhen rhai munudau.',
  awayTitle: 'Mae’n ddrwg gennym, ni allwn wneud hyn ar hyn o bryd',
  away: 'Mae rhan o’n system yn cael gofal ac ni chadwyd dim. Rhowch gynnig arall arni ymhen rhai munudau.',
  ringUs: (phone, hours) => `Gallwch ein ffonio ar ${phone}${hours ? `, ${hours}` : ''}.`,
  reference: (id) => `Os dywedwch wrthym amdano, bydd hyn yn ein helpu i ddod o hyd iddo: ${id}`,
  firstPage: 'I’r dudalen gyntaf',
}
