/** The program's time. Nothing reads the real clock but this; the database's clock() runs equally far ahead. */
export type Clock = { now(): Date; aheadMs: number }

/** A clock that runs `aheadMs` milliseconds ahead of the machine's (sample mode and tests; otherwise 0). */
export function clockAhead(aheadMs: number): Clock {
  return { aheadMs, now: () => new Date(Date.now() + aheadMs) }
}
