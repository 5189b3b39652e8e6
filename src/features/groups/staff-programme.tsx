import type { Errors } from '#design/components/index.ts'
import { topicsWished } from '#features/welcome/welcome.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, inTransaction, page, type Raw, type Route } from '#platform/web.ts'
import { dateValues, many, one, type Values } from './form-parts.ts'
import { type Choices, choicesOf, programmeForm, ruleFields } from './forms.ts'
import { saveProgramme } from './groups.ts'
import { describeRule, type ProgrammeRule } from './programme.ts'
import { checkProgramme, needsChoice, type ProgrammePreview } from './programme-preview.ts'
import type { ProgrammeSaved } from './programmes.ts'
import { type Group, type Programme, programmesOf } from './reads.ts'
import { DatesPage, RulePage } from './staff-pages-programme.tsx'
import { errorsOf, groupCrumbs, groupToChange } from './staff-shared.ts'
import { staffWords } from './staff-words.ts'
import { dateInWords } from './time-words.ts'

const w = staffWords.programme

/** A programme as the values of its form. */
function valuesOf(programme: Programme | undefined, today: string): Values {
  const first: Values = {
    kind: 'monthly-weekday',
    nth: '4',
    weekday: '5',
    everyMonths: '1',
    'weekly-day': '5',
    everyWeeks: '1',
    starts: '11:00',
    ends: '13:00',
    ...dateValues('from', today),
    ...dateValues('until', null),
  }
  if (!programme) return first
  const { rule } = programme
  const { starts, ends } = rule
  const own: Values =
    rule.kind === 'weekly'
      ? { 'weekly-day': String(rule.weekday), everyWeeks: String(rule.everyWeeks) }
      : rule.kind === 'dates'
        ? {
            dates: rule.dates
              .filter((date) => date >= today)
              .map((date) => dateInWords(date, null))
              .join('\n'),
          }
        : { nth: String(rule.nth), weekday: String(rule.weekday), everyMonths: String(rule.everyMonths) }
  return { ...first, kind: rule.kind, ...own, starts, ends, ...dateValues('until', programme.until) }
}

async function showRule(ask: Ask, values?: Values, errors: Errors = {}): Promise<Response> {
  const group = await groupToChange(ask)
  if (group instanceof Response) return group
  const { programmes, wished } = await inTransaction(ask, async (tx) => ({
    programmes: await programmesOf(tx, group.id, group.today),
    wished: await topicsWished(tx, group.id),
  }))
  const title = programmes.length === 0 ? w.newTitle : w.changeTitle
  const wrong = Object.keys(errors).length > 0
  return showStaff(
    ask,
    {
      title,
      current: '/staff/groups',
      breadcrumbs: groupCrumbs(group),
      errors,
      status: wrong ? 422 : 200,
    },
    <RulePage
      title={title}
      wished={wished}
      now={programmes.map((programme) => describeRule(programme.rule))}
      values={values ?? valuesOf(programmes.at(-1), group.today)}
      errors={errors}
      back={`/staff/groups/${group.slug}`}
    />,
  )
}

function showDates(
  ask: Ask,
  group: Group,
  rule: ProgrammeRule,
  preview: ProgrammePreview,
  values: Values,
  errors: Errors = {},
): Response {
  const at = `/staff/groups/${group.slug}/programme`
  return showStaff(
    ask,
    {
      title: w.datesTitle,
      current: '/staff/groups',
      breadcrumbs: [...groupCrumbs(group), { href: at, text: w.title }],
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <DatesPage
      rule={describeRule(rule)}
      preview={preview}
      today={group.today}
      carried={Object.fromEntries(ruleFields.map((name) => [name, many(values, name)]))}
      values={values}
      errors={errors}
      action={`${at}/save`}
      back={at}
    />,
  )
}

/** What still has to be said, by field, in the order of the page. */
function whatIsMissing(preview: ProgrammePreview, choices: Choices, today: string): Errors {
  const errors: Record<string, string> = {}
  const say = (about: string, name: string, day: string, nothing: (day: string) => string) => {
    const part = choices.missing.find((missing) => missing.about === about)
    const inWords = dateInWords(day, today)
    if (part)
      errors[part.field] =
        part.what === 'other'
          ? w.otherMissing(inWords)
          : part.what === 'phone'
            ? w.phoneMissing(inWords)
            : w.cancelMissing(inWords)
    else errors[name] = nothing(inWords)
  }
  for (const { date } of preview.dates.filter(needsChoice))
    if (!choices.onDates[date]) say(date, `on-${date}`, date, w.undecidedDate)
  for (const { id, date } of preview.standing)
    if (!choices.onSessions[id]) say(id, `for-${id}`, date, w.undecidedSession)
  return errors
}

/** Why it was not saved, beside the field that can mend it. */
function errorOf(answer: Extract<ProgrammeSaved, { ok: false }>, choices: Choices, group: Group): Errors {
  if (answer.reason !== 'date taken') return { from: staffWords.errors.notYours }
  const sentence = w.dateTaken(dateInWords(answer.date, group.today))
  const date = Object.entries(choices.onDates).find(
    ([, choice]) => choice.what === 'other date' && choice.date === answer.date,
  )
  const session = Object.entries(choices.onSessions).find(
    ([, choice]) => choice.what === 'move' && choice.to === answer.date,
  )
  return { [date ? `on-${date[0]}` : session ? `for-${session[0]}` : '']: sentence }
}

const inZone = (rule: ProgrammeRule, group: Group): ProgrammeRule => ({ ...rule, zone: group.zone })
const invalidRule = (ask: Ask, problems: Parameters<typeof errorsOf>[0], raw: Raw) =>
  showRule(ask, raw, errorsOf(problems))

/** The programme: the rule, its dates with what stands against them, and only then saving it. */
export const staffProgramme: Route[] = [
  page('/staff/groups/:slug/programme', 'change groups', (ask) => showRule(ask)),
  action(
    '/staff/groups/:slug/programme',
    'change groups',
    { schema: programmeForm, invalid: invalidRule },
    async (ask, { rule, values }) => {
      if (one(values, 'again') !== '') return showRule(ask, values)
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      if (rule.from < group.today) return showRule(ask, values, { from: staffWords.errors.past })
      const preview = await inTransaction(ask, (tx) => checkProgramme(tx, group, inZone(rule, group)))
      if (preview.dates.length === 0) return showRule(ask, values, { kind: staffWords.errors.noDates })
      return showDates(ask, group, rule, preview, values)
    },
  ),
  action(
    '/staff/groups/:slug/programme/save',
    'change groups',
    { schema: programmeForm, invalid: invalidRule, largest: 256 * 1024 },
    async (ask, { rule, values }) => {
      const group = await groupToChange(ask)
      if (group instanceof Response) return group
      const choices = choicesOf(values)
      const { answer, preview } = await inTransaction(ask, async (tx) => {
        const saved = await saveProgramme(tx, {
          groupId: group.id,
          rule: inZone(rule, group),
          ...choices,
          cancelledWords: w.cancelledWords,
        })
        return {
          answer: saved,
          preview: saved.ok ? null : await checkProgramme(tx, group, inZone(rule, group)),
        }
      })
      if (answer.ok) {
        const told = answer.written + answer.toRing > 0
        return seeOther(ask, `/staff/groups/${group.slug}?done=${told ? 'programme-told' : 'programme'}`)
      }
      if (answer.reason === 'in the past') return showRule(ask, values, { from: staffWords.errors.past })
      if (answer.reason === 'no dates') return showRule(ask, values, { kind: staffWords.errors.noDates })
      if (!preview) throw new Error('A refusal comes with its dates')
      const errors =
        answer.reason === 'undecided'
          ? whatIsMissing(preview, choices, group.today)
          : errorOf(answer, choices, group)
      return showDates(ask, group, rule, preview, values, errors)
    },
  ),
]
