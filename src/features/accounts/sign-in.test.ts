import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { somebody, system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { fromOurPage, testServices } from '../../platform/testing/services.ts'
import { newToken } from '../../platform/tokens.ts'
import { transact } from '../../platform/transactions.ts'
import { inviteStaff } from './accounts.ts'
import { routes } from './routes.tsx'
import { createStaffSession } from './sessions.ts'
import { staff } from './staff.tsx'

let db: TestDatabase
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  app = createApp(testServices(db, { sample: false }), [...routes, ...staff])
  await db.rows(
    'truncate rate_limits, messages, staff_links, staff_sessions, passkeys, account_roles cascade',
  )
  await db.rows('delete from accounts')
})

const asProgram = <T>(work: Parameters<typeof transact<T>>[2]) => transact(db.app, system('a test'), work)
const invite = async (email: string, passkeyRequired = true) => {
  const invited = await asProgram((tx) =>
    inviteStaff(tx, { email, name: 'Ines', roles: ['administrator'], passkeyRequired }),
  )
  if (!invited.ok) throw new Error(invited.reason)
  return invited.accountId
}
/** A link as a message carries it. */
const mailedPath = async (accountId: string) => {
  const { token, hash } = newToken()
  await db.rows(
    `insert into staff_links (account_id, token_hash, purpose, expires_at)
     values ($1, $2, 'sign in', clock() + interval '15 minutes')`,
    [accountId, hash],
  )
  return `/staff/link/${token}`
}
const send = (path: string, body: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(body),
    headers: { ...fromOurPage, ...headers },
  })
const get = (path: string, cookie = '') => app.request(path, { headers: { cookie } })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const signedIn = async (accountId: string) => {
  const { token } = await asProgram((tx) =>
    createStaffSession(tx, { accountId, way: 'passkey', device: 'Firefox, Linux' }),
  )
  return `staff=${token}`
}

describe('a link by e-mail', () => {
  it('gets the same answer whether the address is known or not, and goes only to whom it belongs', async () => {
    const accountId = await invite('ines@example.org')
    await db.rows('delete from messages')
    const known = await send('/staff/sign-in', { email: 'Ines@Example.org' })
    const unknown = await send('/staff/sign-in', { email: 'nobody@example.org' })
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/staff/sign-in/sent')
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect(await db.rows('select kind, account_id from messages')).toEqual([
      { kind: 'staff link', account_id: accountId },
    ])
  })

  it('says how to mend an address that is none', async () => {
    const answer = await send('/staff/sign-in', { email: 'ines' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('Enter an e-mail address, like name@example.org')
    expect(html).toContain('<title>Error: ')
    expect(html).toContain('value="ines"')
  })

  it('is limited for each address, whoever asks', async () => {
    const answers: number[] = []
    for (let i = 0; i < 6; i++)
      answers.push((await send('/staff/sign-in', { email: 'a@example.org' })).status)
    expect(answers).toEqual([303, 303, 303, 303, 429, 429])
    expect((await send('/staff/sign-in', { email: 'b@example.org' })).status).toBe(303)
  })

  it('is opened by a button, once; looking at it changes nothing (P9)', async () => {
    const path = await mailedPath(await invite('ines@example.org', false))
    for (let i = 0; i < 3; i++) {
      const looked = await get(path)
      expect(looked.status).toBe(200)
      expect(await looked.text()).toContain('<form method="post"')
    }
    const first = await send(path)
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toBe('/staff')
    const second = await send(path)
    expect(second.status).toBe(404)
    expect(await second.text()).toContain('This link no longer works')
    expect(await db.rows('select way, only_enrols from staff_sessions')).toEqual([
      { way: 'link', only_enrols: false },
    ])
  })

  it('is used up by one of ten presses at the same moment', async () => {
    const path = await mailedPath(await invite('ines@example.org', false))
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(path)))
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1)
    expect(await db.rows('select from staff_sessions')).toHaveLength(1)
  })

  it('no longer works after 15 minutes', async () => {
    const path = await mailedPath(await invite('ines@example.org'))
    await db.rows(`update staff_links set expires_at = clock() - interval '1 second'`)
    expect((await get(path)).status).toBe(404)
    expect((await send(path)).status).toBe(404)
  })

  it('only enrols a passkey where one is required: it opens no page of the staff', async () => {
    const path = await mailedPath(await invite('ines@example.org'))
    const opened = await send(path)
    expect(opened.headers.get('location')).toBe('/staff/enrol')
    const cookie = cookieOf(opened)
    expect((await get('/staff/account', cookie)).headers.get('location')).toMatch(/^\/staff\/sign-in/)
    expect((await get('/staff/accounts', cookie)).status).toBe(303)
    const enrol = await get('/staff/enrol', cookie)
    expect(enrol.status).toBe(200)
    expect(await enrol.text()).toContain('Make a passkey')
    expect((await get('/staff/enrol')).headers.get('location')).toBe('/staff/sign-in')
  })

  it('opens nothing once there is a passkey', async () => {
    const accountId = await invite('ines@example.org')
    const path = await mailedPath(accountId)
    await db.rows(
      `insert into passkeys (account_id, credential_id, public_key, name) values ($1, 'k', '\\x00', 'Phone')`,
      [accountId],
    )
    expect((await send(path)).status).toBe(404)
    expect(await db.rows('select from staff_sessions')).toHaveLength(0)
  })

  it('goes to nobody whose account has ended, and opens nothing for them', async () => {
    const accountId = await invite('ines@example.org')
    const path = await mailedPath(accountId)
    await invite('olu@example.org')
    await db.rows('update accounts set ended_at = clock() where id = $1', [accountId])
    await db.rows('delete from messages')
    await send('/staff/sign-in', { email: 'ines@example.org' })
    expect(await db.rows('select from messages')).toHaveLength(0)
    expect((await send(path)).status).toBe(404)
  })
})

describe('a session', () => {
  it('ends after half an hour without a page, and after twelve hours in all', async () => {
    const cookie = await signedIn(await invite('ines@example.org'))
    const works = async () => (await get('/staff/account', cookie)).status === 200
    expect(await works()).toBe(true)
    await db.rows(`update staff_sessions set seen_at = clock() - interval '29 minutes'`)
    expect(await works()).toBe(true)
    await db.rows(`update staff_sessions set seen_at = clock() - interval '31 minutes'`)
    expect(await works()).toBe(false)
    await db.rows(`update staff_sessions set seen_at = clock()`)
    expect(await works()).toBe(true)
    const [row] = await db.rows<{ hours: number }>(
      'select round(extract(epoch from expires_at - created_at) / 3600)::int as hours from staff_sessions',
    )
    expect(row?.hours).toBe(12)
    await db.rows(`update staff_sessions set expires_at = clock()`)
    expect(await works()).toBe(false)
  })

  it('is kept as a hash alone, and signing out ends it on the server', async () => {
    const cookie = await signedIn(await invite('ines@example.org'))
    const [row] = await db.rows<{ all: string }>('select row_to_json(s)::text as all from staff_sessions s')
    expect(row?.all).not.toContain(cookie.split('=')[1])
    const out = await send('/staff/sign-out', {}, { cookie })
    expect(out.headers.get('location')).toBe('/staff/sign-in')
    expect(out.headers.get('set-cookie')).toMatch(/^staff=;/)
    expect((await get('/staff/account', cookie)).status).toBe(303)
    expect(await db.rows('select from staff_sessions where ended_at is null')).toHaveLength(0)
  })

  it('is listed on one’s own page and ended from there, never somebody else’s', async () => {
    const mine = await invite('ines@example.org')
    const theirs = await invite('olu@example.org')
    const cookie = await signedIn(mine)
    await signedIn(mine)
    await signedIn(theirs)
    const html = await (await get('/staff/account', cookie)).text()
    expect(html.match(/\/staff\/account\/sessions\/[0-9a-f-]{36}\/end/g)).toHaveLength(1)
    const [other] = await db.rows<{ id: string }>('select id from staff_sessions where account_id = $1', [
      theirs,
    ])
    expect((await send(`/staff/account/sessions/${other?.id}/end`, {}, { cookie })).status).toBe(404)
    const own = /\/staff\/account\/sessions\/[0-9a-f-]{36}\/end/.exec(html)?.[0] ?? ''
    expect((await send(own, {}, { cookie })).headers.get('location')).toBe('/staff/account?done=signed-out')
    expect(
      await db.rows('select account_id from staff_sessions where ended_at is null order by created_at'),
    ).toEqual([{ account_id: mine }, { account_id: theirs }])
  })

  it('sees a page of the staff only after signing in, and comes back to it', async () => {
    const asked = await get('/staff/accounts')
    expect(asked.headers.get('location')).toBe('/staff/sign-in?then=%2Fstaff%2Faccounts')
    expect(await (await get('/staff/sign-in?then=/staff/accounts')).text()).toContain(
      'data-then="/staff/accounts"',
    )
    for (const elsewhere of ['https://example.org', '//example.org', '/staff//example.org', '/my'])
      expect(await (await get(`/staff/sign-in?then=${encodeURIComponent(elsewhere)}`)).text()).toContain(
        'data-then="/staff"',
      )
  })
})

describe('passkeys without a browser', () => {
  const sendJson = (path: string, body: unknown, cookie = '') =>
    app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { ...fromOurPage, 'content-type': 'application/json', cookie },
    })
  const answer = (challenge: string, id = 'k') => ({
    id,
    rawId: id,
    type: 'public-key',
    response: {
      clientDataJSON: Buffer.from(
        JSON.stringify({ type: 'webauthn.get', challenge, origin: 'http://localhost' }),
      ).toString('base64url'),
      authenticatorData: 'AAAA',
      signature: 'AAAA',
    },
    clientExtensionResults: {},
  })

  it('are refused when the signature is made up, with a challenge of ours or without', async () => {
    const accountId = await invite('ines@example.org')
    await db.rows(
      `insert into passkeys (account_id, credential_id, public_key, name) values ($1, 'k', '\\x00', 'Phone')`,
      [accountId],
    )
    const asked = await sendJson('/staff/passkey/challenge', {})
    const { challenge } = (await asked.json()) as { challenge: string }
    expect((await sendJson('/staff/passkey/sign-in', answer('made-up'))).status).toBe(422)
    expect((await sendJson('/staff/passkey/sign-in', answer(challenge))).status).toBe(422)
    expect((await sendJson('/staff/passkey/sign-in', { rubbish: 1 })).status).toBe(422)
    expect(await db.rows('select from staff_sessions')).toHaveLength(0)
    expect(await db.rows('select from passkey_challenges')).toHaveLength(0)
  })

  it('are made only by somebody who is signed in or whom a link let this far', async () => {
    const accountId = await invite('ines@example.org')
    expect((await sendJson('/staff/passkey/make', {})).status).toBe(401)
    const cookie = await signedIn(accountId)
    const options = (await (await sendJson('/staff/passkey/make', {}, cookie)).json()) as {
      authenticatorSelection: { residentKey: string; userVerification: string }
      rp: { id: string }
    }
    expect(options.rp.id).toBe('localhost')
    expect(options.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    })
  })

  it('the last one cannot be removed, another can', async () => {
    const accountId = await invite('ines@example.org')
    const cookie = await signedIn(accountId)
    for (const id of ['a', 'b'])
      await db.rows(
        `insert into passkeys (account_id, credential_id, public_key, name) values ($1, $2, '\\x00', $2)`,
        [accountId, id],
      )
    const keys = await db.rows<{ id: string }>('select id from passkeys order by name')
    expect((await send(`/staff/account/passkeys/${keys[0]?.id}/remove`, {}, { cookie })).status).toBe(303)
    expect((await send(`/staff/account/passkeys/${keys[1]?.id}/remove`, {}, { cookie })).status).toBe(422)
    expect(await db.rows('select name from passkeys')).toEqual([{ name: 'b' }])
    const renamed = await send(`/staff/account/passkeys/${keys[1]?.id}`, { name: 'Blue key' }, { cookie })
    expect(renamed.status).toBe(303)
    expect(await db.rows('select name from passkeys')).toEqual([{ name: 'Blue key' }])
  })
})

describe('OpenID Connect', () => {
  let provider: Server | undefined
  afterAll(() => provider?.close())

  it('is not there unless it is configured', async () => {
    expect((await get('/staff/openid')).status).toBe(404)
    expect((await get('/staff/openid/back?code=x')).status).toBe(404)
    expect((await send('/staff/openid/finish', { query: 'code=x' })).status).toBe(404)
  })

  it('signs in whom the provider vouches for by a verified address, and nobody else', async () => {
    const { generateKeyPairSync, sign } = await import('node:crypto')
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    let claims: Record<string, unknown> = {}
    let nonce = ''
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    provider = createServer((request, response) => {
      const issuer = `http://${request.headers.host}`
      const say = (body: unknown) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(body))
      }
      if (request.url?.startsWith('/.well-known/'))
        return say({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          response_types_supported: ['code'],
        })
      if (request.url === '/keys')
        return say({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] })
      const seconds = Math.floor(Date.now() / 1000)
      const head = base64({ alg: 'RS256', kid: 'one' })
      const body = base64({
        iss: issuer,
        aud: 'alongside',
        sub: '7',
        iat: seconds,
        exp: seconds + 60,
        nonce,
        ...claims,
      })
      const signature = sign('sha256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url')
      say({ access_token: 'a', token_type: 'Bearer', id_token: `${head}.${body}.${signature}` })
    })
    await new Promise<void>((resolve) => provider?.listen(0, 'localhost', resolve))
    const issuer = `http://localhost:${(provider.address() as { port: number }).port}`
    const openId = { issuer, clientId: 'alongside', clientSecret: 'a secret' }
    app = createApp(testServices(db, { sample: false, openId }), [...routes, ...staff])
    const accountId = await invite('ines@example.org')

    const goThere = async () => {
      const gone = await get('/staff/openid')
      expect(gone.status).toBe(302)
      const to = new URL(gone.headers.get('location') ?? '')
      expect(to.searchParams.get('code_challenge_method')).toBe('S256')
      nonce = to.searchParams.get('nonce') ?? ''
      return { cookie: cookieOf(gone), state: to.searchParams.get('state') ?? '' }
    }
    const comeBack = async (changed: Record<string, unknown>, wrongState = false) => {
      claims = changed
      const { cookie, state } = await goThere()
      const query = new URLSearchParams({ code: 'c', state: wrongState ? 'other' : state }).toString()
      const page = await get(`/staff/openid/back?${query}`, cookie)
      expect(page.status).toBe(200)
      return send('/staff/openid/finish', { query }, { cookie })
    }
    const sessions = () => db.rows('select account_id, way from staff_sessions')

    expect((await comeBack({ email: 'ines@example.org', email_verified: false })).status).toBe(403)
    expect((await comeBack({ email: 'ines@example.org' })).status).toBe(403)
    expect((await comeBack({ email: 'stranger@example.org', email_verified: true })).status).toBe(403)
    expect((await comeBack({ email: 'ines@example.org', email_verified: true, nonce: 'other' })).status).toBe(
      403,
    )
    expect((await comeBack({ email: 'ines@example.org', email_verified: true }, true)).status).toBe(403)
    expect(await sessions()).toEqual([])
    const back = await comeBack({ email: 'Ines@example.org', email_verified: true })
    expect(back.status).toBe(303)
    expect(back.headers.get('set-cookie')).toMatch(/^staff=/)
    expect(await sessions()).toEqual([{ account_id: accountId, way: 'openid' }])
  })
})

it('an unknown visitor reads nothing of accounts', async () => {
  await invite('ines@example.org')
  for (const table of [
    'accounts',
    'staff_links',
    'staff_sessions',
    'passkeys',
    'passkey_challenges',
  ] as const)
    await expect(
      transact(db.app, somebody, (tx) => tx.selectFrom(table).selectAll().execute()),
    ).rejects.toThrow(/permission denied/)
})
