import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Ask } from './web.ts'

/** The figures of this process, in Prometheus's text form, without anything about anybody. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

const requests = new Histogram({
  name: 'alongside_request_seconds',
  help: 'How long answers took, by method, kind of route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 1, 5, 20],
  registers: [metrics],
})
/** Messages at the gate by what became of them: sent, stopped, later, bounced… */
export const messagesCounted = new Counter({
  name: 'alongside_messages_total',
  help: 'Messages at the gate by what became of them',
  labelNames: ['passed'],
  registers: [metrics],
})

/** Counts one answer under its route's pattern: an address itself may hold a token. */
export function countRequest(ask: Ask, ms: number): void {
  const route = ask.res.status === 404 ? 'none' : (ask.req.path.split('/')[1] ?? '')
  requests.observe({ method: ask.req.method, route: route.slice(0, 20), status: ask.res.status }, ms / 1000)
}
