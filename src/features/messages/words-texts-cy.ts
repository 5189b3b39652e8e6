import type { Translation } from '#platform/language.ts'
import { dydd } from '#platform/welsh.ts'
import type { Said } from './said.ts'
import type { Words } from './words-texts.ts'

const ring = (s: Said, why: string) => (s.phone ? ` ${why} ${s.phone}.` : '')
const come = ({ telephone }: Said) =>
  telephone ? `Ffoniwch ${telephone} os hoffech siarad.` : 'Dewch os teimlwch fel dod.'
const questions = (s: Said) =>
  s.telephone ? ` Drwy ffonio: ${s.telephone}.` : ring(s, 'Cwestiynau? Ffoniwch')
const day = (s: Said) => (s.near === 'today' ? 'heddiw' : s.near === 'tomorrow' ? 'yfory' : s.date)

// To be checked by a speaker. Letters with a circumflex are not in the alphabet of texts and would double what they
// cost: these words do without.
export const cy: Translation<Words> = {
  of: {
    joined: (s) =>
      s.begins === 'call me'
        ? 'Diolch. Byddwn yn eich ffonio.'
        : `Diolch. Mae croeso mawr i chi.${s.firstDate && !(s.online && !s.letIn) ? ` Nesaf: ${s.firstDate}.` : ''}${ring(s, 'Cwestiynau? Ffoniwch')}`,
    'place kept': (s) =>
      s.standing
        ? `Mae lle wedi’i gadw i chi bob tro.${ring(s, 'Methu dod i un? Ffoniwch')}`
        : s.limited
          ? `Mae eich lle wedi’i gadw: ${s.date}, ${s.hours}.${ring(s, 'Methu dod? Ffoniwch')}`
          : `Edrychwn ymlaen: ${s.date}, ${s.hours}.`,
    'place waiting': (s) => `Rydych ar y rhestr aros: ${s.date}. Byddwn yn ysgrifennu pan fydd lle.`,
    'place offered': (s) =>
      `Mae lle i chi: ${s.date}, ${s.starts}.${s.answerBy ? ` Mae wedi’i gadw tan ${dydd(s.answerBy)}.` : ''}${ring(s, 'Ie neu na? Ffoniwch')}`,
    'place given back': (s) =>
      s.standing
        ? 'Nid ydym yn cadw lleoedd i chi mwyach, fel y gofynnoch.'
        : `Mae eich lle wedi’i ryddhau: ${s.date}. Diolch am ddweud.`,
    'reminder week': (s) => `Nodyn atgoffa: ${s.date}, ${s.hours}. ${come(s)}`,
    'reminder day': (s) => `Nodyn atgoffa: ${day(s)}, ${s.hours}. ${come(s)}`,
    'session moved': (s) => `Wedi newid: nawr ${dydd(s.date)}, ${s.hours}.${questions(s)}`,
    'session cancelled': (s) =>
      `Wedi’i ganslo: ${s.date}, ${s.starts}. Mae’n ddrwg gennym.${ring(s, 'I siarad, ffoniwch')}`,
    'session added': (s) => `Dyddiad newydd: ${s.date}, ${s.hours}.${questions(s)}`,
    'session put back': (s) => `Ymlaen wedi’r cyfan: ${s.date}, ${s.hours}.${questions(s)}`,
    'tried to ring': (s) =>
      `Mae’n ddrwg gennym ein bod wedi’ch colli. Rydym yn rhoi’r gorau i ffonio.${ring(s, 'Pryd bynnag yr hoffech siarad, ffoniwch')}`,
    'left group': () => 'Rydym wedi gwneud fel y gofynnoch. Mae croeso i chi eto unrhyw bryd.',
  },
  ends: (s, answers) =>
    answers ? ' Atebwch STOP i atal negeseuon.' : s.phone ? ` I atal negeseuon ffoniwch ${s.phone}.` : '',
}
