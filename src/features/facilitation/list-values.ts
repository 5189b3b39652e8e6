import { isId } from '#platform/ids.ts'

const WALK_IN = 'walk-in-'

/** A value of the list of who came, for somebody who simply came by. */
export const walkInValue = (stubId: string) => `${WALK_IN}${stubId}`

/** What a ticked value of the list is about; null for a value that is not ours. */
export function ofValue(value: string): { personId: string } | { walkIn: string } | null {
  const walkIn = value.startsWith(WALK_IN) ? value.slice(WALK_IN.length) : null
  if (walkIn !== null) return isId(walkIn) ? { walkIn } : null
  return isId(value) ? { personId: value } : null
}
