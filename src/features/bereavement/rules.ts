/** What the record of a death stopped: numbers alone, nothing about what was in it. */
export type Stopped = {
  calls: number
  messages: number
  /** Of the messages: letters that are not in the post yet, for somebody to take out of the pile. */
  letters: number
  places: number
  /** Of the places: those that wait for a coordinator, so that no friend is offered them. */
  heldBack: number
}

/** Something that time had overtaken when a mistake was put right, or that people had done and nobody can undo. */
export type Overtaken = {
  what: 'call' | 'message' | 'place' | 'told'
  /** The call's reason, the message's kind, or what was done of the plan. */
  which: string | null
  sessionId: string | null
  /** The session's date, 'YYYY-MM-DD'; missing in records from before it was kept. */
  date?: string | null
}

export type PutBack = {
  back: { calls: number; messages: number; kept: number; waiting: number }
  late: Overtaken[]
}

/** What is to be done in a group after a death; 'own' is a task in somebody's own words. */
export const taskKinds = [
  'letters',
  'confirm',
  'family',
  'group',
  'friends',
  'session',
  'newcomers',
  'facilitator',
  'referrer',
  'own',
] as const
export type TaskKind = (typeof taskKinds)[number]

/**
 * What may be said in the group; null: nobody has been asked. What the member wished decides, what they left open the family.
 * `differs`: the family would have something otherwise that the member had decided.
 */
export type MayBeSaid = {
  anything: boolean | null
  name: boolean | null
  onList: boolean | null
  differs: boolean
}
