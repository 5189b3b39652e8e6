import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { outlivesKills } from './killed.ts'
import { holdsToModel } from './sequences.ts'
import { holdsTogether } from './together.ts'

// Each fault is planted in a database of its own, as SQL; the program itself has no switch for it. A property that does
// not notice proves nothing.
const folder = new URL('faults/', import.meta.url)

const together = (db: TestDatabase) => holdsTogether(db, { seed: 3, rounds: 4, cuts: false, staff: false })
const sequences = (db: TestDatabase) => holdsToModel(db, { seed: 20261120, runs: 80, cuts: false })
const kills = (db: TestDatabase) => outlivesKills(db, { seed: 9, kills: 10 })

/** Which property catches each. */
const caughtBy: Record<string, [(db: TestDatabase) => Promise<unknown>, RegExp]> = {
  'no-lock': [together, /more places are taken than there are|duplicate key/],
  'newest-first': [sequences, /./],
  'forget-expiry': [sequences, /./],
  'lowered-limit-takes-places': [sequences, /./],
  'offered-after-the-start': [sequences, /./],
  'nothing-goes-on': [sequences, /./],
  'late-yes-takes-it': [sequences, /./],
  'death-offers-on': [sequences, /./],
  'cancelled-death-offers-on': [sequences, /./],
  'leaving-keeps-places': [sequences, /./],
  'standing-overfills': [sequences, /./],
  'laid-out-unseen': [sequences, /./],
  'again-at-the-front': [sequences, /./],
  'offer-outlasts-the-start': [sequences, /./],
  'lost-after-done': [kills, /somebody was told/],
}

let db: TestDatabase
beforeEach(async () => {
  db = await testDatabase()
  await db.rows(`
    create function plant_fault(which text, find text, put text) returns void language plpgsql as $$
    declare
      text text := pg_get_functiondef(which::regproc);
    begin
      if position(find in text) = 0 then raise exception '% no longer says %', which, find; end if;
      execute replace(text, find, put);
    end $$`)
})
afterEach(() => db.drop())

test('every fault that is written down is planted', () => {
  const written = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.replace(/\.sql$/, ''))
  expect(Object.keys(caughtBy).sort()).toEqual(written.sort())
})

for (const [name, [property, words]] of Object.entries(caughtBy))
  test(`noticed: ${name}`, async () => {
    await db.rows(readFileSync(new URL(`${name}.sql`, folder), 'utf8'))
    const noticed = await property(db).then(
      () => null,
      (error: Error) => error,
    )
    const said = `${noticed?.message} ${(noticed?.cause as Error | undefined)?.message ?? ''}`
    expect(noticed, 'nothing was noticed').not.toBeNull()
    expect(said).toMatch(words)
    // A fault that breaks the program outright would prove nothing about the property.
    expect(said).not.toMatch(/syntax error|does not exist|ambiguous/)
  }, 300_000)
