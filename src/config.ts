import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { Refusal } from './platform/refusal.ts'

/** The project's own folder, found from src/ as well as from build/. */
export const projectFolder = findProjectFolder(dirname(fileURLToPath(import.meta.url)))

function findProjectFolder(from: string): string {
  let folder = from
  while (!existsSync(join(folder, 'migrations')) || !existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error(`The folder of the project was not found above ${from}`)
    folder = above
  }
  return folder
}

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// and name user, password, host and database')
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an address such as https://groups.example.org' })
const whole = (least: number, most: number) =>
  z.coerce.number(`must be a number from ${least} to ${most}`).int().min(least).max(most)

/** A setting that is itself written as JSON. */
function jsonOf<T extends z.ZodType>(shape: T, error: string) {
  return z.string().transform((text, context): z.output<T> => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {}
    const read = shape.safeParse(value)
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: error })
    return z.NEVER
  })
}

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().optional(),
  BASE_URL: webUrl.optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_JOBS_URL: postgresUrl.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  SMTP_CONNECTIONS: whole(1, 20).default(4),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  TRUSTED_PROXIES: z.string().default(''),
  ALONGSIDE_DATA: z.string().optional(),
  ALONGSIDE_CLOCK: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2026-11-20T10:00:00Z' })
    .optional(),
  ALONGSIDE_LOG: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('info'),
  ALONGSIDE_JOBS: z.enum(['here', 'elsewhere'], 'must be "here" or "elsewhere"').default('here'),
  ALONGSIDE_ERASURES: z.string().optional(),
  OPENID_ISSUER: webUrl.optional(),
  OPENID_CLIENT_ID: z.string().optional(),
  OPENID_CLIENT_SECRET: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  TEXTS_URL: webUrl.optional(),
  TEXTS_HEADERS: jsonOf(
    z.record(z.string(), z.string()),
    'must be JSON such as {"authorization": "Bearer …"}',
  ).optional(),
  TEXTS_BODY: z.string().optional(),
  TEXTS_ID_FIELD: z.string().optional(),
  TEXTS_REPORT_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  TEXTS_REPORT_FIELDS: jsonOf(
    z.object({
      id: z.string().optional(),
      status: z.string().optional(),
      delivered: z.array(z.string()).optional(),
      failed: z.array(z.string()).optional(),
    }),
    'must be JSON such as {"id": "message.id", "status": "status", "delivered": ["delivered"], "failed": ["failed"]}',
  ).optional(),
  TEXTS_INCOMING_FIELDS: jsonOf(
    z.object({ id: z.string().optional(), from: z.string().optional(), text: z.string().optional() }),
    'must be JSON such as {"from": "from", "text": "text", "id": "id"}',
  ).optional(),
})

/** What the program was told by its surroundings. Nothing else reads `process.env`. */
export type Config = {
  production: boolean
  /** True with the embedded database outside production: adds /sample, keeps every message instead of sending it. */
  sample: boolean
  port: number
  host: string
  baseUrl: string
  /** Null until the embedded database's own key is read; production demands SECRET_KEY. */
  secretKey: string | null
  database: { app: string; owner: string; jobs: string } | null
  dataFolder: string
  smtp: {
    url: string
    connections: number
    dkim: { domain: string; selector: string; key: string } | null
  } | null
  trustedProxies: string[]
  /** Milliseconds between the real time and the time that the program works with (sample mode and tests only). */
  clockAheadMs: number
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  jobsHere: boolean
  erasuresFile: string
  openId: { issuer: string; clientId: string; clientSecret: string } | null
  metricsToken: string | null
  /** The provider of text messages; null: none are sent. */
  texts: TextSettings | null
  /** What the provider's reports and people's answers are known by and look like; null: neither is taken. */
  textReports: TextReports | null
}

/** One HTTP request a text. In `body` stand {to} ("+44…"), {number} (without the plus), {text} and {id}. */
export type TextSettings = {
  url: string
  headers: Record<string, string>
  body: string
  /** Where the answer holds the provider's own id, such as "data.id"; null when it holds none that is used. */
  idField: string | null
}
/** Names of fields in what the provider sends us; dots lead inwards. */
export type TextReports = {
  key: string
  report: { id: string; status: string; delivered: string[]; failed: string[] }
  incoming: { id: string; from: string; text: string }
}

/** A setting that the program cannot start with; its message is a plain sentence for the operator. */
export class ConfigError extends Refusal {}

/**
 * Reads the settings from environment variables.
 * @throws {ConfigError} naming every bad or missing variable in plain words.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, now: number = Date.now()): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}.`).join('\n'))
  }
  const e = parsed.data
  const production = e.NODE_ENV === 'production'
  const addresses = [e.DATABASE_URL, e.DATABASE_OWNER_URL, e.DATABASE_JOBS_URL].filter((a) => a !== undefined)
  const refusals: string[] = []
  if (addresses.length !== 0 && addresses.length !== 3) {
    refusals.push(
      'DATABASE_URL, DATABASE_OWNER_URL and DATABASE_JOBS_URL belong together: give all three or none. "alongside database init" prints them.',
    )
  }
  const embedded = addresses.length === 0
  const sample = embedded && !production
  if (!sample) {
    if (!e.SMTP_URL)
      refusals.push(
        'SMTP_URL is missing: without it no message could go out. It is optional only in sample mode.',
      )
    if (!e.BASE_URL) refusals.push('BASE_URL is missing: the address at which people reach these pages.')
    if (!e.SECRET_KEY)
      refusals.push('SECRET_KEY is missing: at least 32 random characters, the same for every process.')
    if (e.ALONGSIDE_CLOCK)
      refusals.push('ALONGSIDE_CLOCK moves the clock and is allowed only in sample mode.')
  }
  const openIdGiven = [e.OPENID_ISSUER, e.OPENID_CLIENT_ID, e.OPENID_CLIENT_SECRET].filter(Boolean).length
  if (openIdGiven !== 0 && openIdGiven !== 3)
    refusals.push('OPENID_ISSUER, OPENID_CLIENT_ID and OPENID_CLIENT_SECRET belong together.')
  const dkimGiven = [e.DKIM_DOMAIN, e.DKIM_SELECTOR, e.DKIM_KEY_FILE].filter(Boolean).length
  if (dkimGiven !== 0 && dkimGiven !== 3)
    refusals.push('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE belong together.')
  if (e.DKIM_KEY_FILE && !existsSync(e.DKIM_KEY_FILE))
    refusals.push(`DKIM_KEY_FILE names a file that is not there: ${e.DKIM_KEY_FILE}`)
  const trustedProxies = e.TRUSTED_PROXIES.split(/[\s,]+/).filter((p) => p !== '')
  for (const proxy of trustedProxies.filter((p) => !isNetwork(p)))
    refusals.push(
      `TRUSTED_PROXIES: ${proxy} is no address, no network such as 10.0.0.0/8, and not "loopback".`,
    )
  refusals.push(...textRefusals(e.TEXTS_URL, e.TEXTS_BODY))
  if (refusals.length > 0) throw new ConfigError(refusals.join('\n'))

  const dataFolder = resolve(e.ALONGSIDE_DATA ?? join(projectFolder, 'data'))
  return {
    production,
    sample,
    port: e.PORT,
    host: e.HOST ?? (sample ? 'loopback' : '0.0.0.0'),
    baseUrl: (e.BASE_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    secretKey: e.SECRET_KEY ?? null,
    database:
      e.DATABASE_URL && e.DATABASE_OWNER_URL && e.DATABASE_JOBS_URL
        ? { app: e.DATABASE_URL, owner: e.DATABASE_OWNER_URL, jobs: e.DATABASE_JOBS_URL }
        : null,
    dataFolder,
    smtp: e.SMTP_URL
      ? {
          url: e.SMTP_URL,
          connections: e.SMTP_CONNECTIONS,
          dkim:
            e.DKIM_DOMAIN && e.DKIM_SELECTOR && e.DKIM_KEY_FILE
              ? {
                  domain: e.DKIM_DOMAIN,
                  selector: e.DKIM_SELECTOR,
                  key: readFileSync(e.DKIM_KEY_FILE, 'utf8'),
                }
              : null,
        }
      : null,
    trustedProxies,
    clockAheadMs: e.ALONGSIDE_CLOCK ? Date.parse(e.ALONGSIDE_CLOCK) - now : 0,
    logLevel: e.ALONGSIDE_LOG,
    jobsHere: e.ALONGSIDE_JOBS === 'here',
    erasuresFile: resolve(e.ALONGSIDE_ERASURES ?? join(dataFolder, 'erasures.txt')),
    openId:
      e.OPENID_ISSUER && e.OPENID_CLIENT_ID && e.OPENID_CLIENT_SECRET
        ? { issuer: e.OPENID_ISSUER, clientId: e.OPENID_CLIENT_ID, clientSecret: e.OPENID_CLIENT_SECRET }
        : null,
    metricsToken: e.METRICS_TOKEN ?? null,
    texts:
      e.TEXTS_URL && e.TEXTS_BODY
        ? {
            url: e.TEXTS_URL,
            headers: e.TEXTS_HEADERS ?? {},
            body: e.TEXTS_BODY,
            idField: e.TEXTS_ID_FIELD ?? null,
          }
        : null,
    textReports: textReports(e),
  }
}

function textReports(e: z.output<typeof environment>): TextReports | null {
  if (!e.TEXTS_REPORT_KEY) return null
  const { TEXTS_REPORT_FIELDS: report, TEXTS_INCOMING_FIELDS: incoming } = e
  return {
    key: e.TEXTS_REPORT_KEY,
    report: {
      id: report?.id ?? 'id',
      status: report?.status ?? 'status',
      delivered: report?.delivered ?? ['delivered'],
      failed: report?.failed ?? ['failed', 'undelivered', 'rejected', 'expired'],
    },
    incoming: { id: incoming?.id ?? 'id', from: incoming?.from ?? 'from', text: incoming?.text ?? 'text' },
  }
}

function textRefusals(url: string | undefined, body: string | undefined): string[] {
  if (!url && !body) return []
  if (!url || !body) return ['TEXTS_URL and TEXTS_BODY belong together: without both no text can be sent.']
  const { protocol, hostname } = new URL(url)
  const here = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
  return [
    ...(protocol === 'https:' || here
      ? []
      : ['TEXTS_URL must begin with https://: numbers and texts are nobody else’s business.']),
    ...(/\{(to|number)\}/.test(body) && body.includes('{text}')
      ? []
      : ['TEXTS_BODY must say where the number ({to} or {number}) and the words ({text}) stand.']),
  ]
}

function isNetwork(said: string): boolean {
  if (said === 'loopback') return true
  const [address = '', bits, ...more] = said.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}
