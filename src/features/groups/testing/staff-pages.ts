import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#platform/actor.ts'
import type { TestDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { hashToken } from '#platform/tokens.ts'
import type { Route } from '#platform/web.ts'
import { createApp } from '../../../app.tsx'

/** A page as somebody sees it. */
export type Seen = {
  status: number
  to: string | null
  html: string
  title: string
  headings: string[]
  text: string
}

async function seen(answer: Response): Promise<Seen> {
  const html = await answer.text()
  const plain = (part: string) =>
    part
      .replace(/<[^>]+>/g, ' ')
      .replaceAll('&#39;', '’')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ')
      .trim()
  return {
    status: answer.status,
    to: answer.headers.get('location'),
    html,
    title: plain(/<title>([^<]*)/.exec(html)?.[1] ?? ''),
    headings: [...html.matchAll(/<h[12][^>]*>([\s\S]*?)<\/h[12]>/g)].map((found) => plain(found[1] ?? '')),
    text: plain(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html),
  }
}

/** The pages of some routes, for colleagues who are signed in; null for nobody in particular. */
export function pagesFor(db: TestDatabase, routes: readonly Route[]) {
  const app = createApp(testServices(db), [...routes])
  const cookies = new Map<string, string>()
  const cookie = (actor: StaffActor | null) => (actor ? { cookie: cookies.get(actor.accountId) ?? '' } : {})
  return {
    async signIn(actor: StaffActor): Promise<StaffActor> {
      const token = randomUUID()
      await db.rows(
        `insert into staff_sessions (account_id, token_hash, way, expires_at, created_at, seen_at)
         values ($1, $2, 'sample', clock() + interval '12 hours', clock(), clock())`,
        [actor.accountId, hashToken(token)],
      )
      cookies.set(actor.accountId, `staff=${token}`)
      return actor
    },
    async get(path: string, actor: StaffActor | null): Promise<Seen> {
      return seen(await app.request(path, { headers: cookie(actor) }))
    },
    async post(
      path: string,
      form: Record<string, string | string[]>,
      actor: StaffActor | null,
    ): Promise<Seen> {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form))
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
      const headers = {
        ...cookie(actor),
        ...fromOurPage,
        'content-type': 'application/x-www-form-urlencoded',
      }
      return seen(await app.request(path, { method: 'POST', headers, body: body.toString() }))
    },
  }
}
