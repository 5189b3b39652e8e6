import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { TextReports } from '#config'
import { system } from '#platform/actor.ts'
import { fieldOf } from '#platform/json-field.ts'
import { transact } from '#platform/transactions.ts'
import { type Ask, action, cleanText, type Route } from '#platform/web.ts'
import { takeInReport, takeInText } from './incoming-texts.ts'

// Each provider has its own names for things: what is where is in the settings, and nothing else of it is read.
const anything = z.record(z.string(), z.unknown()).catch({})
const options = (name: string) => ({
  schema: anything,
  json: 'or form' as const,
  largest: 16 * 1024,
  fromElsewhere: 'The provider of text messages calls it; it shows a key instead of an origin.',
  limit: { name, perAddress: { most: 1_200, seconds: 60 } },
})

/** The key in a header, or in the address where a provider can send no header of its own. */
function hasKey(ask: Ask, settings: TextReports): boolean {
  const shown =
    ask.req.header('authorization')?.replace(/^Bearer\s+/i, '') ??
    ask.req.header('x-key') ??
    ask.req.query('key') ??
    ''
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(shown), hash(settings.key))
}

const answer = (ask: Ask, status: 200 | 403 | 404 | 422, said: string) =>
  ask.body(said, status, { 'content-type': 'text/plain; charset=utf-8' })

/** Reads with the settings, when the key is right. Authorise, then validate, then act. */
async function whenAllowed(ask: Ask, work: (settings: TextReports) => Promise<Response>): Promise<Response> {
  const { textReports } = ask.get('services').config
  if (!textReports) return answer(ask, 404, 'No texts are taken here.')
  return hasKey(ask, textReports) ? work(textReports) : answer(ask, 403, 'The key is missing or wrong.')
}

/** What the provider of texts tells us: what became of those we sent, and what people wrote back. */
export const textRoutes: Route[] = [
  action('/api/texts/report', 'public', options('text reports'), (ask, said) =>
    whenAllowed(ask, async ({ report }) => {
      const ref = fieldOf(said, report.id)
      const status = fieldOf(said, report.status)?.toLowerCase()
      if (!ref || !status) return answer(ask, 422, 'The fields of TEXTS_REPORT_FIELDS are not there.')
      const is = (words: string[]) => words.some((word) => word.toLowerCase() === status)
      const became = is(report.delivered) ? 'delivered' : is(report.failed) ? 'failed' : null
      if (became)
        await transact(
          ask.get('services').database,
          system('text reports'),
          (tx) => takeInReport(tx, ref.slice(0, 200), became),
          ask.get('requestId'),
        )
      return answer(ask, 200, 'ok')
    }),
  ),
  action('/api/texts/incoming', 'public', options('incoming texts'), (ask, said) =>
    whenAllowed(ask, async ({ incoming }) => {
      const from = fieldOf(said, incoming.from)
      const text = fieldOf(said, incoming.text)
      if (!from || text === null)
        return answer(ask, 422, 'The fields of TEXTS_INCOMING_FIELDS are not there.')
      const providerId = fieldOf(said, incoming.id)?.slice(0, 200) ?? null
      await transact(
        ask.get('services').database,
        system('incoming texts'),
        (tx) => takeInText(tx, { from: cleanText(from), text: cleanText(text), providerId }),
        ask.get('requestId'),
      )
      return answer(ask, 200, 'ok')
    }),
  ),
]
