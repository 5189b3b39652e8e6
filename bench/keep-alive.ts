import { connect, type Socket } from 'node:net'

export type Answer = { status: number; location: string }

/**
 * One connection that is kept open and sends one form after another: no more than a bench needs, so that the machine's
 * time goes to the servers.
 */
export class KeepAlive {
  private readonly socket: Socket
  private text = ''
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null

  constructor(base: string) {
    const { hostname, port } = new URL(base)
    this.socket = connect(Number(port), hostname)
    this.socket.setNoDelay(true)
    this.socket.on('data', (chunk) => this.read(chunk.toString('latin1')))
    this.socket.on('error', (error) => this.waiting?.reject(error))
    this.socket.on('close', () => this.waiting?.reject(new Error('The server hung up')))
  }

  post(path: string, cookie: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.write(
        `POST ${path} HTTP/1.1\r\nHost: bench\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n` +
          'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n',
      )
    })
  }

  private read(chunk: string) {
    this.text += chunk
    const end = this.text.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.text.slice(0, end + 2)
    const chunked = /\r\ntransfer-encoding: chunked\r\n/i.test(head)
    const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1] ?? 0)
    if (chunked ? !this.text.endsWith('0\r\n\r\n') : this.text.length < end + 4 + length) return
    const answer = {
      status: Number(this.text.slice(9, 12)),
      location: /\r\nlocation: ([^\r]*)\r\n/i.exec(head)?.[1] ?? '',
    }
    this.text = ''
    const { waiting } = this
    this.waiting = null
    waiting?.resolve(answer)
  }

  close() {
    this.waiting = null
    this.socket.destroy()
  }
}
