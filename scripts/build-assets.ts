import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'
import * as sass from 'sass'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const WEEK = 7 * 24 * 3_600_000
const IMAGES = 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images'
const FONTS = 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files'
/** The typeface: the letters of English, and those of Welsh and other languages beyond them. */
const fonts = {
  'atkinson.woff2': 'atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'atkinson-more.woff2': 'atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
}

interface Asset {
  /** The name that pages ask for, such as `main.css`. */
  name: string
  body: Buffer
}

/** The file name that carries its content's hash, so that it may be kept for ever. */
function hashed(name: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('base64url').replace(/[-_]/g, '').slice(0, 10)
  const extension = extname(name)
  return `${basename(name, extension)}.${hash}${extension}`
}

/** Every value of the tokens, with the custom property that holds it. */
export function tokenValues(tokensCss: string): Map<string, string> {
  return new Map(
    [...tokensCss.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, value]) => [
      value as string,
      `var(--${name})`,
    ]),
  )
}

/**
 * The style sheet as text: tokens first, then nhsuk-frontend's components and ours, each colour of the tokens written
 * as its custom property. Names of images and fonts are still those of the source.
 */
export function compileStyles(root: string = ROOT): string {
  const options = { loadPaths: [join(root, 'node_modules')], quietDeps: true, style: 'compressed' as const }
  const folder = join(root, 'src/design/styles')
  const tokens = sass.compile(join(folder, 'tokens.scss'), options).css
  const values = tokenValues(sass.compile(join(folder, 'tokens.scss'), { ...options, style: 'expanded' }).css)
  const rest = sass
    .compile(join(folder, 'main.scss'), options)
    .css.replace(/#[0-9a-f]{6}\b/g, (colour) => values.get(colour) ?? colour)
  return `${tokens}\n${rest}`
}

/** What stands in a folder; nothing when there is no such folder, or it is a file. */
async function listing(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
}

/** Browser code: ours, and each feature's `browser.ts` or `browser/*.ts`, by the name that pages ask for. */
async function browserEntries(root: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = {}
  const add = async (folder: string, prefix: string) => {
    const files = await listing(join(root, folder))
    for (const file of files) {
      if (file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts')) {
        entries[`${prefix}${file.slice(0, -3)}`] = join(root, folder, file)
      }
    }
  }
  await add('src/design/browser', '')
  for (const feature of await listing(join(root, 'src/features'))) {
    const files = await listing(join(root, 'src/features', feature))
    if (files.includes('browser.ts')) entries[feature] = join(root, 'src/features', feature, 'browser.ts')
    await add(join('src/features', feature, 'browser'), `${feature}-`)
  }
  return entries
}

/**
 * Builds styles, browser code, pictures and the typeface into `folder`: hashed names, each also compressed with brotli
 * and gzip, and `manifest.json` from the names pages ask for to the hashed ones. The manifest changes last and at once;
 * files of an older build stay a week for servers that still run on it. Throws with the compiler's own words when
 * something does not compile.
 */
export async function buildAssets(
  root: string = ROOT,
  folder: string = join(root, 'build/assets'),
): Promise<Record<string, string>> {
  const assets: Asset[] = []
  const names = new Map<string, string>()
  const keep = (name: string, body: Buffer) => {
    assets.push({ name, body })
    const file = hashed(name, body)
    names.set(name, file)
    return file
  }

  for (const [name, file] of Object.entries(fonts)) keep(name, await readFile(join(root, FONTS, file)))

  for (const image of await listing(join(root, 'src/design/images'))) {
    keep(image, await readFile(join(root, 'src/design/images', image)))
  }
  keep('uk-map.svg', await readFile(join(root, 'src/design/images/uk-map.svg')))

  const bundling = browserEntries(root).then((entries) =>
    build({
      entryPoints: entries,
      outdir: folder,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      write: false,
      legalComments: 'none',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      absWorkingDir: root,
    }),
  )

  let css = compileStyles(root).replace(
    /font:(atkinson[\w-]*\.woff2)/g,
    (_, name: string) => `/assets/${names.get(name)}`,
  )
  for (const image of new Set(
    [...css.matchAll(/\/assets\/images\/([\w-]+\.svg)/g)].map((match) => match[1]),
  )) {
    const file = keep(image as string, await readFile(join(root, IMAGES, image as string)))
    css = css.replaceAll(`/assets/images/${image}`, `/assets/${file}`)
  }
  keep('main.css', Buffer.from(css))

  for (const output of (await bundling).outputFiles) {
    keep(relative(folder, output.path), Buffer.from(output.contents))
  }

  const files = await Promise.all(
    assets.map(async ({ name, body }) => {
      const file = names.get(name) as string
      if (extname(name) === '.woff2') return [{ file, body }]
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        promisify(gzip)(body, { level: 9 }),
      ])
      return [
        { file, body },
        { file: `${file}.br`, body: br },
        { file: `${file}.gz`, body: gz },
      ]
    }),
  )
  await mkdir(folder, { recursive: true })
  await Promise.all(files.flat().map(({ file, body }) => writeFile(join(folder, file), body)))
  const manifest = Object.fromEntries(names)
  const draft = join(folder, `manifest.${process.pid}.json`)
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, join(folder, 'manifest.json'))
  await clearOld(folder, new Set([...files.flat().map(({ file }) => file), 'manifest.json']))
  return manifest
}

async function clearOld(folder: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await listing(folder)) {
    const path = join(folder, name)
    if (!current.has(name) && Date.now() - (await stat(path)).mtimeMs > WEEK) await rm(path, { force: true })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now()
  const manifest = await buildAssets()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${Object.keys(manifest).length} assets in build/assets, ${seconds} s`)
}
