import { getCookie, setCookie } from 'hono/cookie'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { cookieToken, giveCookie, takeCookie } from '#platform/sessions.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { hashToken, newToken } from '#platform/tokens.ts'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { askForLink, nextPage, openIdForm } from './forms.ts'
import { comeBack, goToProvider } from './openid.ts'
import {
  keepPasskey,
  madePasskey,
  optionsToMake,
  optionsToSignIn,
  siteOf,
  usedPasskey,
  usePasskey,
} from './passkeys.ts'
import { createStaffSession, deviceName, endStaffSession, type SignInWay } from './sessions.ts'
import {
  EnrolPage,
  LinkPage,
  LinkSentPage,
  OpenIdBackPage,
  OpenIdTroublePage,
  SignInPage,
} from './sign-in-pages.tsx'
import { en as words } from './words.ts'

const scripts = ['accounts.js']
const minute = 60
const device = (ask: Ask) => deviceName(ask.req.header('user-agent'))
const site = (ask: Ask) => siteOf(ask.get('services').config.baseUrl, ask.get('charity').name)

/** Runs before anybody is known: a passkey's answer is checked here, so the program itself reads and writes. */
const asProgram = <T,>(ask: Ask, work: Parameters<typeof transact<T>>[2]) =>
  transact(ask.get('services').database, system('signing in'), work, ask.get('requestId'))

function signInPage(ask: Ask, status: number, email = '', errors: Record<string, string> = {}): Response {
  const { config } = ask.get('services')
  const then = nextPage(ask.req.query('then'))
  const body = (
    <SignInPage
      then={then}
      email={email}
      errors={errors}
      openId={config.openId !== null}
      sample={config.sample}
      signedOut={cookieToken(ask, 'staff') !== null && ask.get('actor').kind === 'public' && status === 200}
    />
  )
  return showStaff(ask, { title: words.signIn.title, errors, status, scripts }, body)
}

async function begin(ask: Ask, accountId: string, way: SignInWay): Promise<void> {
  const { token } = await asProgram(ask, (tx) =>
    createStaffSession(tx, { accountId, way, device: device(ask) }),
  )
  giveCookie(ask, 'staff', token)
}

/** Who is about to make a passkey: somebody signed in, or somebody whom a link has let this far. */
async function whoEnrols(
  ask: Ask,
): Promise<{ id: string; email: string; name: string; enrolling: string | null } | null> {
  const actor = ask.get('actor')
  if (actor.kind === 'staff')
    return { id: actor.accountId, email: actor.email, name: actor.name, enrolling: null }
  const token = cookieToken(ask, 'staff')
  if (!token) return null
  return inTransaction(ask, async (tx) => {
    const { rows } = await sql<{ session_id: string; account_id: string; name: string; email: string }>`
      select * from staff_enrolling(${hashToken(token)})`.execute(tx)
    const row = rows[0]
    return row ? { id: row.account_id, email: row.email, name: row.name, enrolling: row.session_id } : null
  })
}

const perAddress = (name: string, most = 60) => ({ name, perAddress: { most, seconds: 10 * minute } })
const refused = (ask: Ask, status: 401 | 422) => ask.json({ ok: false }, status)

const byLink: Route[] = [
  page('/staff/sign-in', 'public', (ask) => {
    if (ask.get('actor').kind === 'staff') return seeOther(ask, nextPage(ask.req.query('then')))
    return signInPage(ask, 200)
  }),
  action(
    '/staff/sign-in',
    'public',
    {
      schema: askForLink,
      limit: {
        name: 'staff link',
        perAddress: { most: 30, seconds: 15 * minute },
        perSubject: { most: 4, seconds: 15 * minute, subject: (form) => form.email },
      },
      invalid: (ask, problems, raw) => signInPage(ask, 422, String(raw.email ?? ''), byField(problems)),
    },
    async (ask, { email }) => {
      // The same for every address: the page, the time it takes, and what the log says.
      await inTransaction(ask, (tx) => sql`select ask_for_staff_link(${email})`.execute(tx), {
        kind: 'public',
      })
      return seeOther(ask, '/staff/sign-in/sent')
    },
  ),
  page('/staff/sign-in/sent', 'public', (ask) =>
    showStaff(
      ask,
      { title: words.linkSent.title },
      <LinkSentPage sample={ask.get('services').config.sample} />,
    ),
  ),
  page('/staff/link/:token', 'public', async (ask) => {
    const token = ask.req.param('token') ?? ''
    const works = await inTransaction(
      ask,
      async (tx) => {
        const { rows } = await sql<{ works: boolean }>`
          select staff_link_works(${hashToken(token)}) as works`.execute(tx)
        return rows[0]?.works === true
      },
      { kind: 'public' },
    )
    const title = works ? words.link.title : words.link.oldTitle
    return showStaff(ask, { title, status: works ? 200 : 404 }, <LinkPage token={token} works={works} />)
  }),
  action(
    '/staff/link/:token',
    'public',
    { schema: button, limit: perAddress('staff link opened') },
    async (ask) => {
      const token = ask.req.param('token') ?? ''
      const session = newToken()
      const opened = await inTransaction(
        ask,
        async (tx) => {
          const { rows } = await sql<{ account_id: string; only_enrols: boolean }>`
            select * from open_staff_link(${hashToken(token)}, ${session.hash}, ${device(ask)})`.execute(tx)
          return rows[0]
        },
        { kind: 'public' },
      )
      if (!opened)
        return showStaff(
          ask,
          { title: words.link.oldTitle, status: 404 },
          <LinkPage token="" works={false} />,
        )
      giveCookie(ask, 'staff', session.token)
      return seeOther(ask, opened.only_enrols ? '/staff/enrol' : '/staff')
    },
  ),
  action(
    '/staff/sign-out',
    'public',
    { schema: button, limit: perAddress('staff sign-out', 600) },
    async (ask) => {
      const actor = ask.get('actor')
      if (actor.kind === 'staff') await inTransaction(ask, (tx) => endStaffSession(tx, actor.sessionId))
      takeCookie(ask, 'staff')
      return seeOther(ask, '/staff/sign-in')
    },
  ),
]

const byPasskey: Route[] = [
  page('/staff/enrol', 'public', async (ask) => {
    const who = await whoEnrols(ask)
    if (!who) return seeOther(ask, '/staff/sign-in')
    return showStaff(ask, { title: words.enrol.title, scripts }, <EnrolPage name={who.name} />)
  }),
  action(
    '/staff/passkey/make',
    'public',
    { schema: button, json: true, limit: perAddress('passkey made') },
    async (ask) => {
      const who = await whoEnrols(ask)
      if (!who) return refused(ask, 401)
      return ask.json(await asProgram(ask, (tx) => optionsToMake(tx, site(ask), who)))
    },
  ),
  action(
    '/staff/passkey/made',
    'public',
    {
      schema: madePasskey,
      json: true,
      limit: perAddress('passkey made'),
      invalid: (ask) => refused(ask, 422),
    },
    async (ask, answer) => {
      const who = await whoEnrols(ask)
      if (!who) return refused(ask, 401)
      const name = words.enrol.passkeyName(device(ask))
      const token = await asProgram(ask, async (tx) => {
        const kept = await keepPasskey(tx, site(ask), { accountId: who.id, name, answer })
        if (!kept.ok) return null
        if (who.enrolling === null) return ''
        // The session that the link gave could only enrol; the passkey begins another.
        await endStaffSession(tx, who.enrolling)
        return (await createStaffSession(tx, { accountId: who.id, way: 'passkey', device: device(ask) }))
          .token
      })
      if (token === null) return refused(ask, 422)
      if (token !== '') giveCookie(ask, 'staff', token)
      return ask.json({ ok: true })
    },
  ),
  action(
    '/staff/passkey/challenge',
    'public',
    { schema: button, json: true, limit: perAddress('passkey challenge', 120) },
    async (ask) => ask.json(await asProgram(ask, (tx) => optionsToSignIn(tx, site(ask)))),
  ),
  action(
    '/staff/passkey/sign-in',
    'public',
    {
      schema: usedPasskey,
      json: true,
      limit: {
        ...perAddress('passkey sign-in'),
        perSubject: { most: 20, seconds: 10 * minute, subject: (answer) => answer.id },
      },
      invalid: (ask) => refused(ask, 422),
    },
    async (ask, answer) => {
      const used = await asProgram(ask, (tx) => usePasskey(tx, site(ask), answer))
      if (!used.ok) return refused(ask, 422)
      await begin(ask, used.accountId, 'passkey')
      return ask.json({ ok: true })
    },
  ),
]

// The provider sends the browser back by a link, from another site: a cookie of its own, for these addresses alone.
const openIdCookie = 'openid'
const openIdTrouble = (ask: Ask, unknown: boolean) =>
  showStaff(
    ask,
    { title: unknown ? words.openId.unknownTitle : words.openId.failedTitle, status: 403 },
    <OpenIdTroublePage unknown={unknown} />,
  )

const byOpenId: Route[] = [
  page('/staff/openid', 'public', async (ask) => {
    const { config, secret, clock, log } = ask.get('services')
    if (!config.openId) return notFound(ask)
    try {
      const { href, keep } = await goToProvider(config.openId, {
        baseUrl: config.baseUrl,
        secret,
        now: clock.now(),
      })
      setCookie(ask, openIdCookie, keep, {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/staff/openid',
        maxAge: 600,
        secure: config.baseUrl.startsWith('https:'),
      })
      return ask.redirect(href, 302)
    } catch (error) {
      log.error({ err: error, request: ask.get('requestId') }, 'the sign-in provider does not answer')
      return openIdTrouble(ask, false)
    }
  }),
  page('/staff/openid/back', 'public', (ask) =>
    ask.get('services').config.openId
      ? showStaff(
          ask,
          { title: words.openId.backTitle },
          <OpenIdBackPage query={new URL(ask.req.url).search.slice(1)} />,
        )
      : notFound(ask),
  ),
  action(
    '/staff/openid/finish',
    'public',
    { schema: openIdForm, limit: perAddress('openid sign-in') },
    async (ask, { query }) => {
      const { config, secret, clock } = ask.get('services')
      if (!config.openId) return notFound(ask)
      const back = await comeBack(config.openId, {
        baseUrl: config.baseUrl,
        secret,
        now: clock.now(),
        query,
        keep: getCookie(ask, openIdCookie) ?? '',
      })
      if (!back.ok) return openIdTrouble(ask, back.reason === 'not verified')
      const account = await asProgram(ask, (tx) =>
        tx
          .selectFrom('accounts')
          .select('id')
          .where('email_key', '=', back.email.toLowerCase())
          .where('ended_at', 'is', null)
          .executeTakeFirst(),
      )
      if (!account) return openIdTrouble(ask, true)
      await begin(ask, account.id, 'openid')
      return seeOther(ask, '/staff')
    },
  ),
]

/** What stands before sign-in. */
export const routes: Route[] = [...byLink, ...byPasskey, ...byOpenId]
