import { sql } from 'kysely'
import type { Transaction } from '#platform/database.ts'
import { newToken } from '#platform/tokens.ts'
import { en as words } from './words.ts'

/** How long a mailed link works, in minutes from the moment of sending. */
export const linkMinutes = 15

export type StaffLetter = {
  subject: string
  paragraphs: string[]
  link: { href: string; text: string } | null
  after: string[]
}

/**
 * What a message to a colleague says, made at the moment of sending together with its link, so that the 15 minutes begin
 * when the message leaves. Whoever has a passkey gets no link: it alone signs in.
 * @param tx a transaction of the program itself (`system`).
 * @returns null when the account has ended: then nothing is sent.
 */
export async function staffLetter(
  tx: Transaction,
  {
    accountId,
    kind,
    charityName,
    baseUrl,
  }: {
    accountId: string
    kind: 'staff link' | 'staff invitation'
    charityName: string
    baseUrl: string
  },
): Promise<StaffLetter | null> {
  const account = await tx
    .selectFrom('accounts')
    .select((eb) =>
      eb
        .exists(eb.selectFrom('passkeys').select('id').whereRef('passkeys.account_id', '=', 'accounts.id'))
        .as('has_passkey'),
    )
    .where('id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!account) return null
  const signInPage = { href: `${baseUrl}/staff/sign-in`, text: words.letters.signInPage }
  if (account.has_passkey)
    return {
      subject: words.letters.passkeySubject,
      paragraphs: words.letters.passkey,
      link: signInPage,
      after: [],
    }
  const { token, hash } = newToken()
  await tx
    .insertInto('staff_links')
    .values({
      account_id: accountId,
      token_hash: hash,
      purpose: kind === 'staff link' ? 'sign in' : 'invitation',
      expires_at: sql<Date>`clock() + make_interval(mins => ${linkMinutes})`,
    })
    .execute()
  const href = `${baseUrl}/staff/link/${token}`
  return kind === 'staff link'
    ? {
        subject: words.letters.linkSubject,
        paragraphs: words.letters.link(linkMinutes),
        link: { href, text: words.letters.linkText },
        after: [words.letters.notYou],
      }
    : {
        subject: words.letters.invitationSubject,
        paragraphs: words.letters.invitation(charityName, linkMinutes),
        link: { href, text: words.letters.invitationText },
        after: [`${words.letters.signInPage}: ${signInPage.href}`],
      }
}
