/** What the record of a death stopped: numbers alone, nothing about what was in it. */
export type Stopped = {
  calls: number
  messages: number
  places: number
  /** Of the places: those that wait for a coordinator, so that no friend is offered them. */
  heldBack: number
}

/** Something that time had overtaken when a mistake was put right. */
export type Overtaken = {
  what: 'call' | 'message' | 'place'
  /** The call's reason or the message's kind. */
  which: string | null
  sessionId: string | null
}

export type PutBack = {
  back: { calls: number; messages: number; kept: number; waiting: number }
  late: Overtaken[]
}
