import { ddydd } from '#platform/welsh.ts'
import { type Block, ringUs, type Said } from './said.ts'

// To be checked by a speaker.

export const triedToRing = (s: Said): Block[] => [
  {
    p: s.wrongNumber
      ? 'Rydym wedi ceisio eich ffonio, ond nid yw’r rhif sydd gennym yn eich cyrraedd.'
      : 'Rydym wedi ceisio eich ffonio, heb ddod o hyd i amser da. Felly rydym yn rhoi’r gorau i ffonio nawr.',
  },
  ...ringUs(s, 'Os hoffech siarad, ffoniwch ni pryd bynnag y bo’n gyfleus:'),
  {
    p:
      s.online && !s.letIn
        ? 'Cyn eich sesiwn gyntaf mae rhywun yn siarad â chi unwaith, er mwyn i bawb wybod pwy sydd yn yr ystafell. Mae cymaint o groeso i chi ag erioed.'
        : 'Neu dewch draw, pryd bynnag y teimlwch fel dod, gyda galwad neu hebddi. Mae cymaint o groeso i chi ag erioed.',
  },
]
export const byTelephone = (number: string) => `Dros y ffôn: ffoniwch ${number}`
export const when = (s: Said): [string, string][] => [
  ['Pryd', `${s.date}, ${s.hours}`],
  ['Grŵp', s.group],
  ...(s.online ? ([['Ble', 'Ar-lein']] as [string, string][]) : []),
  ...(s.telephone ? ([['Ble', byTelephone(s.telephone)]] as [string, string][]) : []),
  ...(!s.online && !s.telephone && s.where.length > 0
    ? ([['Ble', s.where.join('\n')]] as [string, string][])
    : []),
]
export const nowWhen = (s: Said): [string, string][] =>
  when(s).map(([label, value]) => (label === 'Pryd' ? ['Nawr', value] : [label, value]))
export const topic = (s: Said): Block[] => [
  ...(s.speaker ? [{ p: `Gyda gwestai: ${s.speaker}. Gall yr un hon fod yn hirach nag arfer.` }] : []),
  ...(s.note ? [{ p: s.note }] : []),
]
export const noPressure = ({ telephone }: Said) =>
  telephone
    ? 'Ffoniwch os hoffech siarad. Nid oes byth rhaid gwneud.'
    : 'Dewch os teimlwch fel dod. Nid oes byth angen egluro.'
export const onDay = (s: Said) => `ar ${ddydd(s.date)}`
export const cancelled = (s: Said): Block[] => [
  {
    p: s.online
      ? 'Mae’n ddrwg gennym: mae’r sesiwn hon wedi’i chanslo.'
      : 'Mae’n ddrwg gennym: mae’r sesiwn hon wedi’i chanslo. Peidiwch â chychwyn.',
  },
  {
    facts: [
      ['Roedd i fod', `${s.date}, ${s.hours}`],
      ['Grŵp', s.group],
    ],
  },
  ...(s.cancelledWords ? [{ note: s.cancelledWords }] : []),
  ...(s.insteadWords ? [{ p: s.insteadWords }] : []),
]
