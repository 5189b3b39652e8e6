import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Config } from '../config.ts'

export type SmtpSettings = NonNullable<Config['smtp']>

/** Why a server did not take a message. `code` holds numbers and a word of ours, never what the server wrote. */
export type SmtpTrouble = {
  /** `refused`: this address, for good. `later`: this message, perhaps not next time. `away`: the server itself. */
  reason: 'refused' | 'later' | 'away'
  code: string
}

/** The timeouts of one conversation, in milliseconds; a send as a whole is cut off by its caller. */
const connectMs = 5_000
const silenceMs = 8_000
/** A connection that was idle longer is not used again: servers close them without a word. */
const idleMs = 20_000
const mostMessages = 100

/** The line broke, or was broken off, before the server had answered for the message. */
const brokeOff: SmtpTrouble = { reason: 'later', code: 'broken off' }

type Line = { connection: SMTPConnection; used: number; idleSince: number; alive: boolean }

/**
 * Connections to the server of SMTP_URL, kept for the next message. Unlike a pool that queues, `send` has ended for good
 * when it returns: at the deadline the socket is destroyed, so that nothing goes on being sent behind the back of whoever
 * holds a lock meanwhile (P1).
 */
export class SmtpLines {
  private readonly idle: Line[] = []
  private readonly busy = new Set<Line>()
  private readonly settings: SmtpSettings

  constructor(settings: SmtpSettings) {
    this.settings = settings
  }

  /** Sends one message to one address; null when the server took it. `signal` breaks it off, for good too. */
  async send(
    from: string,
    to: string,
    message: Buffer,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<SmtpTrouble | null> {
    const ends = performance.now() + deadlineMs
    const kept = this.takeIdle()
    const trouble = kept ? await this.sendOver(kept, from, to, message, ends, signal) : brokeOff
    // A server may close a kept line without a word. The message may even have arrived: it goes out at least once.
    if (trouble !== brokeOff || signal?.aborted) return trouble
    try {
      const line = await openLine(this.settings.url, ends - performance.now())
      return await this.sendOver(line, from, to, message, ends, signal)
    } catch (error) {
      return { reason: 'away', code: codeOf(error as SmtpError) }
    }
  }

  private async sendOver(
    line: Line,
    from: string,
    to: string,
    message: Buffer,
    ends: number,
    signal: AbortSignal | undefined,
  ): Promise<SmtpTrouble | null> {
    if (signal?.aborted) {
      hangUp(line)
      return brokeOff
    }
    this.busy.add(line)
    const abort = () => hangUp(line)
    signal?.addEventListener('abort', abort)
    try {
      await within(ends - performance.now(), line, (done) =>
        line.connection.send({ from, to: [to] }, message, done),
      )
      line.used += 1
      line.idleSince = performance.now()
      if (line.alive && line.used < mostMessages) this.idle.push(line)
      else hangUp(line)
      return null
    } catch (error) {
      hangUp(line)
      return troubleOf(error as SmtpError)
    } finally {
      signal?.removeEventListener('abort', abort)
      this.busy.delete(line)
    }
  }

  private takeIdle(): Line | undefined {
    for (;;) {
      const line = this.idle.pop()
      if (!line) return undefined
      if (line.alive && performance.now() - line.idleSince < idleMs) return line
      hangUp(line)
    }
  }

  /** Closes what is open. */
  close(): void {
    for (const line of [...this.idle.splice(0), ...this.busy]) hangUp(line)
  }
}

/** Whether the server of SMTP_URL answers and lets us in. Sends nothing. */
export async function smtpAnswers(url: string): Promise<{ ok: true } | { ok: false; code: string }> {
  try {
    hangUp(await openLine(url, connectMs * 2))
    return { ok: true }
  } catch (error) {
    return { ok: false, code: codeOf(error as SmtpError) }
  }
}

async function openLine(address: string, deadlineMs: number): Promise<Line> {
  const ends = performance.now() + deadlineMs
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const connection = new SMTPConnection({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    // Closing means that nothing more is written, not even what waits in the buffer.
    socketCloseTimeout: 0,
    allowInternalNetworkInterfaces: true,
    // ?tls=required refuses to speak in the clear; ?tls=unverified is for a server on the same machine.
    requireTLS: url.searchParams.get('tls') === 'required',
    tls: { rejectUnauthorized: url.searchParams.get('tls') !== 'unverified' },
  })
  const line: Line = { connection, used: 0, idleSince: performance.now(), alive: true }
  connection.on('error', () => {
    line.alive = false
  })
  connection.on('end', () => {
    line.alive = false
  })
  try {
    await within(ends - performance.now(), line, (done) => connection.connect((error) => done(error)))
    if (url.username !== '') {
      const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      await within(ends - performance.now(), line, (done) => connection.login(credentials, (e) => done(e)))
    }
    return line
  } catch (error) {
    hangUp(line)
    throw error
  }
}

function hangUp(line: Line): void {
  line.alive = false
  line.connection.close()
}

type SmtpError = Error & {
  code?: string
  responseCode?: number
  response?: string
  command?: string
  rejectedErrors?: SmtpError[]
}

/** Runs one step of a conversation and destroys the line when it takes too long or breaks. */
function within(
  ms: number,
  line: Line,
  step: (done: (error?: Error | null | undefined) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer)
      line.connection.removeListener('error', fail)
      hangUp(line)
      reject(error)
    }
    const timer = setTimeout(
      () => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })),
      Math.max(ms, 1),
    )
    line.connection.once('error', fail)
    step((error) => {
      if (error) return fail(error)
      clearTimeout(timer)
      line.connection.removeListener('error', fail)
      resolve()
    })
  })
}

/** Numbers and a word of ours: what servers write may quote addresses. */
function codeOf(error: SmtpError): string {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '')?.[1]
  return (
    [error.responseCode, enhanced, error.code].filter((part) => part !== undefined).join(' ') || 'unknown'
  )
}

/**
 * A refusal for good is an answer in the 500s to the recipient, except where its enhanced status (RFC 3463) speaks of
 * the sender, of a policy or of the server (x.3, x.5, x.7): then we may be at fault and not the address.
 */
function troubleOf(error: SmtpError): SmtpTrouble {
  const told = error.rejectedErrors?.[0] ?? error
  const code = codeOf(told)
  const status = told.responseCode ?? 0
  const aboutRecipient = told.command === 'RCPT TO' || error.rejectedErrors !== undefined
  if (aboutRecipient && status >= 500 && !/ 5\.[357]\./.test(` ${code}`)) return { reason: 'refused', code }
  if (error.code === 'EAUTH' || status === 421) return { reason: 'away', code }
  if (status === 0 && error.code !== 'ETIMEDOUT' && error.code !== 'EMESSAGE') return brokeOff
  return { reason: 'later', code }
}
