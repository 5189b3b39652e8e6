const WALK_IN = 'walk-in-'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A value of the list of who came, for somebody who simply came by. */
export const walkInValue = (stubId: string) => `${WALK_IN}${stubId}`

/** What a ticked value of the list is about; null for a value that is not ours. */
export function ofValue(value: string): { personId: string } | { walkIn: string } | null {
  const walkIn = value.startsWith(WALK_IN) ? value.slice(WALK_IN.length) : null
  if (walkIn !== null) return uuid.test(walkIn) ? { walkIn } : null
  return uuid.test(value) ? { personId: value } : null
}
