import { sql } from 'kysely'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showPublic } from '#platform/show.tsx'
import { hashToken } from '#platform/tokens.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { stopForm } from './forms.ts'
import { StopDone, StopGone, StopPage } from './pages.tsx'
import { stopWords } from './words-stop.ts'

const w = (ask: Ask) => wordsIn(ask, stopWords)

type Stopped = { known: boolean; stopped: 'all' | 'pause' | 'reminders' | null; until: Date | null }

async function stateOf(ask: Ask, token: string): Promise<Stopped | undefined> {
  return inTransaction(ask, async (tx) => {
    const { rows } = await sql<Stopped>`select * from stop_link_state(${hashToken(token)})`.execute(tx)
    return rows[0]
  })
}

function gone(ask: Ask): Response {
  return showPublic(
    ask,
    {
      title: w(ask).goneTitle,
      tabTitle: ask.get('charity').discreetName,
      noIndex: true,
      plain: true,
      status: 404,
    },
    <StopGone w={w(ask)} />,
  )
}

/** The stop link of a message: what one press of a mail program does, and a page with choices (RFC 8058). */
export const routes: Route[] = [
  page('/stop/:token', 'public', async (ask) => {
    const state = await stateOf(ask, ask.req.param('token') ?? '')
    if (!state) return gone(ask)
    const done = ask.req.query('done') !== undefined
    return showPublic(
      ask,
      {
        title: w(ask).title,
        tabTitle: ask.get('charity').discreetName,
        noIndex: true,
        plain: true,
      },
      done ? (
        <StopDone
          w={w(ask)}
          token={ask.req.param('token') ?? ''}
          stopped={state.stopped}
          until={state.until}
        />
      ) : (
        <StopPage
          w={w(ask)}
          token={ask.req.param('token') ?? ''}
          stopped={state.stopped}
          until={state.until}
        />
      ),
    )
  }),
  action(
    '/stop/:token',
    'public',
    {
      schema: stopForm,
      limit: { name: 'stop', perAddress: { most: 300, seconds: 600 } },
      fromElsewhere:
        'RFC 8058: mail programs post here on the press of their own stop button, without an origin.',
      invalid: async (ask, problems) => {
        const token = ask.req.param('token') ?? ''
        const state = await stateOf(ask, token)
        if (!state) return gone(ask)
        const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
        return showPublic(
          ask,
          {
            title: w(ask).title,
            tabTitle: ask.get('charity').discreetName,
            noIndex: true,
            plain: true,
            errors,
            status: 422,
          },
          <StopPage w={w(ask)} token={token} stopped={state.stopped} until={state.until} errors={errors} />,
        )
      },
    },
    async (ask, form) => {
      const token = ask.req.param('token') ?? ''
      const oneClick = form['List-Unsubscribe'] === 'One-Click'
      const wanted = oneClick ? 'reminders' : form.what
      const known = await inTransaction(ask, async (tx) => {
        const { rows } = await sql<{ known: boolean }>`select stop_by_link(${hashToken(token)}, ${wanted},
          ${form.days}, ${oneClick ? 'one click' : 'my pages'}) as known`.execute(tx)
        return rows[0]?.known ?? false
      })
      if (oneClick)
        return ask.text(known ? `${w(ask).oneClick}\n` : `${w(ask).goneTitle}\n`, known ? 200 : 404)
      return known ? seeOther(ask, `/stop/${encodeURIComponent(token)}?done=1`) : gone(ask)
    },
  ),
]
