import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** One request as the provider got it. `at`: when it began, by this process's `performance.now()`. */
export type GotText = { at: number; body: string; headers: Record<string, string | string[] | undefined> }

/** A provider of texts on this machine: a real HTTP conversation. It answers as `answer` says, after `delayMs`. */
export async function testProvider({
  answer = () => ({ status: 200, body: '{"data":{"id":"p-1"}}' }),
  delayMs = () => 0,
}: {
  answer?: (body: string, n: number) => { status: number; body: string } | 'hang up'
  delayMs?: () => number
} = {}) {
  const got: GotText[] = []
  const server = createServer((request, response) => {
    const at = performance.now()
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const body = Buffer.concat(parts).toString('utf8')
      got.push({ at, body, headers: request.headers })
      await pause(delayMs())
      const said = answer(body, got.length)
      if (said === 'hang up') request.socket.destroy()
      else response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    got,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
export type TestProvider = Awaited<ReturnType<typeof testProvider>>
