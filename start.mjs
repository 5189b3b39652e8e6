// `npm start`, and `npm run alongside -- COMMAND`. Plain JavaScript for Node 20 and later: it installs and builds
// what is missing, then hands over to the Node that package.json pins. Works from any folder.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { build, install, Problem, pinnedNode, root } from './scripts/prepare.mjs'

const say = (sentence) => process.stderr.write(`${sentence}\n`)
const nodeFlags = ['--enable-source-maps']
const [mode, ...rest] = process.argv.slice(2)
const parent = process.ppid

try {
  const [major] = process.versions.node.split('.')
  if (Number(major) < 20) throw new Problem(`Alongside needs Node 20 or later; this is ${process.version}.`)
  await install({ forTests: mode === '--bench', say })
  await build({ say })
  if (mode === '--command') run('main.js', rest)
  else if (mode === '--bench') run('bench.js', rest)
  else serve(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Problem)) throw error
  say(error.message)
  process.exitCode = 1
}

/** A command belongs to the terminal: it reads and writes there, and Ctrl-C reaches it directly. */
function run(file, args) {
  // Files are named as seen from where the person stands, which npm notes before it moves to the project's folder.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const child = spawn(pinnedNode, [...nodeFlags, join(root, 'build', file), ...args], {
    cwd,
    stdio: 'inherit',
  })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  endWithNpm(child)
  passOnExit(child)
}

/**
 * The server has a process group of its own: in a terminal both npm and we get Ctrl-C, and it should hear of it
 * once. It also notices when we are killed.
 */
function serve(args) {
  const stopper = join(root, 'scripts/stop-with-parent.mjs')
  const child = spawn(
    pinnedNode,
    [...nodeFlags, '--import', stopper, join(root, 'build/main.js'), 'start', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    },
  )
  let told = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - told < 1000) return
      told = Date.now()
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  }
  endWithNpm(child)
  passOnExit(child)
}

/**
 * npm hands SIGINT and SIGTERM on to whom it runs, and can hand on nothing when it is killed or hangs up. Its scripts
 * begin with `exec`, so that no shell stands between and npm itself is our parent: when we have another one, npm is
 * gone. Whoever runs `node start.mjs` without npm may end whatever they ran it from.
 */
function endWithNpm(child) {
  if (!/^exec node start\.mjs\b/.test(process.env.npm_lifecycle_script ?? '')) return
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    child.kill('SIGTERM')
  }, 500)
  look.unref()
}

function passOnExit(child) {
  child.once('error', (error) => {
    say(`Node could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
    if (child.connected) child.disconnect()
  })
}
