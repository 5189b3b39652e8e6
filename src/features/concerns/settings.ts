import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import type { Hours, Urgency, Watch } from './rules.ts'

export type BankHolidays = 'none' | 'england-and-wales' | 'scotland' | 'northern-ireland'
/** How concerns are watched here: hours, times to look in minutes, and whom to ring otherwise. */
export type ConcernSettings = {
  hours: Hours
  bankHolidays: BankHolidays
  minutes: Record<Urgency, number>
  onCall: { name: string; phone: string; hours: string }
}
/** The settings with what is needed to count time: the days off of the coming year, and whether anybody would be told. */
export type Watching = ConcernSettings & { watch: Watch; nurses: number; leads: number }

/** Reads the settings. @param zone the charity's. */
export async function readWatching(tx: Transaction, zone: string): Promise<Watching> {
  const found = await sql<{
    begins: (string | null)[]
    ends: (string | null)[]
    bank_holidays: BankHolidays
    now_minutes: number
    today_minutes: number
    can_wait_minutes: number
    on_call_name: string
    on_call_phone: string
    on_call_hours: string
    closed_on: string[]
    nurses: number
    leads: number
  }>`
    select begins::text[] as begins, ends::text[] as ends, bank_holidays, now_minutes, today_minutes, can_wait_minutes, on_call_name,
      on_call_phone, on_call_hours,
      array(select b.date::text from bank_holidays b where b.division = s.bank_holidays
        and b.date between clock()::date - 1 and clock()::date + 400) as closed_on,
      (select count(*) from account_roles r join accounts a on a.id = r.account_id
        where r.role = 'nurse' and a.ended_at is null)::int as nurses,
      (select count(*) from account_roles r join accounts a on a.id = r.account_id
        where r.role = 'safeguarding lead' and a.ended_at is null)::int as leads
    from concern_settings s`.execute(tx)
  const [row] = found.rows
  if (!row) throw new Error('The settings of concerns are one row')
  const hours = row.begins.map((begins, day) => {
    const ends = row.ends[day]
    return begins && ends ? { begins: begins.slice(0, 5), ends: ends.slice(0, 5) } : null
  })
  return {
    hours,
    bankHolidays: row.bank_holidays,
    minutes: { now: row.now_minutes, today: row.today_minutes, 'can wait': row.can_wait_minutes },
    onCall: { name: row.on_call_name, phone: row.on_call_phone, hours: row.on_call_hours },
    watch: { hours, zone, closedOn: new Set(row.closed_on) },
    nurses: row.nurses,
    leads: row.leads,
  }
}

/** Saves them. Administrators; what was raised before keeps the times that it was given. */
export async function saveConcernSettings(tx: Transaction, settings: ConcernSettings): Promise<void> {
  const { hours, minutes, onCall } = settings
  await sql`
    update concern_settings set begins = ${hours.map((day) => day?.begins ?? null)}::time[],
      ends = ${hours.map((day) => day?.ends ?? null)}::time[], bank_holidays = ${settings.bankHolidays},
      now_minutes = ${minutes.now}, today_minutes = ${minutes.today}, can_wait_minutes = ${minutes['can wait']},
      on_call_name = ${onCall.name}, on_call_phone = ${onCall.phone}, on_call_hours = ${onCall.hours},
      changed_at = clock()`.execute(tx)
}
