import { connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a server and PostgreSQL and counts what is asked: simple queries and executions of prepared ones. */
export class StatementCounter {
  statements = 0
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  private readonly database: { host: string; port: number }

  constructor(database: { host: string; port: number }) {
    this.database = database
    this.server = createServer((client) => this.join(client))
  }

  /** @returns the port at which it listens. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as { port: number }).port))
    })
  }

  close(): void {
    this.server.close()
    for (const socket of this.sockets) socket.destroy()
  }

  private join(client: Socket): void {
    const database = connect(this.database)
    let started = false
    let left: Buffer = Buffer.alloc(0)
    client.on('data', (chunk: Buffer) => {
      database.write(chunk)
      left = left.length > 0 ? Buffer.concat([left, chunk]) : chunk
      // The first message has no letter, only its length; every other has both.
      for (;;) {
        const head = started ? 1 : 0
        if (left.length < head + 4) return
        const length = head + left.readUInt32BE(head)
        if (left.length < length) return
        if (started && (left[0] === 0x51 || left[0] === 0x45)) this.statements += 1
        started = true
        left = left.subarray(length)
      }
    })
    database.on('data', (chunk) => client.write(chunk))
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.sockets.delete(one)
        other.destroy()
      })
    }
  }
}
