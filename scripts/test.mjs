// `npm test`: gets what it needs, runs every stage even when one has failed, and ends with `N passed, N failed`.
// Plain JavaScript for Node 20: nothing is installed yet when it begins.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { getBrowser } from './browser.mjs'
import { build, install, Problem, pinnedNode, root } from './prepare.mjs'

const say = (sentence) => console.log(sentence)
const asked = process.argv.slice(2)
const soak = asked.includes('--soak')
const scratch = mkdtempSync(join(tmpdir(), 'alongside-results-'))
const counts = { passed: 0, failed: 0 }
const failures = []
const running = new Set()
/** Whether somebody broke the run off: no further stage begins. */
let ended = false

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    ended = true
    for (const child of running) child.kill(signal)
    process.exitCode = 1
  })
}

try {
  await prepare()
  if (asked.includes('--faults')) await vitest('planted faults', ['--project', 'faults'])
  else await everything()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
for (const failure of failures) say(`Failed: ${failure}`)
say(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 || process.exitCode ? 1 : 0

async function prepare() {
  const began = performance.now()
  try {
    await install({ forTests: true, say })
    await build({ say })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    say('0 passed, 1 failed')
    process.exit(1)
  }
  tell('prepared', began)
}

async function everything() {
  // What only reads the code runs side by side: the types alone take as long as all the others.
  await Promise.all([tool('types', 'typescript/bin/tsc', ['--noEmit', '-p', root]), readings()])
  await vitest('unit', ['--project', 'unit'])
  await vitest('database', ['--project', 'database'])
  await onDebian()
  await journeys()
}

async function readings() {
  await tool('format and lint', '@biomejs/biome/bin/biome', ['ci', '--diagnostic-level=error', root])
  await boundaries()
  await tool('unused code', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints'])
  await stage('types of the tables are fresh', join(root, 'scripts/generate-types.mjs'), ['--check'])
}

/** dependency-cruiser finds nothing, and complains of nothing, when it cannot read the language: then it fails. */
async function boundaries() {
  const began = performance.now()
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [
    cruiser,
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    'src',
    'sample',
    'bench',
  ].filter(
    (part) => part.startsWith('-') || !['sample', 'bench'].includes(part) || existsSync(join(root, part)),
  )
  const { output } = await run(pinnedNode, args, { quiet: true })
  let seen = 0
  try {
    const { summary } = JSON.parse(output)
    seen = summary.totalCruised
    for (const { rule, from, to } of summary.violations) say(`  ${rule.name}: ${from} → ${to}`)
    settle('boundaries', began, seen > 20 && summary.violations.length === 0, `${seen} modules`)
  } catch {
    say(output.trim())
    settle('boundaries', began, false, `${seen} modules`)
  }
}

async function onDebian() {
  const name = 'database on PostgreSQL 15'
  if (process.getuid?.() !== 0 && !existsSync('/usr/lib/postgresql/15/bin')) {
    say(`${name}: left out, since PostgreSQL 15 is not here. On Debian: apt-get install postgresql-15`)
    return
  }
  const folders = ['tests/access', 'tests/database', 'tests/properties', 'src/platform'].filter((path) =>
    existsSync(join(root, path)),
  )
  const args = ['--project', 'unit', '--project', 'database', ...folders]
  // It starts servers of its own, of the version that the program brings.
  args.push('--exclude', 'src/platform/embedded.test.ts')
  // The same forms a second time, which seldom touch what is different there.
  if (!soak) args.push('--exclude', 'tests/database/bad-input.test.ts')
  // A tenth of the seeds: enough to meet the locks of the other version.
  const seeds = { ALONGSIDE_SEEDS: process.env.ALONGSIDE_SEEDS ?? (soak ? '1' : '0.1') }
  await vitest(name, args, { ALONGSIDE_TEST_SERVER: 'debian15', ...seeds })
}

async function journeys() {
  const browser = getBrowser(say)
  if (browser === undefined) {
    say(
      'The journeys need Chromium or Chrome. On Debian: apt-get install chromium. Elsewhere: install Google Chrome.',
    )
    settle('journeys', performance.now(), false)
    return
  }
  await vitest('journeys', ['--project', 'journeys', '--project', 'start'], { ALONGSIDE_BROWSER: browser })
}

async function tool(name, program, args) {
  await stage(name, join(root, 'node_modules', program), args)
}

async function stage(name, script, args) {
  const began = performance.now()
  const { code, output } = await run(pinnedNode, [script, ...args], { quiet: true })
  if (code !== 0) say(output.trim())
  settle(name, began, code === 0)
}

/** Counts each test; a run that broke off, or that found no tests at all, is a failure of its own. */
async function vitest(name, args, env = {}) {
  const began = performance.now()
  const results = join(scratch, `${counts.passed + counts.failed}.json`)
  const { code } = await run(
    pinnedNode,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...args,
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    ],
    { env: { ...env, ...(soak ? { ALONGSIDE_SOAK: '1' } : {}) } },
  )
  const { numPassedTests: passed = 0, numFailedTests = 0 } = existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : {}
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
  counts.passed += passed
  counts.failed += failed
  if (failed > 0) failures.push(name)
  tell(name, began, `${passed} passed, ${failed} failed,`)
}

function settle(name, began, ok, remark = '') {
  counts[ok ? 'passed' : 'failed'] += 1
  if (!ok) failures.push(name)
  tell(name, began, `${ok ? 'passed' : 'FAILED'}${remark && `, ${remark}`},`)
}

function tell(name, began, remark = '') {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(`── ${name}: ${[remark, seconds].filter(Boolean).join(' ')} s`)
}

function run(command, args, { env = {}, quiet = false } = {}) {
  if (ended) return Promise.resolve({ code: 1, output: 'Broken off.' })
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  })
  running.add(child)
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((resolve) => {
    const done = (code) => {
      running.delete(child)
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += error.message
      done(1)
    })
    child.once('close', done)
  })
}
