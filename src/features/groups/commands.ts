import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Command } from '#platform/commands.ts'
import type { Transaction } from '#platform/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { transact } from '#platform/transactions.ts'
import { parseBankHolidayFile } from './bank-holiday-file.ts'
import type { BankHoliday } from './clashes.ts'
import { commandWords as words } from './command-words.ts'

const LARGEST = 5_000_000

/** Reads a file of bank holidays. @throws {Refusal} in plain words when it is missing or cannot be read as one. */
export function readBankHolidays(path: string): BankHoliday[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw new Refusal(words.cannotRead(path, code === 'ENOENT' ? words.noSuchFile : code))
  }
  if (text.length > LARGEST) throw new Refusal(words.tooLarge(path))
  const read = parseBankHolidayFile(text)
  if (!read.ok) throw new Refusal(read.why)
  return read.holidays
}

/**
 * Puts bank holidays in the place of those known, for each division and year that the file covers; other years stay.
 * @returns how many there are now for those years, and how many of them are new.
 */
export async function importBankHolidays(
  tx: Transaction,
  holidays: readonly BankHoliday[],
): Promise<{ read: number; added: number; years: number[] }> {
  const rows = JSON.stringify(holidays)
  await sql`delete from bank_holidays b using (
      select distinct division, extract(year from date) as year from jsonb_to_recordset(${rows}::jsonb) as h(division text, date date)
    ) covered
    where b.division = covered.division and extract(year from b.date) = covered.year
      and not exists (select from jsonb_to_recordset(${rows}::jsonb) as h(division text, date date)
        where h.division = b.division and h.date = b.date)`.execute(tx)
  const added = await sql<{ fresh: boolean }>`
    insert into bank_holidays (division, date, title)
    select distinct on (division, date) division, date, title
    from jsonb_to_recordset(${rows}::jsonb) as h(division text, date date, title text)
    on conflict (division, date) do update set title = excluded.title
    returning xmax = 0 as fresh`.execute(tx)
  return {
    read: added.rows.length,
    added: added.rows.filter((row) => row.fresh).length,
    years: [...new Set(holidays.map((holiday) => Number(holiday.date.slice(0, 4))))].sort((a, b) => a - b),
  }
}

const importHolidays: Command = {
  name: 'import bank-holidays',
  usage: 'import bank-holidays FILE',
  says: words.says,
  async run([path, ...more], context) {
    if (!path || more.length > 0) throw new Refusal(words.usage)
    const holidays = readBankHolidays(path)
    const program = await context.open()
    try {
      const { read, added, years } = await transact(
        program.services.database,
        system('importing bank holidays'),
        (tx) => importBankHolidays(tx, holidays),
      )
      context.say(words.done(read, years[0] ?? 0, years.at(-1) ?? 0, added))
      return 0
    } finally {
      await program.close()
    }
  },
}

export const commands: Command[] = [importHolidays]
