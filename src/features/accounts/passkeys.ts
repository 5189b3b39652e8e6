import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Transaction } from '#platform/database.ts'

/** How long a browser may take to answer, in seconds; longer than anybody looks for a security key. */
const challengeSeconds = 300

/** Where these pages stand: a passkey is bound to the host, and its answers to the whole origin. */
export type Site = { host: string; origin: string; name: string }

/** The site from its base address. */
export function siteOf(baseUrl: string, name: string): Site {
  const url = new URL(baseUrl)
  return { host: url.hostname, origin: url.origin, name }
}

const text = z.string().max(20_000)
/** What a browser answers when it makes a passkey. */
export const madePasskey = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
})
/** What a browser answers when it uses one. */
export const usedPasskey = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.optional(),
  }),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
})

async function keepChallenge(
  tx: Transaction,
  challenge: string,
  purpose: 'enrol' | 'sign in',
  accountId: string | null,
) {
  await sql`delete from passkey_challenges where expires_at < clock()`.execute(tx)
  await tx
    .insertInto('passkey_challenges')
    .values({
      challenge,
      purpose,
      account_id: accountId,
      expires_at: sql<Date>`clock() + make_interval(secs => ${challengeSeconds})`,
    })
    .execute()
}

/** Takes a challenge away: of two answers to the same one, the second finds nothing. */
async function takeChallenge(
  tx: Transaction,
  clientData: string,
  purpose: 'enrol' | 'sign in',
): Promise<{ challenge: string; accountId: string | null } | null> {
  const challenge = challengeIn(clientData)
  if (challenge === null) return null
  const row = await tx
    .deleteFrom('passkey_challenges')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', sql<Date>`clock()`)
    .returning('account_id')
    .executeTakeFirst()
  return row ? { challenge, accountId: row.account_id } : null
}

function challengeIn(clientData: string): string | null {
  const read = z.object({ challenge: z.string().max(1_000) })
  try {
    const parsed = read.safeParse(JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data.challenge : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What a browser needs to make a passkey for an account. @param tx as the program itself (`system`). */
export async function optionsToMake(
  tx: Transaction,
  site: Site,
  account: { id: string; email: string; name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const there = await tx
    .selectFrom('passkeys')
    .select(['credential_id', 'transports'])
    .where('account_id', '=', account.id)
    .execute()
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: there.map((key) => ({ id: key.credential_id, transports: key.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: challengeSeconds * 1000,
  })
  await keepChallenge(tx, options.challenge, 'enrol', account.id)
  return options
}

/**
 * Keeps a passkey that a browser has made, if it answers our challenge to this account.
 * @param tx as the program itself (`system`).
 */
export async function keepPasskey(
  tx: Transaction,
  site: Site,
  { accountId, name, answer }: { accountId: string; name: string; answer: z.output<typeof madePasskey> },
): Promise<{ ok: true; passkeyId: string } | { ok: false; reason: 'refused' | 'known' }> {
  const asked = await takeChallenge(tx, answer.response.clientDataJSON, 'enrol')
  if (asked?.accountId !== accountId) return { ok: false, reason: 'refused' }
  const checked = await orNull(() =>
    verifyRegistrationResponse({
      response: {
        ...answer,
        response: {
          clientDataJSON: answer.response.clientDataJSON,
          attestationObject: answer.response.attestationObject,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: asked.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    }),
  )
  if (!checked?.verified) return { ok: false, reason: 'refused' }
  const { credential } = checked.registrationInfo
  const row = await tx
    .insertInto('passkeys')
    .values({
      account_id: accountId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: answer.response.transports ?? [],
      name: name.slice(0, 100),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? { ok: true, passkeyId: row.id } : { ok: false, reason: 'known' }
}

/** What a browser needs to sign in with any passkey it has for this site. @param tx as the program itself (`system`). */
export async function optionsToSignIn(
  tx: Transaction,
  site: Site,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    timeout: challengeSeconds * 1000,
  })
  await keepChallenge(tx, options.challenge, 'sign in', null)
  return options
}

/**
 * Whose passkey answered our challenge. Nothing tells an unknown passkey from a wrong answer.
 * @param tx as the program itself (`system`).
 */
export async function usePasskey(
  tx: Transaction,
  site: Site,
  answer: z.output<typeof usedPasskey>,
): Promise<{ ok: true; accountId: string } | { ok: false; reason: 'refused' }> {
  const asked = await takeChallenge(tx, answer.response.clientDataJSON, 'sign in')
  if (!asked) return { ok: false, reason: 'refused' }
  const passkey = await tx
    .selectFrom('passkeys')
    .innerJoin('accounts', 'accounts.id', 'passkeys.account_id')
    .select(['passkeys.id', 'account_id', 'credential_id', 'public_key', 'counter'])
    .where('credential_id', '=', answer.id)
    .where('accounts.ended_at', 'is', null)
    .forUpdate('passkeys')
    .executeTakeFirst()
  if (!passkey) return { ok: false, reason: 'refused' }
  const checked = await orNull(() =>
    verifyAuthenticationResponse({
      response: {
        ...answer,
        response: {
          clientDataJSON: answer.response.clientDataJSON,
          authenticatorData: answer.response.authenticatorData,
          signature: answer.response.signature,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: asked.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    }),
  )
  if (!checked?.verified) return { ok: false, reason: 'refused' }
  await tx
    .updateTable('passkeys')
    .set({ counter: checked.authenticationInfo.newCounter, last_used_at: sql<Date>`clock()` })
    .where('id', '=', passkey.id)
    .execute()
  return { ok: true, accountId: passkey.account_id }
}

/** The library throws at every answer that is not as it should be; for us each is the same refusal. */
async function orNull<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
