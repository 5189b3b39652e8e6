import type { MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Ask, Env } from './web.ts'

/** How large a reader would have the text, everywhere: as it is, a quarter or a half larger. */
export const textSizes = ['usual', 'large', 'larger'] as const
export type TextSize = (typeof textSizes)[number]

const YEAR = 365 * 24 * 3600

/** What the reader of this browser has chosen. */
export function textSizeOf(ask: Ask): TextSize {
  const said = getCookie(ask, 'text')
  return textSizes.find((size) => size === said) ?? 'usual'
}

/** Keeps the choice in this browser for a year. It says nothing of anybody, and nothing but the size. */
export function chooseTextSize(ask: Ask, size: TextSize): void {
  const secure = ask.get('services').config.baseUrl.startsWith('https:')
  if (size === 'usual') deleteCookie(ask, 'text', { path: '/', secure })
  else setCookie(ask, 'text', size, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: YEAR })
}

/**
 * Gives every page the size that its reader chose, after it was made: so the pages kept in the cache are the same for
 * everybody, and only those who chose pay for it.
 */
export const inChosenSize: MiddlewareHandler<Env> = async (ask, next) => {
  const size = textSizeOf(ask)
  if (size === 'usual') return next()
  const headers = new Headers(ask.req.raw.headers)
  headers.delete('accept-encoding')
  ask.req.raw = new Request(ask.req.raw, { headers })
  await next()
  if (!ask.res.headers.get('content-type')?.startsWith('text/html')) return
  const html = await ask.res.text()
  const { status, headers: kept } = ask.res
  ask.res = new Response(html.replace(' class="app ', ` class="app app--text-${size} `), {
    status,
    headers: kept,
  })
}
