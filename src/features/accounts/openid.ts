import * as client from 'openid-client'
import * as z from 'zod'
import type { Config } from '#config'
import type { Secret } from '#platform/tokens.ts'

type Settings = NonNullable<Config['openId']>
const known = new Map<string, Promise<client.Configuration>>()

/** What the provider says of itself, asked once; asked again after a failure. */
function provider(settings: Settings): Promise<client.Configuration> {
  const key = `${settings.issuer} ${settings.clientId}`
  const found = known.get(key)
  if (found) return found
  const issuer = new URL(settings.issuer)
  const asked = client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
    timeout: 10,
    // A provider on one's own machine, for trying things out.
    execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
  })
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  return asked
}

const kept = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() })
const purpose = 'openid sign-in'

/** Where to send the browser, and what it keeps (signed) until it is back; ten minutes at most. */
export async function goToProvider(
  settings: Settings,
  { baseUrl, secret, now }: { baseUrl: string; secret: Secret; now: Date },
): Promise<{ href: string; keep: string }> {
  const configuration = await provider(settings)
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const href = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${baseUrl}/staff/openid/back`,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href
  const value = Buffer.from(
    JSON.stringify({ state, nonce, verifier, until: now.getTime() + 600_000 }),
  ).toString('base64url')
  return { href, keep: `${value}.${secret.sign(purpose, value)}` }
}

/**
 * The verified e-mail address of whoever comes back from the provider.
 * @param query what the provider added to the address.
 * @param keep what the browser was given when it left.
 */
export async function comeBack(
  settings: Settings,
  {
    baseUrl,
    secret,
    now,
    query,
    keep,
  }: { baseUrl: string; secret: Secret; now: Date; query: string; keep: string },
): Promise<{ ok: true; email: string } | { ok: false; reason: 'refused' | 'not verified' }> {
  const [value = '', signature = ''] = keep.split('.')
  if (!secret.verify(purpose, value, signature)) return { ok: false, reason: 'refused' }
  const asked = kept.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  if (asked.until < now.getTime()) return { ok: false, reason: 'refused' }
  const configuration = await provider(settings)
  let claims: client.IDToken | undefined
  try {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(`${baseUrl}/staff/openid/back?${query}`),
      {
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        pkceCodeVerifier: asked.verifier,
        idTokenExpected: true,
      },
    )
    claims = tokens.claims()
  } catch (error) {
    // The library's refusals: a wrong state, a used code, a signature that is not the provider's.
    if (error instanceof Error && 'code' in error) return { ok: false, reason: 'refused' }
    throw error
  }
  const checked = z.object({ email: z.string(), email_verified: z.literal(true) }).safeParse(claims)
  return checked.success ? { ok: true, email: checked.data.email } : { ok: false, reason: 'not verified' }
}
