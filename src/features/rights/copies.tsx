import { sql } from 'kysely'
import * as z from 'zod'
import { system } from '#platform/actor.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showMember, showPrint, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { type Copy, copyOf } from './copy.ts'
import { AskForCopy, CopyPage } from './copy-pages.tsx'
import { idIn, lookAt, memberIn, sayIn } from './shared.tsx'
import { words } from './words.ts'
import { copyWords } from './words-copy.ts'

const form = z.object({ as: z.enum(['page', 'data']) })
type As = z.output<typeof form>['as']

/** Who takes a copy of whose record is written down in the same transaction in which they were seen to be allowed to. */
async function noted(ask: Ask, personId: string, as: As): Promise<boolean> {
  return inTransaction(ask, async (tx) => {
    if (!(await lookAt(tx, personId))) return false
    await sql`select audit_deed('copies', ${personId}, ${personId}::uuid, ${JSON.stringify({ as })}::jsonb)`.execute(
      tx,
    )
    return true
  })
}

async function handOver(ask: Ask, personId: string, as: As, back: string): Promise<Response> {
  const copy = await inTransaction(ask, (tx) => copyOf(tx, personId), system('a copy of everything held'))
  return as === 'data' ? dataFile(copy) : copyPage(ask, copy, back)
}

function dataFile(copy: Copy): Response {
  return new Response(JSON.stringify(copy, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="copy-${copy.madeAt.slice(0, 10)}.json"`,
      'cache-control': 'no-store',
    },
  })
}

function copyPage(ask: Ask, copy: Copy, back: string): Response {
  const w = wordsIn(ask, copyWords)
  const { phone, email } = ask.get('charity')
  return showPrint(
    ask,
    { title: w.title, tabTitle: ask.get('charity').discreetName, back: { href: back } },
    <CopyPage
      w={w}
      copy={copy}
      say={sayIn(ask)}
      reach={[phone, email].filter(Boolean).join(', ')}
      baseUrl={ask.get('services').config.baseUrl}
    />,
  )
}

/** A copy of everything held: for oneself, and for somebody who asked by phone or letter. */
export const copyRoutes: Route[] = [
  page('/my/copy', 'member', (ask) => {
    const w = wordsIn(ask, copyWords)
    return showMember(
      ask,
      { title: w.title, current: '/my', back: { href: '/my', text: w.back } },
      <AskForCopy
        w={w}
        action="/my/copy"
        title={w.title}
        lede={w.lede}
        note={w.notIn}
        show={w.show}
        data={w.data}
      />,
    )
  }),
  action('/my/copy', 'member', { schema: form }, async (ask, { as }) => {
    const id = memberIn(ask)
    return (await noted(ask, id, as)) ? handOver(ask, id, as, '/my/copy') : seeOther(ask, '/my')
  }),
  page('/staff/people/:id/copy', 'take copies', async (ask) => {
    const person = await inTransaction(ask, (tx) => lookAt(tx, idIn(ask)))
    if (!person) return notFound(ask)
    const path = `/staff/people/${person.id}`
    return showStaff(
      ask,
      {
        title: words.copy.title(person.called),
        tabTitle: words.tab,
        current: '/staff/people',
        back: { href: path, text: person.called },
      },
      <AskForCopy
        w={copyWords.en}
        action={`${path}/copy`}
        title={words.copy.title(person.called)}
        lede={words.copy.lede(person.called)}
        note={words.copy.note}
        show={words.copy.show}
        data={words.copy.data}
      />,
    )
  }),
  action('/staff/people/:id/copy', 'take copies', { schema: form }, async (ask, { as }) => {
    const id = idIn(ask)
    if (!id || !(await noted(ask, id, as))) return notFound(ask)
    return handOver(ask, id, as, `/staff/people/${id}/copy`)
  }),
]
