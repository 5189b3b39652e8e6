import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

interface Built {
  folder: string
  manifest: Record<string, string>
  files: Set<string>
}

let built: Built | undefined
const bodies = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

/** Looks for `build/assets` upwards from here, whether this runs from the source or from one bundled file. */
function findBuilt(): Built | undefined {
  if (built) return built
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'build/assets')
    if (existsSync(join(folder, 'manifest.json'))) {
      const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
        string,
        string
      >
      built = { folder, manifest, files: new Set(Object.values(manifest)) }
      return built
    }
    if (dirname(at) === at) return undefined
  }
}

/**
 * The address of an asset by its plain name, such as `main.css` or `groups.js` (a feature's `browser.ts`; its
 * `browser/sheet.ts` is `facilitation-sheet.js`). Throws for a name that the asset build does not make. Before any
 * build, as in tests of pages alone, the plain name stands in.
 */
export function assetUrl(name: string): string {
  const found = findBuilt()
  if (!found) return `/assets/${name}`
  const file = found.manifest[name]
  if (!file) throw new Error(`No asset "${name}" in build/assets: run scripts/build-assets.ts`)
  return `/assets/${file}`
}

/** Reads the assets of another folder from now on, as tests do that build their own. */
export function useAssetsIn(folder: string): void {
  bodies.clear()
  built = readBuilt(folder)
}

function readBuilt(folder: string): Built {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  return { folder, manifest, files: new Set(Object.values(manifest)) }
}

function bodyOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = bodies.get(path)
  if (known) return known
  const reading = readFile(path).then((buffer) => new Uint8Array(buffer))
  bodies.set(path, reading)
  return reading
}

/**
 * Answers `/assets/<file>`: a hashed file that may be kept for a year, compressed when the browser takes it
 * (`acceptEncoding` is the request's header). 404 for any name that is not in the manifest, so no path leads elsewhere.
 */
export async function serveAsset(file: string, acceptEncoding?: string | null): Promise<Response> {
  const found = findBuilt()
  if (!found?.files.has(file)) {
    return new Response('Not found', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  }
  const headers: Record<string, string> = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  }
  let path = join(found.folder, file)
  if (extname(file) !== '.woff2') {
    headers.vary = 'accept-encoding'
    const accepted = acceptedEncodings(acceptEncoding)
    if (accepted.has('br')) {
      headers['content-encoding'] = 'br'
      path += '.br'
    } else if (accepted.has('gzip')) {
      headers['content-encoding'] = 'gzip'
      path += '.gz'
    }
  }
  const body = await bodyOf(path)
  headers['content-length'] = String(body.byteLength)
  return new Response(body, { headers })
}

/** The encodings that a browser takes: those it names, unless with a quality of nought. */
function acceptedEncodings(header: string | null | undefined): Set<string> {
  const accepted = new Set<string>()
  for (const part of (header ?? '').split(',')) {
    const [name, ...params] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = params.find((param) => param.startsWith('q='))
    if (name && !(quality && Number(quality.slice(2)) === 0)) accepted.add(name)
  }
  return accepted
}
