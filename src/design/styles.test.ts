import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildAssets, compileStyles, tokenValues } from '../../scripts/build-assets.ts'
import { assetUrl, serveAsset, useAssetsIn } from './assets.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every colour of the NHS palette that is not black, white or grey text, from nhsuk-frontend's own settings. */
function nhsColours(): string[] {
  const palette = readFileSync(
    join(ROOT, 'node_modules/nhsuk-frontend/dist/nhsuk/core/settings/_colours-palette.scss'),
    'utf8',
  )
  return [...palette.matchAll(/"([\w-]+)": (#[0-9a-f]{6})/g)]
    .filter(([, name]) => name !== 'white')
    .map(([, , value]) => value as string)
}

describe('the style sheet', () => {
  const css = compileStyles(ROOT)

  it('holds no colour, typeface, logo or server of the NHS', () => {
    const colours = nhsColours()
    expect(colours).toContain('#005eb8')
    expect(colours.filter((colour) => css.includes(colour))).toEqual([])
    expect(css).not.toMatch(/frutiger|assets\.nhs\.uk|nhs-logo|nhsuk-header__logo/i)
  })

  it('writes each colour of the tokens as its custom property, so that a charity may change it', () => {
    const [tokens = '', ...rest] = css.split('\n')
    const values = [...tokenValues(tokens).keys()]
    expect(values.length).toBeGreaterThan(15)
    expect(values.filter((value) => rest.join('\n').includes(value))).toEqual([])
  })

  it('asks for nothing beyond our own server', () => {
    const addresses = [...css.matchAll(/url\(([^)]*)\)/g)].map((match) => match[1]?.replaceAll('"', ''))
    expect(addresses).not.toEqual([])
    expect(
      addresses.filter(
        (address) => !/^(font:atkinson(-more)?\.woff2|\/assets\/images\/[\w-]+\.svg)$/.test(address ?? ''),
      ),
    ).toEqual([])
  })

  it('knows every custom property that it uses', () => {
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]))
    const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]))
    expect([...used].filter((name) => !defined.has(name))).toEqual([])
  })
})

describe('built assets', () => {
  let folder = ''
  let manifest: Record<string, string> = {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alongside-assets-'))
    manifest = await buildAssets(ROOT, folder)
    useAssetsIn(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('carry a hash in their names and are found by their plain ones', () => {
    expect(assetUrl('main.css')).toMatch(/^\/assets\/main\.[A-Za-z0-9]{10}\.css$/)
    expect(() => assetUrl('nowhere.css')).toThrow('nowhere.css')
  })

  it('leave room in 120 kB for a first page: styles, typeface and script stay below 75 kB', async () => {
    const sizes = await Promise.all(
      ['main.css', 'main.js', 'atkinson.woff2'].map(async (name) => {
        const response = await serveAsset(manifest[name] ?? '', 'gzip, deflate, br')
        return (await response.arrayBuffer()).byteLength
      }),
    )
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(75_000)
  })

  it('name only files that are there', async () => {
    const css = await readFile(join(folder, manifest['main.css'] ?? ''), 'utf8')
    const files = new Set(await readdir(folder))
    const asked = [...css.matchAll(/\/assets\/([\w.-]+)/g)].map((match) => match[1] ?? '')
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.filter((file) => !files.has(file))).toEqual([])
  })

  it('are sent compressed as the browser asks, and may be kept for ever', async () => {
    const file = manifest['main.css'] ?? ''
    const brotli = await serveAsset(file, 'gzip, br')
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(brotli.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(brotli.headers.get('vary')).toBe('accept-encoding')

    const zipped = await serveAsset(file, 'br;q=0, gzip')
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const plain = await serveAsset(file, null)
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(await plain.text())
    expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  it('lead nowhere else', async () => {
    for (const file of ['manifest.json', '../../package.json', `${manifest['main.css']}.br`, '']) {
      expect((await serveAsset(file, 'br')).status, file).toBe(404)
    }
  })
})
