import { allWaiting, dropWaiting, type WaitingEntry } from './tablet-store.ts'

/** What came of a try to send. `left`: still on the tablet. */
export type Sent = { left: number; refused: number; state: 'all sent' | 'no network' | 'no permit' }

/** So many at once; each entry is small. */
const BATCH = 50

/**
 * Sends what waits, session by session, the oldest first. An entry leaves the tablet only once the server has answered about
 * it by its id; an answer that got lost is asked for again, and the server counts each id once.
 * @param permits newer permits by session, in place of those inside the entries.
 */
export async function sendWaiting(permits: ReadonlyMap<string, string>): Promise<Sent> {
  // Two tabs take turns.
  return navigator.locks.request('alongside-sending', async () => {
    let refused = 0
    let state: Sent['state'] = 'all sent'
    const waiting = await allWaiting()
    for (const sessionId of new Set(waiting.map((entry) => entry.sessionId))) {
      const entries = waiting.filter((entry) => entry.sessionId === sessionId)
      for (let at = 0; at < entries.length; at += BATCH) {
        const answer = await send(sessionId, entries.slice(at, at + BATCH), permits.get(sessionId))
        if (answer === 'no network') return { left: (await allWaiting()).length, refused, state: answer }
        await dropWaiting([...answer.accepted, ...answer.refused])
        refused += answer.refused.length
        if (!answer.ok) state = 'no permit'
      }
    }
    return { left: (await allWaiting()).length, refused, state }
  })
}

type Answer = { ok: boolean; accepted: string[]; refused: string[] }

async function send(
  sessionId: string,
  entries: readonly WaitingEntry[],
  token: string | undefined,
): Promise<Answer | 'no network'> {
  try {
    const answer = await fetch(`/api/staff/sessions/${sessionId}/ticks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, waiting: entries.map(({ id, sealed }) => ({ id, sealed })) }),
    })
    if (answer.status === 403) return { ok: false, accepted: [], refused: [] }
    // Too many at once, a restart, a database that is away: the same as no network, and tried again.
    if (!answer.ok) return 'no network'
    return (await answer.json()) as Answer
  } catch (error) {
    if (error instanceof Error) return 'no network'
    throw error
  }
}
