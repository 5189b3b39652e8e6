import { slipsBetween } from '#platform/slips.ts'

/** How names are compared: in parts, without titles, with the forms and the slips that people make. Pure rules. */

/** What stands before a name and is none, in English and in Welsh, without its full stop. */
const titles = new Set(
  [
    'mr mrs ms miss mx dr doctor prof professor rev revd reverend canon fr father pastor rabbi imam',
    'sir dame lady lord baroness baron capt captain',
    'bnr bns bonwr parch parchedig athro syr fonesig arglwydd arglwyddes',
  ].flatMap((line) => line.split(' ')),
)
/** Whether a word, in small letters, is a title and not part of a name. */
export const isTitle = (word: string): boolean => titles.has(word)

/**
 * The parts of a name as they are compared: without accents, capitals, hyphens, apostrophes and titles. A name that is
 * nothing but titles keeps them: somebody is called Lady, or Father.
 */
export function nameParts(text: string): string[] {
  const parts = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’`.]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
  const named = parts.filter((part) => !isTitle(part))
  return named.length > 0 ? named : parts
}

/** Other forms of the same name: short forms, and how it is written by whoever only heard it. Without itself. */
export function formsOf(part: string): string[] {
  const forms = new Set(sameNames.filter((names) => names.includes(part)).flat())
  forms.delete(part)
  return [...forms]
}

/**
 * A part of a name as somebody may write it who only heard it: one sound written otherwise, one letter double or single.
 * Without itself.
 */
export function heardAs(part: string): string[] {
  const found = new Set<string>()
  for (const [written, otherwise] of sounds)
    for (let at = part.indexOf(written); at >= 0; at = part.indexOf(written, at + 1))
      found.add(part.slice(0, at) + otherwise + part.slice(at + written.length))
  const doubled = part.search(/([a-z])\1/)
  if (doubled >= 0) found.add(part.slice(0, doubled) + part.slice(doubled + 1))
  for (const [at, letter] of [...part].entries())
    if (at > 0 && /[lmnprst]/.test(letter)) found.add(part.slice(0, at) + letter + part.slice(at))
  found.delete(part)
  return [...found].filter((other) => other.length >= 3)
}
/** What sounds alike in names as people in Britain say them, written either way. */
const sounds = [
  'ei ie',
  'ei ee',
  'ee ea',
  'i y',
  'ie y',
  'ei e',
  'c k',
  'ck k',
  'ph f',
  'ph v',
  'mac mc',
  's z',
  'th t',
  'son sen',
  'ou u',
  'ew u',
  'w wh',
  'a e',
  'o a',
]
  .map((line) => line.split(' ') as [string, string])
  .flatMap(([one, other]): [string, string][] => [
    [one, other],
    [other, one],
  ])

/** Whether one text becomes the other by at most so many slips. */
export const slips = (a: string, b: string, most: number): boolean => slipsBetween(a, b, most) <= most

/** Names that are one another's short forms, as people in Britain use them; then names as they are written by ear. */
const sameNames = [
  'margaret maggie peggy meg marge madge rita greta',
  'elizabeth elisabeth liz lizzie lizzy beth betty bess libby eliza lisa',
  'catherine katherine kathryn catriona cath kath cathy kathy kate katie kit',
  'susan susanna suzanne sue susie suzie',
  'patricia pat patsy trish tricia',
  'barbara barb babs',
  'christine christina chris chrissie tina',
  'deborah debra deb debbie',
  'jacqueline jackie jacqui',
  'jennifer jen jenny jennie',
  'judith judy jude',
  'pamela pam',
  'rebecca becky becca',
  'rosemary rose rosie',
  'sandra alexandra sandy sandie alex',
  'teresa theresa terry tess',
  'victoria vicky vicki tori',
  'angela angie ange',
  'helen helena ellen nell nellie',
  'janet jan',
  'joanna joanne jo',
  'josephine jo josie',
  'samantha sam',
  'valerie val',
  'winifred win winnie freda',
  'william will bill billy',
  'robert rob bob bobby',
  'richard rich rick dick',
  'james jim jimmy jamie',
  'john jack johnny',
  'michael mike mick',
  'anthony antony tony',
  'thomas tom tommy',
  'edward ed eddie ted',
  'catriona katrina catrina',
  'kathleen cathleen caitlin',
  'siobhan shevaun shivaun chevonne',
  'niamh neve neeve',
  'aoife eefa',
  'aisling ashling ashleen',
  'ciara keira kiera',
  'mairi mhairi vari mary',
  'eilidh ailie ayley',
  'sian sharn',
  'stephanie steph stef',
  'yvonne evonne',
  'philip phillip phil',
  'geoffrey jeffrey geoff jeff',
  'stephen steven steve',
  'sean shaun shawn',
].map((line) => line.split(' '))
