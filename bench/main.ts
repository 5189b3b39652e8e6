import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '#config'
import { startEmbedded } from '#platform/embedded.ts'
import { openLog } from '#platform/log.ts'
import { migrate } from '#platform/migrate.ts'
import { openProgram } from '#platform/program.ts'
import { startServing } from '#platform/serve.ts'
import { page, type Route } from '#platform/web.ts'
import { loadSample } from '../sample/load.ts'
import { createApp } from '../src/app.tsx'
import { features, pumps, timers } from '../src/features.ts'
import { type BenchContext, type BenchResult, serverEnvironment, startServer } from './context.ts'
import { benchFirstVisit } from './first-visit.ts'
import { benchPages } from './pages.ts'
import { benchPlaces } from './places.ts'
import { benchPostcodes } from './postcodes.ts'
import { benchStaff } from './staff.ts'

// The control: a constant string of a given size through the same stack. It exists in the bench's own server alone.
const constants = new Map<string, string>()
const constantRoute: Route = page('/bench/constant/:bytes', 'public', (ask) => {
  const bytes = ask.req.param('bytes') ?? '1000'
  let text = constants.get(bytes)
  if (!text) {
    text = `<!doctype html><title>Constant</title><p>${'A constant string. '.repeat(Number(bytes) / 19).slice(0, Number(bytes) - 42)}`
    constants.set(bytes, text)
  }
  return ask.html(text) as Response
})

/** The bench's own server: the whole program with the control beside it. */
async function serve(): Promise<void> {
  const config = readConfig()
  const program = await openProgram({
    config,
    log: openLog(config.logLevel),
    tell: () => {},
    connections: 16,
  })
  const app = createApp(program.services, [...features.flatMap((feature) => feature.routes), constantRoute])
  const serving = await startServing(program, app, config.jobsHere ? { timers, pumps } : null)
  process.stdout.write(`http://localhost:${serving.port}\n`)
  await new Promise<void>((done) => process.once('SIGTERM', () => done()))
  await serving.stop()
  await program.close()
}

const parts: Record<string, (context: BenchContext) => Promise<BenchResult[]>> = {
  postcodes: benchPostcodes,
  pages: (context) => benchPages(context, (bytes) => `/bench/constant/${bytes}`),
  'first-visit': benchFirstVisit,
  places: benchPlaces,
  staff: benchStaff,
}

async function measureAll(args: string[]): Promise<number> {
  const file = args.includes('--json') ? args[args.indexOf('--json') + 1] : undefined
  const only = args.filter((arg) => arg in parts)
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  const server = await startEmbedded({ dataDir: folder, log: () => {} })
  const results: BenchResult[] = []
  try {
    await migrate(server.urls.owner, server.urls.jobs)
    await laySample(server.urls)
    const smtpUrl = 'smtp://127.0.0.1:1'
    const context: BenchContext = {
      urls: server.urls,
      adminUrl: server.adminUrl.replace(/\/postgres$/, '/alongside'),
      smtpUrl,
      tell,
      serve: (options) => startServer(serverEnvironment(server.urls, smtpUrl, options?.jobs ?? false)),
    }
    // The pages are measured with the full table of postcodes, so that is imported first.
    const wanted = Object.keys(parts).filter((name) => only.length === 0 || only.includes(name))
    if (wanted.includes('pages') && !wanted.includes('postcodes')) wanted.unshift('postcodes')
    for (const name of wanted) {
      tell(`Measuring: ${name}`)
      results.push(...((await parts[name]?.(context)) ?? []))
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  print(results)
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  if (file)
    writeFileSync(
      resolve(file),
      `${JSON.stringify({ machine, at: new Date().toISOString(), results }, null, 2)}\n`,
    )
  return results.every((result) => result.holds) ? 0 : 1
}

/** The sample charity, laid by a program in sample mode's own way on this database. */
async function laySample(urls: { app: string; owner: string; jobs: string }): Promise<void> {
  const config = { ...readConfig(serverEnvironment(urls, 'smtp://127.0.0.1:1', false)), sample: true }
  const program = await openProgram({ config, log: openLog('error'), tell: () => {}, connections: 2 })
  await loadSample(program.services)
  await program.close()
}

function print(results: BenchResult[]): void {
  const columns = ['what', 'value', 'control', 'ratio', 'target', 'holds']
  const rows = results.map((r) => [
    r.name,
    `${r.value} ${r.unit}`,
    r.control === null ? '–' : `${r.control} ${r.unit}`,
    r.ratio === null ? '–' : r.ratio.toFixed(2),
    r.target,
    r.holds ? 'yes' : 'NO',
  ])
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0)),
  )
  for (const row of [columns, ...rows])
    process.stdout.write(`${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv[2] === '--serve') await serve()
  else process.exitCode = await measureAll(process.argv.slice(2))
}
