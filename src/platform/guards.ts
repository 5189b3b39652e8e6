import type { MiddlewareHandler } from 'hono'
import { troublePages } from './trouble.tsx'
import type { Ask, Env, Route } from './web.ts'

/**
 * What every answer carries: no inline script or style, nothing from elsewhere, no framing, and addresses (which may hold
 * a personal link) told to nobody else. `same-origin` rather than `no-referrer`, under which browsers send
 * `Origin: null` with forms.
 */
export const securityHeaders: MiddlewareHandler<Env> = async (ask, next) => {
  await next()
  const headers = ask.res.headers
  const set = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value)
  }
  set(
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
      "manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  set('referrer-policy', 'same-origin')
  set('x-content-type-options', 'nosniff')
  set('cross-origin-opener-policy', 'same-origin')
  set('cross-origin-resource-policy', 'same-origin')
  set('permissions-policy', 'camera=(), microphone=(), geolocation=(self), interest-cohort=()')
  set('cache-control', 'private, no-store')
  if (ask.get('services').config.baseUrl.startsWith('https:'))
    set('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/** Refuses forms that another site sends. A route for machines that cannot name their origin says so itself. */
export function guardOrigin(routes: readonly Route[]): MiddlewareHandler<Env> {
  const open = routes.filter((route) => route.fromElsewhere).map((route) => pattern(route.path))
  return async (ask, next) => {
    if (ask.req.method === 'GET' || ask.req.method === 'HEAD' || ask.req.method === 'OPTIONS') return next()
    if (fromHere(ask) || open.some((p) => p.test(ask.req.path))) return next()
    return troublePages.elsewhere(ask)
  }
}

function fromHere(ask: Ask): boolean {
  const site = ask.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = ask.req.header('origin')
  if (origin === undefined) return false
  const ours = [new URL(ask.get('services').config.baseUrl).host, ask.req.header('host')]
  try {
    return ours.includes(new URL(origin).host)
  } catch {
    return false
  }
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[a-z]+/gi, '[^/]+')}$`)
}
