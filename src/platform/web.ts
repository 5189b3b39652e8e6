import type { Context, Hono } from 'hono'
import * as z from 'zod'
import type { Config } from '../config.ts'
import { may, type Permission, permissions } from './access.ts'
import type { Actor } from './actor.ts'
import type { PublicCache } from './cache.ts'
import type { Charity } from './charity.ts'
import type { Clock } from './clock.ts'
import type { Database, Transaction } from './database.ts'
import type { Language } from './language.ts'
import type { Log } from './log.ts'
import type { Migration } from './migrate.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Secret } from './tokens.ts'
import { transact } from './transactions.ts'

/** What every request can reach. Built once, at start. */
export type Services = {
  config: Config
  database: Database
  clock: Clock
  log: Log
  cache: PublicCache
  limits: RateLimits
  secret: Secret
  /** The migrations that this process was started with: the folder may hold newer ones by now. */
  migrations: readonly Pick<Migration, 'number'>[]
  /** The charity's settings as the public sees them; cached. */
  charity(): Promise<Charity>
}

export type Env = {
  Variables: {
    services: Services
    actor: Actor
    requestId: string
    charity: Charity
    form: unknown
    language: Language
  }
}
/** A request, as handlers see it. */
export type Ask = Context<Env>

/** Who may use a route: everybody, someone on their own pages, or staff with a permission. */
export type Access = 'public' | 'member' | Permission

/** A limit on how often a form may be sent: by address, and by what it is about (an e-mail address, a token). */
export type Limit<Form = unknown> = {
  name: string
  perAddress: { most: number; seconds: number }
  perSubject?: { most: number; seconds: number; subject: (form: Form) => string | null }
}

/** What is wrong with a form: the field's name and a sentence that helps. */
export type Problem = { field: string; message: string }
export type Raw = Record<string, string | string[]>

/** The same for everybody, or made for the language of the request. */
type InLanguage<T> = T | ((language: Language) => T)

export type Route = {
  method: 'GET' | 'POST'
  path: string
  access: Access
  handle: (ask: Ask) => Response | Promise<Response>
  schema?: InLanguage<z.ZodType>
  limit?: Limit<never>
  invalid?: (ask: Ask, problems: Problem[], raw: Raw) => Response | Promise<Response>
  /** Only for machines that cannot name their origin (one-click stop, RFC 8058). Says why. */
  fromElsewhere?: string
  /** The largest body in bytes; 64 kB unless said. */
  largest?: number
  /** Reads JSON instead of a form; 'or form': whichever comes. */
  json?: boolean | 'or form'
}

/** Declares a page. A GET changes nothing (P9). */
export function page(path: string, access: Access, handle: Route['handle']): Route {
  return { method: 'GET', path, access, handle }
}

/**
 * Declares what a form does. The order is fixed: authorise, then validate against `schema`, then `handle`.
 * `invalid` shows the form again with what was typed; without it the general page for bad input is shown.
 */
export function action<S extends z.ZodType>(
  path: string,
  access: Access,
  options: {
    schema: InLanguage<S>
    limit?: Limit<z.output<S>>
    invalid?: Route['invalid']
    fromElsewhere?: string
    largest?: number
    json?: Route['json']
  },
  handle: (ask: Ask, form: z.output<S>) => Response | Promise<Response>,
): Route {
  return {
    method: 'POST',
    path,
    access,
    ...(options as Omit<Route, 'method' | 'path' | 'access' | 'handle'>),
    handle: (ask) => handle(ask, ask.get('form') as z.output<S>),
  }
}

/** A form without fields: a button. */
export const button = z.object({})

/**
 * Refuses to start when a route is not declared as it must be.
 * @throws with a sentence for each such route.
 */
export function checkRoutes(routes: readonly Route[]): void {
  const refusals: string[] = []
  const seen = new Set<string>()
  for (const route of routes) {
    const name = `${route.method} ${route.path}`
    if (seen.has(name)) refusals.push(`${name} is declared twice.`)
    seen.add(name)
    if (route.access !== 'public' && route.access !== 'member' && !(route.access in permissions))
      refusals.push(`${name} does not say who may use it.`)
    if (route.method === 'POST' && !route.schema) refusals.push(`${name} takes a form but has no schema.`)
    if (route.method === 'GET' && (route.schema || route.limit))
      refusals.push(`${name} only reads: it takes no form.`)
    if (route.method === 'POST' && route.access === 'public' && !route.limit)
      refusals.push(`${name} is open to everybody and needs a limit.`)
  }
  if (refusals.length > 0) throw new Error(`The program does not start:\n${refusals.join('\n')}`)
}

/** Runs `work` in one transaction as the request's actor, or as another (someone who showed a link). */
export function inTransaction<T>(
  ask: Ask,
  work: (tx: Transaction) => Promise<T>,
  actor: Actor = ask.get('actor'),
): Promise<T> {
  return transact(ask.get('services').database, actor, work, ask.get('requestId'))
}

/** Pages for what did not go as hoped; see src/design. */
export type TroublePages = {
  signInFirst(ask: Ask): Response | Promise<Response>
  linkFirst(ask: Ask): Response | Promise<Response>
  forbidden(ask: Ask): Response | Promise<Response>
  tooOften(ask: Ask): Response | Promise<Response>
  tooLarge(ask: Ask): Response | Promise<Response>
  badForm(ask: Ask, problems: Problem[]): Response | Promise<Response>
}

/** Mounts every declared route, each behind the same steps in the same order. */
export function mountRoutes(app: Hono<Env>, routes: readonly Route[], trouble: TroublePages): void {
  checkRoutes(routes)
  for (const route of routes) {
    app.on(route.method, route.path, async (ask) => {
      const refused = authorise(ask, route, trouble)
      if (refused) return refused
      if (route.method === 'POST') {
        const answer = await readInput(ask, route, trouble)
        if (answer) return answer
      }
      return route.handle(ask)
    })
  }
}

function authorise(ask: Ask, route: Route, trouble: TroublePages) {
  const actor = ask.get('actor')
  if (route.access === 'public') return null
  if (route.access === 'member') return actor.kind === 'member' ? null : trouble.linkFirst(ask)
  if (actor.kind !== 'staff') return trouble.signInFirst(ask)
  return may(actor, route.access) ? null : trouble.forbidden(ask)
}

/** What the form of a route is checked against. */
export function schemaIn({ schema }: Route, language: Language): z.ZodType {
  if (!schema) throw new Error('A route that takes a form has a schema')
  return typeof schema === 'function' ? schema(language) : schema
}

async function readInput(ask: Ask, route: Route, trouble: TroublePages): Promise<Response | null> {
  const services = ask.get('services')
  const limit = route.limit as Limit | undefined
  if (limit && !(await services.limits.allowAddress(ask, limit))) return trouble.tooOften(ask)
  const raw = await readBody(ask, route)
  if (raw === 'too large') return trouble.tooLarge(ask)
  const parsed = schemaIn(route, ask.get('language')).safeParse(raw)
  if (!parsed.success) {
    const problems = problemsOf(parsed.error)
    const answer = route.invalid
      ? await route.invalid(ask, problems, raw as Raw)
      : await trouble.badForm(ask, problems)
    return answer
  }
  if (limit && !(await services.limits.allowSubject(limit, parsed.data))) return trouble.tooOften(ask)
  ask.set('form', parsed.data)
  return null
}

/** The first problem of each field, in the order of the form. */
export function problemsOf(error: z.ZodError): Problem[] {
  const problems = new Map<string, string>()
  for (const issue of error.issues) {
    const field = issue.path.join('.')
    if (!problems.has(field)) problems.set(field, issue.message)
  }
  return [...problems].map(([field, message]) => ({ field, message }))
}

async function readBody(ask: Ask, route: Route): Promise<unknown | 'too large'> {
  const most = route.largest ?? 64 * 1024
  const bytes = await readAtMost(ask.req.raw, most)
  if (bytes === null) return 'too large'
  const type = ask.req.header('content-type') ?? ''
  if (route.json === true || (route.json && /json/i.test(type))) {
    try {
      return JSON.parse(new TextDecoder().decode(bytes))
    } catch {
      return {}
    }
  }
  const raw = new Map<string, unknown>()
  for (const [name, value] of await fieldsOf(bytes, type)) {
    const read = typeof value === 'string' ? cleanText(value) : value
    const before = raw.get(name)
    raw.set(name, before === undefined ? read : Array.isArray(before) ? [...before, read] : [before, read])
  }
  return Object.fromEntries(raw)
}

/** Nearly every form is urlencoded, which needs no parser for files. */
async function fieldsOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Iterable<[string, FormDataEntryValue]>> {
  if (!/^multipart\/form-data/i.test(type)) return new URLSearchParams(new TextDecoder().decode(bytes))
  return new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => new FormData())
}

async function readAtMost(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > most) return null
  // Node lets no more through than was announced, and reading it at once is several times quicker than as a stream.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer().catch(() => new ArrayBuffer(0)))
  if (!request.body) return new Uint8Array(0)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body) {
    size += part.length
    if (size > most) return null
    parts.push(part)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Nothing in it can be seen: spaces, what joins or breaks letters, fillers (Unicode's default ignorables), an empty braille cell. */
const unseen = /^[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u
/** Spaces, those of no width too, which come along when something is copied from a page. */
const space = /^[\s\u200b\u2060]$/

/**
 * What was typed, without what nobody types: control characters, lone surrogates, text-direction overrides. A text in which
 * nothing can be seen is empty, so that a required field is refused; joiners inside a name (emoji, Persian) stay.
 */
export function cleanText(text: string): string {
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
  return unseen.test(clean) ? '' : withoutSpaceAround(clean)
}

function withoutSpaceAround(text: string): string {
  let from = 0
  let until = text.length
  while (from < until && space.test(text.charAt(from))) from++
  while (until > from && space.test(text.charAt(until - 1))) until--
  return text.slice(from, until)
}
