import type { Errors } from '#design/components/index.ts'
import { seeOther } from '#platform/show.tsx'
import { notFound, troublePages } from '#platform/trouble.tsx'
import { type Ask, inTransaction, type Problem, type Raw } from '#platform/web.ts'
import type { Values } from './form-parts.ts'
import type { GroupRefusal } from './groups.ts'
import { standingOf } from './queries.ts'
import { type Group, groupBySlug } from './reads.ts'
import { staffWords as w } from './staff-words.ts'

/** The sentence for `?done=…`; codes that nobody knows say nothing. */
export function flashOf(ask: Ask): string | undefined {
  const code = ask.req.query('done') ?? ''
  return Object.hasOwn(w.flash, code) ? w.flash[code] : undefined
}

/** What is wrong, by field. */
export const errorsOf = (problems: readonly Problem[]): Errors =>
  Object.fromEntries(problems.map(({ field, message }) => [field, message]))

export const groupCrumbs = (group: Pick<Group, 'slug' | 'name'>) => [
  { href: '/staff/groups', text: w.groups },
  { href: `/staff/groups/${group.slug}`, text: group.name },
]

/** The group of an address, or where to go instead: nowhere, its new address, or away when it is not theirs. */
export async function groupToChange(ask: Ask): Promise<Group | Response> {
  const slug = ask.req.param('slug') ?? ''
  const found = await inTransaction(ask, async (tx) => {
    const group = await groupBySlug(tx, slug)
    return group && { group, standing: await standingOf(tx, group.id) }
  })
  if (!found) return notFound(ask)
  if (!found.standing.changes) return troublePages.forbidden(ask)
  if (found.group.slug !== slug && ask.req.method === 'GET')
    return seeOther(ask, ask.req.path.replace(`/${slug}`, `/${found.group.slug}`))
  return found.group
}

/** Shows the same page for the first time and, with what was typed, when something is wrong. */
export type Shown = (ask: Ask, values?: Values, errors?: Errors) => Promise<Response>
/** Shows the form again with what was typed and what is wrong with it. */
export const again = (show: Shown) => (ask: Ask, problems: Problem[], raw: Raw) =>
  show(ask, raw, errorsOf(problems))
export const status = (errors?: Errors) => (errors && Object.keys(errors).length > 0 ? 422 : 200)

/** What the page of a group's part says about itself. */
export const partOf = (group: Group, title: string, errors?: Errors) => ({
  title,
  current: '/staff/groups',
  breadcrumbs: groupCrumbs(group),
  errors,
  status: status(errors),
})

/** The form as typed, to be shown again beside what the database would not have. */
export const typed = (form: object): Values =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, Array.isArray(value) ? value : String(value ?? '')]),
  )

const fieldOfRefusal: Partial<Record<GroupRefusal, string>> = {
  'address taken': 'slug',
  'no venue': 'venue',
  'no joining link': 'state',
  'no coordinator': 'coordinators',
  'no sentence': 'pausedWords',
}
/** What the database would not have, beside its field. */
export const refused = (reason: GroupRefusal, field = fieldOfRefusal[reason] ?? 'name'): Errors => ({
  [field]: w.refusals[reason],
})
