import type { Translation } from '#platform/language.ts'
import type { WishesWords } from './wishes-words.ts'

// To be checked by a speaker. What staff read stays English.
export const cy: Translation<WishesWords> = {
  language: 'cy',
  title: 'Beth y ceir ei ddweud wrth fy ngrŵp amdanaf',
  link: 'Beth y ceir ei ddweud wrth fy ngrŵp amdanaf',
  lede: 'Mae rhai pobl yn hoffi dweud ymlaen llaw beth y caiff eu grŵp ei glywed os ânt yn rhy sâl i ddod, neu os byddant yn marw. Mae eraill yn ei adael i’r rhai sy’n agos atynt. Mae’r ddau’n iawn, ac nid oes rhaid i chi ateb dim yma.',
  who: 'Dim ond y bobl sy’n rhedeg eich grwpiau, a gweinyddwyr yr elusen, all ei ddarllen. Yr hyn a ddywedwch yma sy’n dod yn gyntaf; wedyn rydym yn gofyn i’ch teulu.',
  whenIll: 'Os af yn rhy sâl i ddod',
  whenDied: 'Os byddaf yn marw',
  tell: 'Cewch ddweud wrth y grŵp',
  quiet: 'Peidiwch â dweud dim, os gwelwch yn dda',
  open: 'Rwy’n ei adael yn agored',
  nameUsed: 'A gaiff fy enw ei ddweud?',
  remembered: 'A gaiff fy enw sefyll ymhlith y rhai y mae’r grŵp yn eu cofio?',
  rememberedHint:
    'Mae rhai grwpiau’n cadw rhestr o’r fath. Dim ond aelodau’r grŵp a’r rhai sy’n ei redeg sy’n ei gweld.',
  yes: 'Caiff',
  no: 'Na chaiff',
  byWhom: 'Pwy ddylai ddweud wrthynt?',
  byWhomHint: 'Er enghraifft: Ruth, sy’n arwain y grŵp. Gallwch ei adael yn wag.',
  how: 'Sut, neu unrhyw beth arall y dylem ei wybod',
  howHint: 'Gallwch ei adael yn wag.',
  wroteDown: (day) =>
    `Nodwyd hyn gennym ar ${day}, fel y dywedoch wrthym. Newidiwch beth bynnag nad yw’n iawn.`,
  save: 'Cadw',
  skip: 'Nid nawr',
  clear: 'Tynnu hyn i gyd i ffwrdd',
  done: {
    saved: 'Wedi’i gadw. Gallwch ei newid pryd bynnag y mynnwch.',
    cleared: 'Mae wedi’i dynnu i ffwrdd.',
  },
  errors: {
    byWhom: 'Dywedwch pwy ddylai ddweud wrthynt mewn 200 nod ar y mwyaf',
    how: 'Defnyddiwch 1,000 nod ar y mwyaf',
  },
}
