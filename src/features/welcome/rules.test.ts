import { describe, expect, it } from 'vitest'
import { nextTries, nextTryAt, triesToChoose } from './rules.ts'

const zone = 'Europe/London'
const at = (text: string) => new Date(text)

describe('the next try', () => {
  it.each([
    ['next morning', '2026-11-18T09:30:00Z', '2026-11-19T10:00:00Z'],
    ['next afternoon', '2026-11-18T09:30:00Z', '2026-11-19T14:00:00Z'],
    ['today evening', '2026-11-18T09:30:00Z', '2026-11-18T17:30:00Z'],
    // A Friday: the weekend is left out.
    ['next morning', '2026-11-20T15:00:00Z', '2026-11-23T10:00:00Z'],
    // In summer the local hour is what counts.
    ['next morning', '2026-07-01T09:30:00Z', '2026-07-02T09:00:00Z'],
    // Over a change of the clocks (25 October 2026 is a Sunday).
    ['in three days', '2026-10-23T08:00:00Z', '2026-10-26T14:00:00Z'],
    // Who did not answer in the afternoon is tried in the morning.
    ['in a week', '2026-11-18T15:00:00Z', '2026-11-25T10:00:00Z'],
  ] as const)('%s from %s', (choice, now, expected) => {
    expect(nextTryAt(choice, at(now), zone).toISOString()).toBe(at(expected).toISOString())
  })

  it('is never in the past, nor on a weekend', () => {
    for (let hour = 0; hour < 24 * 14; hour++) {
      const now = new Date(Date.UTC(2026, 9, 20, hour, 15))
      for (const { value, at: when } of triesToChoose(now, zone)) {
        expect(nextTries).toContain(value)
        expect(when.getTime()).toBeGreaterThan(now.getTime())
        const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(when)
        expect(['Sat', 'Sun']).not.toContain(day)
      }
    }
  })

  it('proposes the other time of the day', () => {
    const proposed = (now: string) => triesToChoose(at(now), zone).find((one) => one.proposed)?.value
    expect(proposed('2026-11-18T09:30:00Z')).toBe('next afternoon')
    expect(proposed('2026-11-18T15:30:00Z')).toBe('next morning')
  })
})
