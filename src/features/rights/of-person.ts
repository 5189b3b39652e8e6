import { type RawBuilder, sql } from 'kysely'

/** SQL that picks somebody's rows (platform/personal.ts), with their id where `:person` stands. */
export function ofPerson(condition: string, personId: string): RawBuilder<unknown> {
  const [first = '', ...rest] = condition.split(':person')
  return rest.reduce((made, piece) => sql`${made}${personId}::uuid${sql.raw(piece)}`, sql.raw(first))
}
