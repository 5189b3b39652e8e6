import * as z from 'zod'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { lettersAsPdf, lettersToPullOut, markPosted, printLetters } from './letter-gate.ts'
import { batches, incomingTexts, isOnPaper, lettersOfBatch, lettersToPrint } from './letter-queries.ts'
import { mostInBatch } from './letter-sheets.ts'
import { BatchPage, IncomingPage, LettersPage } from './staff-letter-pages.tsx'
import { letterPageWords as w } from './words-letter-pages.ts'

const current = '/staff/messages'
const toLetters = { href: '/staff/letters', text: w.title }
const idOf = (ask: Ask) => ask.req.param('id') ?? ''
const flashOf = (ask: Ask) => w.done[ask.req.query('done') ?? '']

function gone(ask: Ask): Response {
  return showStaff(
    ask,
    { title: w.gone, current, back: toLetters, status: 404 },
    <>
      <h1>{w.gone}</h1>
      <p>{w.goneWords}</p>
    </>,
  )
}

/** A file for the printer: seen by whoever may see these people, and kept nowhere on the way. */
function pdf(ask: Ask, bytes: Buffer, name: string): Response {
  return ask.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/pdf',
    // The browser's own viewer needs these two.
    'content-security-policy':
      "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    'content-disposition': `inline; filename="${name}"`,
  })
}

async function batchOf(ask: Ask) {
  const id = idOf(ask)
  if (!isId(id)) return null
  const found = await inTransaction(ask, async (tx) => ({
    batch: (await batches(tx, id))[0],
    papers: await lettersOfBatch(tx, id),
  }))
  return found.batch ? { batch: found.batch, papers: found.papers } : null
}

async function showBatch(ask: Ask, refused?: string): Promise<Response> {
  const found = await batchOf(ask)
  if (!found) return gone(ask)
  const pulled = found.batch.postedAt
    ? []
    : await lettersToPullOut(
        ask.get('services'),
        found.papers.map(({ id }) => id),
      )
  return showStaff(
    ask,
    { title: w.batch.title, current, back: toLetters, flash: flashOf(ask), status: refused ? 409 : 200 },
    <BatchPage
      {...found}
      pulled={pulled}
      refused={refused}
      mayChange={may(ask.get('actor'), 'change messages')}
    />,
  )
}

/** Letters: which are to be printed, one PDF for all, and whether they were posted; and what came back by text. */
export const staffLetters: Route[] = [
  page('/staff/letters', 'see messages', async (ask) => {
    const found = await inTransaction(ask, async (tx) => ({
      letters: await lettersToPrint(tx),
      batches: await batches(tx),
    }))
    return showStaff(
      ask,
      { title: w.title, current, back: { href: current, text: w.back }, flash: flashOf(ask) },
      <LettersPage {...found} mayChange={may(ask.get('actor'), 'change messages')} />,
    )
  }),
  action('/staff/letters/print', 'change messages', { schema: button }, async (ask) => {
    const actor = ask.get('actor')
    const rows = await inTransaction(ask, lettersToPrint)
    const made = await printLetters(
      ask.get('services'),
      rows.slice(0, mostInBatch).map(({ id }) => id),
      actor.kind === 'staff' ? actor.accountId : '',
    )
    return seeOther(
      ask,
      made.batchId
        ? `/staff/letters/batches/${made.batchId}?done=${made.left > 0 ? 'printed-some' : 'printed'}`
        : '/staff/letters?done=nothing',
    )
  }),
  page('/staff/letters/batches/:id', 'see messages', (ask) => showBatch(ask)),
  page('/staff/letters/batches/:id/pdf', 'change messages', async (ask) => {
    const found = await batchOf(ask)
    const bytes =
      found && !found.batch.postedAt
        ? await lettersAsPdf(
            ask.get('services'),
            found.papers.map(({ id }) => id),
          )
        : null
    return bytes ? pdf(ask, bytes, 'letters.pdf') : gone(ask)
  }),
  action(
    '/staff/letters/batches/:id/posted',
    'change messages',
    {
      schema: z.object({
        pulled: z
          .string()
          .max(mostInBatch * 40)
          .default(''),
      }),
    },
    async (ask, form) => {
      const found = await batchOf(ask)
      if (!found) return gone(ask)
      const actor = ask.get('actor')
      const answer = await markPosted(
        ask.get('services'),
        {
          id: found.batch.id,
          letters: found.papers.map(({ id }) => id),
          known: form.pulled.split(' ').filter((id) => isId(id)),
        },
        actor.kind === 'staff' ? actor.accountId : '',
      )
      if (answer.ok) return seeOther(ask, `/staff/letters?done=posted`)
      return showBatch(ask, w.batch.refused[answer.reason])
    },
  ),
  page('/staff/letters/:id/pdf', 'change messages', async (ask) => {
    const id = idOf(ask)
    const there = isId(id) && (await inTransaction(ask, (tx) => isOnPaper(tx, id)))
    const bytes = there ? await lettersAsPdf(ask.get('services'), [id]) : null
    return bytes ? pdf(ask, bytes, 'letter.pdf') : gone(ask)
  }),
  page('/staff/texts', 'see messages', async (ask) => {
    const rows = await inTransaction(ask, incomingTexts)
    return showStaff(
      ask,
      { title: w.incoming.title, current, back: { href: current, text: w.back } },
      <IncomingPage rows={rows} />,
    )
  }),
]
