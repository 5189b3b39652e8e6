import * as z from 'zod'
import { nations } from './clashes.ts'
import {
  date,
  dateTyped,
  id,
  maybe,
  maybeDate,
  maybeNumber,
  one,
  readDateLine,
  text,
  ticked,
  tickedIds,
  time,
  timeTyped,
  type Values,
  withDates,
} from './form-parts.ts'
import { postcodeKey } from './postcodes.ts'
import { ProgrammeRule } from './programme.ts'
import type { DateChoice, SessionChoice } from './programmes.ts'
import { staffWords } from './staff-words.ts'

const words = staffWords.errors
const nation = z.enum(nations, words.nation)
const someNations = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(nation).min(1, words.nations),
)
const email = maybe(320).refine(
  (value) => value === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  words.email,
)
const phone = maybe(40).refine((value) => value === '' || /^[+\d][\d\s()-]{5,}$/.test(value), words.phone)

export const newGroupForm = z.preprocess(
  withDates(['launch']),
  z.object({
    service: id(words.service),
    name: text(120, words.name),
    kind: z.enum(['in person', 'online'], words.kind),
    nations: someNations,
    launch: maybeDate,
  }),
)

export const groupForm = z.preprocess(
  withDates(['launch']),
  z.object({
    service: id(words.service),
    name: text(120, words.name),
    slug: z
      .string(words.slug)
      .max(80, words.tooLong(80))
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, words.slug),
    nations: someNations,
    launch: maybeDate,
    language: z.enum(['en', 'cy']).default('en'),
    sessionLimit: maybeNumber(1, 500, words.limit),
    memberLimit: maybeNumber(1, 5000, words.memberLimit),
    ledBy: maybe(300),
    expect: maybe(3000),
    askPhone: phone,
    askEmail: email,
  }),
)

export const placeForm = z.object({ venue: z.union([z.literal(''), id(words.venue)], words.venue) })

export const joiningForm = z.object({
  url: text(2000, words.link).regex(/^https:\/\/[^\s]+$/, words.link),
  dialIn: phone,
  dialInCode: maybe(40),
  help: maybe(1000),
})

export const peopleForm = z.object({ facilitators: tickedIds, coordinators: tickedIds })

export const stateForm = z
  .object({
    state: z.enum(['planned', 'open', 'paused', 'closed'], words.state),
    pausedWords: maybe(400),
    ahead: z.enum(['stay', 'end', ''], words.ahead).default(''),
    endWords: maybe(400),
  })
  .check((context) => {
    const { state, pausedWords, ahead, endWords } = context.value
    const issue = (field: string, message: string) =>
      context.issues.push({ code: 'custom', message, path: [field], input: context.value })
    if (state === 'paused' && pausedWords === '') issue('pausedWords', words.sentence)
    if ((state === 'paused' || state === 'closed') && ahead === 'end' && endWords === '')
      issue('endWords', words.endWords)
  })

/** The fields of the programme's form, as one rule; the zone is the group's. */
function ruleTyped(values: Values, zone: string) {
  const shared = {
    starts: timeTyped(one(values, 'starts')),
    ends: timeTyped(one(values, 'ends')),
    zone,
    from: dateTyped(values, 'from'),
    until: dateTyped(values, 'until') || null,
  }
  const kind = one(values, 'kind')
  if (kind === 'weekly')
    return {
      kind,
      weekday: Number(one(values, 'weekly-day')),
      everyWeeks: Number(one(values, 'everyWeeks')),
      ...shared,
    }
  if (kind === 'dates') {
    const lines = one(values, 'dates')
      .split(/[\n;]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const read = lines.map(readDateLine)
    const dates = read.filter((day) => day !== null).sort()
    // A list needs no first day of its own.
    return { kind, ...shared, dates, from: shared.from || dates[0] || '' }
  }
  const nth = one(values, 'nth')
  return {
    kind: 'monthly-weekday',
    weekday: Number(one(values, 'weekday')),
    nth: nth === 'last' ? nth : Number(nth),
    everyMonths: Number(one(values, 'everyMonths')),
    ...shared,
  }
}

/** The names of the rule's own fields: what the page with the dates carries along. */
export const ruleFields = [
  'kind',
  'nth',
  'weekday',
  'everyMonths',
  'weekly-day',
  'everyWeeks',
  'dates',
  'starts',
  'ends',
  'from-day',
  'from-month',
  'from-year',
  'until-day',
  'until-month',
  'until-year',
] as const

type RuleTyped = { rule: ProgrammeRule; values: Values }

/** The programme's form: its problems by field, or the rule. The zone is filled in by whoever knows the group. */
export const programmeForm = z.looseObject({}).transform((raw, context): RuleTyped => {
  const values = raw as Values
  const problems = ruleProblems(values)
  const rule = ProgrammeRule.safeParse(ruleTyped(values, 'Europe/London'))
  const wrong =
    problems.length > 0 || rule.success
      ? problems
      : rule.error.issues.map((issue): [string, string] => [fieldOf(issue.path, values), issue.message])
  for (const [field, message] of wrong)
    context.addIssue({ code: 'custom', message, path: [field], input: raw })
  return rule.success && wrong.length === 0 ? { rule: rule.data, values } : z.NEVER
})
function fieldOf(path: readonly PropertyKey[], values: Values): string {
  const name = String(path[0] ?? 'kind')
  return name === 'weekday' && one(values, 'kind') === 'weekly' ? 'weekly-day' : name
}

function ruleProblems(values: Values): [string, string][] {
  const problems: [string, string][] = []
  const kind = one(values, 'kind')
  if (!['monthly-weekday', 'weekly', 'dates'].includes(kind)) problems.push(['kind', words.programmeKind])
  if (kind === 'dates') {
    const lines = one(values, 'dates')
      .split(/[\n;]+/)
      .filter((line) => line.trim() !== '')
    const wrong = lines.find((line) => readDateLine(line) === null)
    if (lines.length === 0) problems.push(['dates', words.dates])
    else if (wrong) problems.push(['dates', words.dateLine(wrong.trim().slice(0, 40))])
  }
  const starts = time(words.starts).safeParse(one(values, 'starts'))
  const ends = time(words.ends).safeParse(one(values, 'ends'))
  if (!starts.success) problems.push(['starts', starts.error.issues[0]?.message ?? words.starts])
  if (!ends.success) problems.push(['ends', ends.error.issues[0]?.message ?? words.ends])
  else if (starts.success && ends.data <= starts.data) problems.push(['ends', words.endsAfter])
  const from = date(words.from).safeParse(dateTyped(values, 'from'))
  if (!from.success && !(kind === 'dates' && dateTyped(values, 'from') === ''))
    problems.push(['from', from.error.issues[0]?.message ?? words.from])
  const until = maybeDate.safeParse(dateTyped(values, 'until'))
  if (!until.success) problems.push(['until', words.realDate])
  return problems
}

export type Choices = {
  onDates: Record<string, DateChoice>
  onSessions: Record<string, SessionChoice>
  /** Fields in which something is missing, by the date or the session that they are about. */
  missing: { field: string; about: string; what: 'other' | 'phone' | 'cancel' }[]
}

/** What was chosen for each date (fields `on-DATE`) and each session in the way (fields `for-ID`). */
export function choicesOf(values: Values): Choices {
  const choices: Choices = { onDates: {}, onSessions: {}, missing: [] }
  for (const name of Object.keys(values)) {
    const day = /^on-(\d{4}-\d{2}-\d{2})$/.exec(name)?.[1]
    const session = /^for-([0-9a-f-]{36})$/.exec(name)?.[1]
    if (day) readDateChoice(values, day, choices)
    if (session) readSessionChoice(values, session, choices)
  }
  return choices
}

function readDateChoice(values: Values, day: string, choices: Choices) {
  const chosen = one(values, `on-${day}`)
  const suggested = /^on (\d{4}-\d{2}-\d{2})$/.exec(chosen)?.[1]
  if (chosen === 'keep' || chosen === 'leave out') choices.onDates[day] = { what: chosen }
  else if (suggested) choices.onDates[day] = { what: 'other date', date: suggested }
  else if (chosen === 'other') {
    const other = readDateLine(one(values, `on-${day}-date`))
    if (other) choices.onDates[day] = { what: 'other date', date: other }
    else choices.missing.push({ field: `on-${day}-date`, about: day, what: 'other' })
  } else if (chosen === 'phone') {
    const said = one(values, `on-${day}-words`).slice(0, 400)
    if (said) choices.onDates[day] = { what: 'telephone hour', words: said }
    else choices.missing.push({ field: `on-${day}-words`, about: day, what: 'phone' })
  }
}

function readSessionChoice(values: Values, session: string, choices: Choices) {
  const chosen = one(values, `for-${session}`)
  const to = /^to (\d{4}-\d{2}-\d{2})$/.exec(chosen)?.[1]
  if (chosen === 'extra') choices.onSessions[session] = { what: 'extra' }
  else if (to) choices.onSessions[session] = { what: 'move', to }
  else if (chosen === 'cancel') {
    const said = one(values, `for-${session}-words`).slice(0, 400)
    if (said) choices.onSessions[session] = { what: 'cancel', words: said }
    else choices.missing.push({ field: `for-${session}-words`, about: session, what: 'cancel' })
  }
}

export const cancelForm = z.object({ why: text(400, words.why), instead: maybe(400) })

export const moveForm = z.preprocess(
  withDates(['date']),
  z
    .object({
      date: date(words.date),
      starts: time(words.starts),
      ends: time(words.ends),
      venue: z.union([z.literal(''), id(words.venue)], words.venue).default(''),
    })
    .refine((form) => form.starts < form.ends, { path: ['ends'], message: words.endsAfter }),
)

export const addForm = z.preprocess(
  withDates(['date']),
  z
    .object({
      date: date(words.date),
      starts: time(words.starts),
      ends: time(words.ends),
      venue: z.union([z.literal(''), id(words.venue)], words.venue).default(''),
      note: maybe(400),
      tell: ticked,
      seen: maybe(200),
    })
    .refine((form) => form.starts < form.ends, { path: ['ends'], message: words.endsAfter }),
)

export const insteadForm = z.object({ date: date(words.date) })

export const telephoneForm = z.preprocess(
  withDates(['date']),
  z
    .object({
      date: date(words.date),
      starts: time(words.starts),
      ends: time(words.ends),
      telephone: text(40, words.phone).regex(/^[+\d][\d\s()-]{5,}$/, words.phone),
      seen: maybe(200),
    })
    .refine((form) => form.starts < form.ends, { path: ['ends'], message: words.endsAfter }),
)

export const talkForm = z.object({
  ends: time(words.ends),
  long: ticked,
  speaker: maybe(200),
  talk: maybe(200),
  note: maybe(400),
  topics: tickedIds,
})

export const limitForm = z.object({ limit: maybeNumber(1, 500, words.limit) })

const degrees = (least: number, most: number, message: string) =>
  z
    .string()
    .default('')
    .transform((value, context) => {
      if (value === '') return null
      const number = Number(value)
      if (Number.isFinite(number) && number >= least && number <= most) return number
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

export const venueForm = z
  .object({
    name: text(160, words.venueName),
    address: text(400, words.address),
    town: text(80, words.town),
    postcode: text(10, words.postcode).refine((value) => postcodeKey(value) !== null, words.postcode),
    nation,
    stepFree: maybe(300),
    parking: maybe(300),
    transport: maybe(300),
    toilets: maybe(300),
    room: maybe(500),
    lat: degrees(49, 61.5, words.latitude),
    lon: degrees(-9, 2.5, words.longitude),
    note: maybe(500),
    ended: ticked,
  })
  .refine((form) => (form.lat === null) === (form.lon === null), { path: ['lat'], message: words.both })
