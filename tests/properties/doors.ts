import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Actor } from './turns.ts'

/** What the world outside sees of one way out, as it happens. */
export type Witness = {
  /** A send to this address has begun. */
  mailBegins(to: string): void
  /** The whole of a message is there; `taken` once the server has said so. */
  mail(messageId: string, taken: boolean): void
  text(messageId: string): void
  /** Whether the server puts this message off for now. */
  putOff(): boolean
}

/** A mail server and a provider of texts on this machine, of which every answer is a point of whoever speaks with them. */
export type Door = { smtpUrl: string; textsUrl: string; actor: Actor; stop(): Promise<void> }

export async function openDoor(first: Actor, witness: Witness): Promise<Door> {
  const smtp = mailServer(() => door.actor, witness)
  const http = provider(() => door.actor, witness)
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()))
  const door: Door = {
    actor: first,
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    textsUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    async stop() {
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
  return door
}

function mailServer(actor: () => Actor, witness: Witness): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    // The greeting is none: whether there is one hangs on what was before.
    onMailFrom: (_address, _session, done) =>
      void actor()
        .at('SMTP MAIL FROM')
        .then(() => done()),
    onRcptTo({ address }, _session, done) {
      witness.mailBegins(address)
      void actor()
        .at(`SMTP RCPT TO ${address}`)
        .then(() => done())
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const id = /^Message-ID: <([^@>]+)@/im.exec(Buffer.concat(parts).toString())?.[1] ?? 'none'
        witness.mail(id, false)
        await actor().at(`SMTP DATA ${id}`)
        if (witness.putOff()) return done(Object.assign(new Error('later'), { responseCode: 451 }))
        witness.mail(id, true)
        done()
      })
    },
  })
  server.on('error', () => {})
  return server
}

function provider(actor: () => Actor, witness: Witness): Server {
  return createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const { id } = JSON.parse(Buffer.concat(parts).toString()) as { id: string }
      witness.text(id)
      await actor().at(`text ${id}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
}
