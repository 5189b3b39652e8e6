// A browser for the journeys: one that is there, or Debian's when we may install it. Plain JavaScript for Node 20.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The path of a Chromium or Chrome on this machine, or undefined. */
export function findBrowser() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...macs, ...ofPlaywright()].find(mayRun)
}

/**
 * Finds a browser, or as root on Debian installs one (some 15 seconds). Returns undefined when neither works.
 * @param {(sentence: string) => void} say
 */
export function getBrowser(say) {
  const found = findBrowser()
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  say('Installing a browser for the journeys (apt-get install chromium).')
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const install = () => spawnSync('apt-get', ['install', '-y', 'chromium'], options).status === 0
  if (!install()) {
    spawnSync('apt-get', ['update'], options)
    install()
  }
  return findBrowser()
}

function ofPlaywright() {
  const cache = join(homedir(), '.cache/ms-playwright')
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => join(cache, name, 'chrome-linux/chrome'))
}

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not a program.
    return false
  }
}
