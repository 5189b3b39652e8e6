// What start.mjs and the tests need before anything of ours can run. Plain JavaScript for Node 20: nothing is
// installed yet when it begins.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** The Node that package.json pins; the machine's own only begins. */
export const pinnedNode = join(root, 'node_modules/node/bin/node')

/** A reason to stop, in a sentence for the person at the keyboard. */
export class Problem extends Error {}

/**
 * Installs the packages when they are missing or differ from the lock file.
 * @param {{ forTests?: boolean, say: (sentence: string) => void }} options
 */
export async function install({ forTests = false, say }) {
  if (isInstalled(forTests)) return
  await alone('.install', async () => {
    if (isInstalled(forTests)) return
    say('Installing what Alongside is built on. This takes a minute or two, once.')
    const { npm, env } = systemNpm()
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(forTests ? ['--include=dev'] : [])]
    const result = spawnSync(npm, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
    if (result.error) throw new Problem(`npm could not be run: ${result.error.message}`)
    if (result.status !== 0)
      throw new Problem('Installing did not work; npm says why above. Please try again.')
    // An npm that skips install scripts leaves the pinned Node out.
    if (!existsSync(pinnedNode))
      spawnSync(npm, ['rebuild', 'node'], { cwd: root, env, stdio: ['ignore', 2, 2] })
    if (!existsSync(pinnedNode))
      throw new Problem('The package "node" was not installed whole. Please run: npm rebuild node')
  })
}

/** Compares what npm noted in node_modules with the lock file, so that no mark of ours can go stale. */
function isInstalled(forTests) {
  const noted = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(noted) || !existsSync(pinnedNode)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(noted, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional }]) => {
    if (path === '') return true
    if (present[path]) return present[path].version === version
    return optional || ((dev || devOptional) && !forTests)
  })
}

/** npm of the machine, not one below node_modules: that folder is about to be replaced. */
function systemNpm() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const env = { ...process.env, PATH: path.join(delimiter) }
  for (const name of ['npm_config_prefix', 'npm_config_local_prefix', 'npm_config_global']) delete env[name]
  return { npm: process.platform === 'win32' ? 'npm.cmd' : 'npm', env }
}

const sources = ['src', 'sample', 'bench', 'scripts', 'package-lock.json', 'package.json']

/**
 * Builds the program when its sources changed since the last build.
 * @param {{ say: (sentence: string) => void }} options
 */
export async function build({ say }) {
  if (isBuilt()) return
  await alone('.build', () => {
    if (isBuilt()) return
    say('Building.')
    const before = fingerprint()
    rmSync(join(root, 'build/fingerprint'), { force: true })
    const result = spawnSync(pinnedNode, [join(root, 'scripts/build.ts')], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    })
    if (result.status !== 0) throw new Problem('Building did not work; the reason stands above.')
    writeFileSync(join(root, 'build/fingerprint'), before)
  })
}

function isBuilt() {
  const mark = join(root, 'build/fingerprint')
  return (
    existsSync(join(root, 'build/main.js')) &&
    existsSync(mark) &&
    readFileSync(mark, 'utf8') === fingerprint()
  )
}

/** Names, sizes and times of all sources: quicker than their contents, and as good here. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => join(path, name))
      : [path]
    for (const file of files) {
      const { size, mtimeMs } = statSync(file)
      if (!/\.test\.tsx?$/.test(file)) hash.update(`${file} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** Two commands started at once must not install or build into each other's folder. */
async function alone(name, work) {
  const folder = join(root, 'build', name)
  mkdirSync(join(root, 'build'), { recursive: true })
  for (;;) {
    try {
      mkdirSync(folder)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true })
    await wait(200)
  }
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid))
    await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isAbandoned(folder) {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'EPERM') return false
    if (error.code === 'ESRCH') return true
    // The file is not written yet, or the folder has just gone.
    const since = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
    return since !== undefined && Date.now() - since > 10_000
  }
}
