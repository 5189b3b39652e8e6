import { readPhone } from '#platform/phones.ts'
import type { Problem } from '#platform/web.ts'
import { type Field, type Said, waysFilled } from './answers.ts'
import { type Words, words } from './words.ts'

/** A session that can be chosen while joining. Local times. */
export type SessionToChoose = {
  id: string
  date: string
  starts: string
  ends: string
  full: boolean
}

/** What the pages of joining know about the group. */
export type GroupToJoin = {
  id: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  state: 'open' | 'paused' | 'closed'
  pausedWords: string | null
  launchOn: string | null
  limit: number | null
  hasRoom: boolean
  /** Today where the group meets, 'YYYY-MM-DD'. */
  today: string
  sessions: SessionToChoose[]
}

export type StageName =
  | 'for'
  | 'called'
  | 'reach'
  | 'whose'
  | 'begins'
  | 'phone'
  | 'places'
  | 'needs'
  | 'about'
  | 'emergency'
  | 'consent'

/** One page of the form: when it is asked, what it asks for, and what is wrong with an answer. */
export type Stage = {
  name: StageName
  /** Nothing on it is needed. */
  optional: (said: Said) => boolean
  applies: (said: Said, group: GroupToJoin) => boolean
  fields: readonly Field[]
  check: (said: Said, group: GroupToJoin, errors?: ErrorWords) => Problem[]
}

type ErrorWords = Words['errors']
const never = () => false
const always = () => true

/** How long each answer may be: the database's own limits (migrations/0004-people.sql). */
const longest: Partial<Record<Field, number>> = {
  helper: 120,
  called: 120,
  email: 320,
  phone: 40,
  post: 500,
  suits: 300,
  dietary: 500,
  access: 500,
  heard: 200,
  note: 2000,
  'emergency-name': 120,
  'emergency-phone': 40,
  'emergency-where': 300,
}

/** Whether this reads as an e-mail address to which a message can be sent. */
export function isEmail(value: string): boolean {
  return (
    value.length <= 320 &&
    /^[^\s@<>()[\]\\,;:"]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?\.\p{L}[\p{L}\p{N}-]*$/u.test(
      value,
    ) &&
    !value.includes('..')
  )
}
/**
 * Whether this reads as a telephone number, as people write them: of a length that numbers have there (libphonenumber), so
 * that a digit too many or too few is said at once and not when nobody can be rung.
 */
export function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  return /^\+?[\d\s().-]+$/.test(value) && digits >= 9 && digits <= 15 && readPhone(value) !== null
}
/** A number that takes no texts is said at once, and not when the first text is lost. */
function textsThere(said: Said, errors: ErrorWords): Problem[] {
  const texts = readPhone(said.phone)?.texts ?? 'yes'
  return texts === 'yes' ? [] : need('ways', !said.ways.includes('texts'), errors.noTexts[texts])
}
/** Whether a letter would find it: some letters and some more than a word. */
export function isPost(value: string): boolean {
  return (value.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 10
}

function tooLong(said: Said, fields: readonly Field[], errors: ErrorWords): Problem[] {
  return fields.flatMap((field) => {
    const most = longest[field]
    const value = said[field]
    return most !== undefined && typeof value === 'string' && value.length > most
      ? [{ field, message: errors.tooLong(most) }]
      : []
  })
}
const need = (field: string, holds: boolean, message: string): Problem[] =>
  holds ? [] : [{ field, message }]
/** One sentence a field, and the length before anything else. */
function firsts(problems: Problem[]): Problem[] {
  return problems.filter((problem, at) => problems.findIndex((other) => other.field === problem.field) === at)
}
function stage(
  name: StageName,
  fields: readonly Field[],
  more: Partial<Omit<Stage, 'name' | 'fields' | 'check'>> & {
    check?: (said: Said, group: GroupToJoin, errors: ErrorWords) => Problem[]
  },
): Stage {
  const check = more.check ?? (() => [])
  return {
    name,
    fields,
    optional: more.optional ?? never,
    applies: more.applies ?? always,
    check: (said, group, errors = words.en.errors) => {
      // What is not asked of this group has no field that an error could lead to; it is not kept either.
      const notAsked: Field = group.kind === 'online' ? 'dietary' : 'emergency-where'
      const asked = fields.filter((field) => field !== notAsked)
      return firsts([...tooLong(said, asked, errors), ...check(said, group, errors)])
    },
  }
}

/** Month and year as numbers, null when left empty, or why not. */
export function diagnosedIn(
  said: Said,
  today: string,
  errors: ErrorWords = words.en.errors,
): { month: string | null } | { problem: string } {
  const month = said['diagnosed-month']
  const year = said['diagnosed-year']
  if (month === '' && year === '') return { month: null }
  if (!/^(0?[1-9]|1[0-2])$/.test(month) || !/^(19|20)\d\d$/.test(year)) return { problem: errors.month }
  const day = `${year}-${month.padStart(2, '0')}-01`
  return day > today ? { problem: errors.monthAhead } : { month: day }
}

/** Every stage in its order. */
export const stages: readonly Stage[] = [
  stage('for', ['for', 'helper', 'agreed'], {
    check: (said, _group, errors) =>
      said.for === 'someone'
        ? [
            ...need('helper', said.helper !== '', errors.helper),
            ...need('agreed', said.agreed === 'yes', errors.agreed),
          ]
        : need('for', said.for === 'me', errors.for),
  }),
  stage('called', ['called'], {
    check: (said, _group, errors) =>
      need('called', /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(said.called), errors.called),
  }),
  stage('reach', ['reach', 'email', 'phone', 'post'], {
    check: (said, _group, errors) => {
      if (said.reach === 'email') return need('email', isEmail(said.email), errors.email)
      if (said.reach === 'phone') return need('phone', isPhone(said.phone), errors.phone)
      if (said.reach === 'post') return need('post', isPost(said.post), errors.post)
      return need('reach', false, waysFilled(said).length > 1 ? errors.reachSeveral : errors.reach)
    },
  }),
  stage('whose', ['whose'], {
    applies: (said) => said.for === 'someone',
    check: (said, _group, errors) =>
      need('whose', said.whose === 'own' || said.whose === 'helper', errors.whose),
  }),
  stage('begins', ['begins', 'suits'], {
    check: (said, group, errors) =>
      need(
        'begins',
        said.begins === 'call me' ||
          said.begins === 'I call' ||
          (said.begins === 'just come' && group.kind === 'in person'),
        errors.begins,
      ),
  }),
  stage('phone', ['phone', 'ways'], {
    optional: (said) => said.reach === 'phone' || said.begins !== 'call me',
    check: (said, _group, errors) =>
      said.phone === '' && (said.reach === 'phone' || said.begins !== 'call me')
        ? []
        : isPhone(said.phone)
          ? textsThere(said, errors)
          : need('phone', false, errors.phone),
  }),
  stage('places', ['places', 'dates'], {
    applies: (_said, group) => group.limit !== null && group.sessions.length > 0,
    check: (said, group, errors) => {
      if (said.places === 'standing' || said.places === 'later') return []
      if (said.places !== 'single') return need('places', false, errors.places)
      return need('dates', datesChosen(said, group).length > 0, errors.dates)
    },
  }),
  stage('needs', ['dietary', 'access'], { optional: always }),
  stage('about', ['diagnosed-month', 'diagnosed-year', 'heard', 'note'], {
    optional: always,
    check: (said, group, errors) => {
      const month = diagnosedIn(said, group.today, errors)
      return 'problem' in month ? [{ field: 'diagnosed', message: month.problem }] : []
    },
  }),
  stage('emergency', ['emergency-name', 'emergency-phone', 'emergency-where'], {
    optional: always,
    check: (said, _group, errors) =>
      said['emergency-phone'] === ''
        ? []
        : need('emergency-phone', isPhone(said['emergency-phone']), errors.phone),
  }),
  stage('consent', ['consent'], {
    check: (said, _group, errors) => need('consent', said.consent === 'yes', errors.consent),
  }),
]

/** The dates that were chosen and can be: of this group, and still to come. */
export function datesChosen(said: Said, group: GroupToJoin): string[] {
  const coming = new Set(group.sessions.map((session) => session.id))
  return [...new Set(said.dates)].filter((id) => coming.has(id))
}

/** The stages that this person is asked, in order. */
export function stagesFor(said: Said, group: GroupToJoin): Stage[] {
  return stages.filter((one) => one.applies(said, group))
}

/** The first stage whose answer is missing or cannot stand, with what is wrong. */
export function firstTrouble(
  said: Said,
  group: GroupToJoin,
  errors: ErrorWords = words.en.errors,
): { stage: Stage; problems: Problem[] } | null {
  for (const one of stagesFor(said, group)) {
    const problems = one.check(said, group, errors)
    if (problems.length > 0) return { stage: one, problems }
  }
  return null
}

/** What stands between somebody and this group, if anything. */
export function notOpen(group: GroupToJoin): 'paused' | 'closed' | 'full' | null {
  if (group.state === 'paused' || group.state === 'closed') return group.state
  return group.hasRoom ? null : 'full'
}
