import type { Translation } from '#platform/language.ts'
import type { Words } from './words-erase.ts'

// To be checked by a speaker.
export const cy: Translation<Words> = {
  language: 'cy',
  title: 'Dileu popeth amdanaf',
  back: 'Fy nhudalennau',
  lede: 'Gallwch ofyn i ni ddileu popeth sydd gennym amdanoch. Mae dau berson yma’n gofalu am hynny, fel arfer o fewn wythnos.',
  points: [
    'Rydych yn gadael eich grwpiau, mae eich lleoedd yn cael eu rhoi’n ôl, ac nid oes dim yn cael ei anfon atoch mwyach.',
    'Mae eich enw, sut i gysylltu â chi, yr hyn a ddywedoch wrthym a’r hyn a ysgrifennwyd gennym amdanoch yn cael eu dileu, o’r cofnod o newidiadau hefyd.',
    'Mae’r ffaith i rywun ddod i sesiwn yn aros yn y niferoedd, heb enw.',
    'Mae copïau ar gyfer argyfyngau’n cael eu hysgrifennu drostynt ymhen amser; pe bai un yn cael ei ddefnyddio, byddwn yn eich dileu ohono eto.',
    'Ni ellir ei ddadwneud. Gallwch ymuno eto pryd bynnag y mynnwch.',
  ],
  button: 'Gofyn am ddileu popeth',
  notNow: 'Yn ôl heb ofyn',
  asked: (when) => `Gofynnoch ar ${when} i ni ddileu popeth amdanoch. Rydym yn gofalu am hynny.`,
  keep: 'Rwyf wedi newid fy meddwl: cadwch fy nghofnod',
  copyFirst: 'Efallai yr hoffech gopi yn gyntaf.',
  held: 'Rhaid cadw eich cofnod am y tro, oherwydd bod y gyfraith neu fater agored yn gofyn am hynny. Ffoniwch ni: byddwn yn egluro.',
}
