import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Pump, startJobs, type Timer } from './jobs.ts'
import type { Program } from './program.ts'
import { Refusal } from './refusal.ts'
import type { Env } from './web.ts'

/** A server that is listening. `stop` lets what has begun finish, for ten seconds at the most. */
export type Serving = { port: number; stop(): Promise<void> }

/** Serves the app, and works on jobs in the same process unless told otherwise. */
export async function startServing(
  program: Program,
  app: Hono<Env>,
  jobs: { timers: Timer[]; pumps: Pump[] } | null,
): Promise<Serving> {
  const { config } = program.services
  const hosts = config.host === 'loopback' ? ['127.0.0.1', '::1'] : [config.host]
  const servers: Server[] = []
  let port = config.port
  for (const [index, hostname] of hosts.entries()) {
    const server = await listenOn(app, hostname, port).catch((error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has no ::1; the first address is what counts.
      if (index > 0 && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) return null
      if (error.code === 'EADDRINUSE')
        throw new Refusal(
          `Port ${port} is taken by another program. Stop that one, or choose another: PORT=3001 npm start`,
        )
      if (error.code === 'EACCES')
        throw new Refusal(`This user may not listen on port ${port}. Choose one above 1023.`)
      throw error
    })
    if (!server) continue
    port = (server.address() as AddressInfo).port
    servers.push(server)
  }
  const working = jobs ? await startJobs(program.services, program.urls.jobs, jobs.timers, jobs.pumps) : null
  return {
    port,
    async stop() {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
      for (const server of servers) server.closeIdleConnections()
      const late = setTimeout(() => {
        for (const server of servers) server.closeAllConnections()
      }, 10_000)
      await Promise.all(closed)
      clearTimeout(late)
      await working?.stop()
    },
  }
}

function listenOn(app: Hono<Env>, hostname: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = listen(
      {
        fetch: app.fetch,
        hostname,
        port,
        serverOptions: { requestTimeout: 20_000, headersTimeout: 10_000, keepAliveTimeout: 10_000 },
      },
      () => {
        server.removeListener('error', reject)
        resolve(server)
      },
    ) as Server
    server.once('error', reject)
  })
}
