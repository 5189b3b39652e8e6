import { constants, gzipSync } from 'node:zlib'
import type { Ask } from './web.ts'

const SMALLEST = 1024
const MOST_KEPT = 300
const kept = new Map<string, Uint8Array<ArrayBuffer>>()

/**
 * An HTML answer, compressed where the browser takes it. Only for pages that show nothing of anybody: how well a page
 * compresses tells what is in it (the BREACH attack), so members' and staff pages travel as they are.
 * @param keep whether the same text will be asked for again (a cached page): then it is compressed once.
 */
export function publicAnswer(
  ask: Ask,
  html: string,
  { status = 200, keep = false }: { status?: number; keep?: boolean } = {},
): Response {
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=UTF-8',
    vary: 'accept-encoding',
  }
  if (keep) headers['cache-control'] = 'no-cache'
  if (html.length < SMALLEST || !/\bgzip\b/.test(ask.req.header('accept-encoding') ?? ''))
    return ask.body(html, status as 200, headers) as Response
  headers['content-encoding'] = 'gzip'
  return ask.body(keep ? compressedOnce(html) : compress(html, 1), status as 200, headers) as Response
}

function compressedOnce(html: string): Uint8Array<ArrayBuffer> {
  let compressed = kept.get(html)
  if (!compressed) {
    compressed = compress(html, constants.Z_DEFAULT_COMPRESSION)
    const oldest = kept.size >= MOST_KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(html, compressed)
  }
  return compressed
}

function compress(html: string, level: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(html, { level }))
}
