/** The roles that somebody on the staff may hold; several at once. */
export const staffRoles = [
  'administrator',
  'coordinator',
  'facilitator',
  'nurse',
  'safeguarding lead',
  'helper',
  'evaluator',
  'campaigner',
  'health professional',
] as const
export type StaffRole = (typeof staffRoles)[number]

/** Somebody signed in at the charity. */
export type StaffActor = {
  kind: 'staff'
  accountId: string
  name: string
  email: string
  roles: StaffRole[]
  /** The groups that are theirs to lead or to coordinate. */
  groups: string[]
  sessionId: string
}
/** Someone on their own pages. */
export type MemberActor = { kind: 'member'; personId: string; sessionId: string | null }
/** The program itself: timers, the gate. */
export type SystemActor = { kind: 'system'; doing: string }
export type PublicActor = { kind: 'public' }

/** Who acts in a transaction (P4): decides the database role and is written into every audit row (P8). */
export type Actor = PublicActor | MemberActor | StaffActor | SystemActor

export const somebody: PublicActor = { kind: 'public' }
export const system = (doing: string): SystemActor => ({ kind: 'system', doing })
