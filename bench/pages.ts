import autocannon from 'autocannon'
import pg from 'pg'
import type { BenchContext, BenchResult } from './context.ts'

const CONNECTIONS = 64
const SECONDS = 8

type Load = { perSecond: number; p99: number; failed: number }

async function load(options: Omit<autocannon.Options, 'connections' | 'duration'>): Promise<Load> {
  const result = await autocannon({ ...options, connections: CONNECTIONS, duration: SECONDS, timeout: 10 })
  return {
    perSecond: result.requests.average,
    p99: result.latency.p99,
    failed: result.errors + result.non2xx,
  }
}

/**
 * The group page and the finder against a constant string of the same size, served by the same stack: /bench/constant, a
 * route that exists only under the bench. The control runs before and after each, and the mean counts.
 */
export async function benchPages(
  context: BenchContext,
  constantOf: (bytes: number) => string,
): Promise<BenchResult[]> {
  const server = await context.serve()
  try {
    const postcodes = await somePostcodes(context.adminUrl, 4000)
    const group = await measure(server.url, '/groups/south-essex', constantOf)
    let turn = 0
    const finder = await measure(server.url, '/groups?near=SS6%207ED', constantOf, {
      requests: [
        {
          setupRequest: (request) => {
            turn = (turn + 1) % postcodes.length
            return { ...request, path: `/groups?near=${encodeURIComponent(postcodes[turn] ?? '')}` }
          },
        },
      ],
    })
    return [
      compared('group page, 64 connections', group, 0.5),
      latency('group page, p99', group.page.p99),
      compared(`finder by postcode (${postcodes.length} different ones), 64 connections`, finder, 0.15),
      latency('finder by postcode, p99', finder.page.p99),
    ]
  } finally {
    await server.stop()
  }
}

type Measured = { page: Load; control: Load }

async function measure(
  base: string,
  path: string,
  constantOf: (bytes: number) => string,
  more: Partial<autocannon.Options> = {},
): Promise<Measured> {
  const bytes = (await (await fetch(`${base}${path}`)).arrayBuffer()).byteLength
  const control = () => load({ url: `${base}${constantOf(bytes)}` })
  await load({ url: `${base}${path}`, ...more })
  const before = await control()
  const page = await load({ url: `${base}${path}`, ...more })
  const after = await control()
  if (page.failed > 0) throw new Error(`${page.failed} answers for ${path} failed`)
  return {
    page,
    control: {
      perSecond: (before.perSecond + after.perSecond) / 2,
      p99: Math.max(before.p99, after.p99),
      failed: before.failed + after.failed,
    },
  }
}

function compared(name: string, { page, control }: Measured, target: number): BenchResult {
  const ratio = page.perSecond / control.perSecond
  return {
    name,
    value: Math.round(page.perSecond),
    unit: 'requests/s',
    control: Math.round(control.perSecond),
    ratio,
    target: `ratio ≥ ${target}`,
    holds: ratio >= target,
  }
}

function latency(name: string, ms: number): BenchResult {
  return { name, value: ms, unit: 'ms', control: null, ratio: null, target: '≤ 60 ms', holds: ms <= 60 }
}

async function somePostcodes(adminUrl: string, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ key: string }>(
      'select key from postcodes where lat is not null order by hashtext(key) limit $1',
      [count],
    )
    if (rows.length < count) throw new Error('The table of postcodes is not there')
    return rows.map((row) => `${row.key.slice(0, -3)} ${row.key.slice(-3)}`)
  } finally {
    await client.end()
  }
}
