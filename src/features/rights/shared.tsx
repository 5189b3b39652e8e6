import { sql } from 'kysely'
import type { ComponentChildren } from 'preact'
import { dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import type { Ask } from '#platform/web.ts'

/** The id that an address names, or null. */
export const idIn = (ask: Ask, name = 'id'): string | null => {
  const id = ask.req.param(name) ?? ''
  return isId(id) ? id : null
}

/** Whose own page this is. */
export function memberIn(ask: Ask): string {
  const actor = ask.get('actor')
  if (actor.kind !== 'member') throw new Error('A page of somebody’s own needs somebody')
  return actor.personId
}

/** Days and moments in the charity's own zone and the language of the page. */
export function sayIn(ask: Ask) {
  const { zone } = ask.get('charity')
  const language = ask.get('language')
  const parts = (instant: Date | string) => localTime(new Date(instant), zone)
  return {
    day: (instant: Date | string) => dayInWords(parts(instant).date, null, language),
    moment: (instant: Date | string) => {
      const { date, time } = parts(instant)
      return `${dayInWords(date, null, language)}, ${timeInWords(time, language)}`
    },
    date: (date: string) => dayInWords(date, null, language),
    /** Of a date the month alone: "May 2026". */
    month: (date: string) => dayInWords(date, null, language).replace(/^\d+ /, ''),
  }
}

/** What somebody is called, of those whom the actor sees; null for everybody else. A look, and written down (P8). */
export async function lookAt(
  tx: Transaction,
  personId: string | null,
): Promise<{ id: string; called: string; died: boolean } | null> {
  if (!personId) return null
  const person = await tx
    .selectFrom('people')
    .select(['id', 'called', sql<boolean>`has_died(id)`.as('died')])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return null
  await sql`select audit_look('people', ${person.id}, ${person.id}::uuid)`.execute(tx)
  return person
}

/** The sentence for what was just done. */
export const doneOf = (ask: Ask, sentences: Record<string, string>): string | undefined => {
  const code = ask.req.query('done')
  return code !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined
}

export type Say = ReturnType<typeof sayIn>

/** Forms are read line by line: on a wide screen they take two thirds of it. */
export function Narrow({ children }: { children?: ComponentChildren }) {
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">{children}</div>
    </div>
  )
}
