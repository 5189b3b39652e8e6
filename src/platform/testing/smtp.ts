import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A message as a mail server got it. */
export type Arrived = {
  to: string
  raw: string
  /** When its conversation began (MAIL FROM) and when it was taken, by performance.now(). */
  began: number
  ended: number
}

export type TestSmtp = {
  url: string
  arrived: Arrived[]
  /** Every conversation that began, whether or not anything arrived: to whom and when. */
  begun: { to: string; at: number }[]
  stop(): Promise<void>
}

/**
 * A real mail server on a free port of this machine.
 * @param behave delays in milliseconds and refusals by recipient: an answer such as "550 5.1.1 No such person".
 */
export async function testSmtp(
  behave: {
    delayMs?: (to: string) => number
    /** Before the recipient is even heard of. */
    thinkMs?: () => number
    refuse?: (to: string) => string | null
    refuseData?: (to: string) => string | null
  } = {},
  port = 0,
): Promise<TestSmtp> {
  const arrived: Arrived[] = []
  const begun: TestSmtp['begun'] = []
  const answer = (line: string) =>
    Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) })
  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onMailFrom(_address, _session, done) {
      setTimeout(done, behave.thinkMs?.() ?? 0)
    },
    onRcptTo(address, _session, done) {
      begun.push({ to: address.address, at: performance.now() })
      const refusal = behave.refuse?.(address.address)
      done(refusal ? answer(refusal) : undefined)
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const began = performance.now()
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refusal = behave.refuseData?.(to)
        if (refusal) return done(answer(refusal))
        const take = () => {
          arrived.push({ to, raw: Buffer.concat(parts).toString(), began, ended: performance.now() })
          done()
        }
        const delay = behave.delayMs?.(to) ?? 0
        if (delay > 0) setTimeout(take, delay)
        else take()
      })
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const { port: taken } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${taken}`,
    arrived,
    begun,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A message that arrived, taken apart. */
export const parseMail = (raw: string) => simpleParser(raw)
