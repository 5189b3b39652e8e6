// Builds the program into build/: the server's code as build/main.js, styles and browser code below build/assets.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildAssets } from './build-assets.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'build')
const week = 7 * 24 * 3_600_000

await mkdir(out, { recursive: true })
const entries = { main: join(root, 'src/main.ts'), bench: join(root, 'bench/main.ts') }
const present = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)))
await Promise.all([
  build({
    entryPoints: present,
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    absWorkingDir: root,
    logLevel: 'warning',
  }),
  buildAssets(root),
])
await clearOldParts(join(out, 'parts'))

/** A server that still runs on an older build may yet load its parts; nobody does after a week. */
async function clearOldParts(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (Date.now() - (await stat(path)).mtimeMs > week) await rm(path)
  }
}
