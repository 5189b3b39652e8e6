import type { Config, TextSettings } from '../config.ts'
import type { Clock } from './clock.ts'
import { fieldOf } from './json-field.ts'
import { keepSampleMail } from './sample-mail.ts'

/** One text message to one number, ready to go. */
export type Text = {
  /** The same for every attempt (at least once), so that a provider can tell. */
  id: string
  /** E.164: "+447700900123". */
  to: string
  text: string
}

/**
 * `refused`: this number or this text, for good. `later`: perhaps it went out, perhaps not. `away`: the provider does not
 * answer, or does not take us. `code` holds numbers and a word of ours, never what the provider wrote.
 */
export type TextSent =
  | { ok: true; providerId: string | null }
  | { ok: false; reason: 'refused' | 'later' | 'away'; code: string }

/** The only way out for texts. Nothing but the gate may open one (features/messages/gate.ts): a test walks the imports. */
export type Texter = {
  /** Sends, and has ended for good when it answers. `signal` breaks it off. */
  send(text: Text, signal?: AbortSignal): Promise<TextSent>
}

/** As with e-mail: below the 15 seconds that recording a death may wait for, and well within the 20 of P1. */
const sendEndsWithinMs = 12_000
const mostOfAnswer = 64 * 1024

/** Opens the way out: the provider of TEXTS_URL, in sample mode a folder that /sample/mail shows, or null for none. */
export function openTexter(config: Config, clock: Clock): Texter | null {
  if (config.texts) return httpTexter(config.texts)
  return config.sample ? sampleTexter(config.dataFolder, clock) : null
}

function httpTexter(settings: TextSettings): Texter {
  const headers = new Headers(settings.headers)
  const json = /^\s*[{[]/.test(settings.body)
  if (!headers.has('content-type'))
    headers.set('content-type', json ? 'application/json' : 'application/x-www-form-urlencoded')
  const body = bodyWriter(settings.body, headers.get('content-type') ?? '')
  return {
    async send(text, signal) {
      const timeout = AbortSignal.timeout(sendEndsWithinMs)
      try {
        const answer = await fetch(settings.url, {
          method: 'POST',
          headers,
          body: body(text),
          // Numbers and words go nowhere but to the address that was set.
          redirect: 'error',
          signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
        })
        if (!answer.ok) {
          await answer.body?.cancel()
          return { ok: false, reason: reasonOf(answer.status), code: `HTTP ${answer.status}` }
        }
        return { ok: true, providerId: await idIn(answer, settings.idField) }
      } catch {
        if (signal?.aborted) return { ok: false, reason: 'later', code: 'broken off' }
        return timeout.aborted
          ? { ok: false, reason: 'later', code: 'no answer in time' }
          : { ok: false, reason: 'away', code: 'not reached' }
      }
    },
  }
}

/** 4xx is about this text, but for those that speak of us: our key, our money, our pace. */
function reasonOf(status: number): 'refused' | 'away' {
  return status >= 400 && status < 500 && ![401, 402, 403, 407, 408, 425, 429].includes(status)
    ? 'refused'
    : 'away'
}

/** Fills the template in as its kind of body wants it written, so that no text can end its field and begin another. */
function bodyWriter(template: string, contentType: string): (text: Text) => string {
  const write = /json/i.test(contentType)
    ? (value: string) => JSON.stringify(value).slice(1, -1)
    : /urlencoded/i.test(contentType)
      ? encodeURIComponent
      : (value: string) => value
  return ({ id, to, text }) => {
    const values: Record<string, string> = { id, to, text, number: to.replace(/^\+/, '') }
    return template.replace(/\{(to|number|text|id)\}/g, (_, name: string) => write(values[name] ?? ''))
  }
}

async function idIn(answer: Response, field: string | null): Promise<string | null> {
  if (!field) {
    await answer.body?.cancel()
    return null
  }
  // Taken is taken, whatever the rest of the answer looks like.
  try {
    const text = await readAtMost(answer)
    const found = fieldOf(JSON.parse(text), field)
    return found === null ? null : found.slice(0, 200)
  } catch {
    return null
  }
}

async function readAtMost(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > mostOfAnswer) return ''
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function sampleTexter(dataFolder: string, clock: Clock): Texter {
  return {
    async send({ id, to, text }) {
      keepSampleMail(
        dataFolder,
        {
          channel: 'text',
          messageId: id,
          to,
          from: '',
          subject: text,
          text,
          html: '',
          headers: {},
          attachments: [],
          sentAt: clock.now().toISOString(),
        },
        id,
      )
      return { ok: true, providerId: id }
    },
  }
}
