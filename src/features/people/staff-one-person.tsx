import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, inTransaction, type Problem, type Raw } from '#platform/web.ts'
import { type PersonRow, personRow } from './staff-person-queries.ts'
import { words } from './staff-words.ts'

/** The person that a page is about, as its address says. */
export const idOf = (ask: Ask) => ask.req.param('id') ?? ''
const pathOf = (ask: Ask) => `/staff/people/${idOf(ask)}`
/** Back to the person's page, which says what was done. */
export const done = (ask: Ask, code: string) => seeOther(ask, `${pathOf(ask)}?done=${code}`)

/** Works on somebody whom the actor sees; otherwise there is no such page (P4). */
export async function withPerson<T>(
  ask: Ask,
  work: (tx: Transaction, person: PersonRow) => Promise<T>,
): Promise<T | null> {
  if (!isId(idOf(ask))) return null
  return inTransaction(ask, async (tx) => {
    const person = await personRow(tx, idOf(ask))
    return person ? work(tx, person) : null
  })
}

/** A page about one person: looked at, and written down (P8). */
export async function showFor(
  ask: Ask,
  title: (called: string) => string,
  errors: Record<string, string>,
  status: number,
  content: (tx: Transaction, person: PersonRow) => Promise<preact.JSX.Element>,
): Promise<Response> {
  const shown = await withPerson(ask, async (tx, person) => {
    await sql`select audit_look('people', ${person.id}, ${person.id}::uuid)`.execute(tx)
    return { person, content: await content(tx, person) }
  })
  if (!shown) return notFound(ask)
  const back = { href: pathOf(ask), text: shown.person.called }
  const options = { tabTitle: words.tab, current: '/staff/people', back, errors, status }
  return showStaff(ask, { title: title(shown.person.called), ...options }, shown.content)
}

type ShowAgain = (
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status: number,
) => Promise<Response>
/** Shows a form again with what was typed and what is wrong with it. */
export const again =
  (show: ShowAgain) =>
  (ask: Ask, problems: Problem[], raw: Raw): Promise<Response> =>
    show(ask, typed(raw), byField(problems), 422)
