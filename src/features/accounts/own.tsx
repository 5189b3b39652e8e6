import type { StaffActor } from '#platform/actor.ts'
import { isId } from '#platform/ids.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Route } from '#platform/web.ts'
import { ownForm, passkeyForm } from './forms.ts'
import { OwnPage, RemovePage, RenamePage } from './own-pages.tsx'
import { accountById, groupsOf, type OwnPasskey, openSessions, passkeysOf } from './queries.ts'
import { endOtherSessions, endStaffSession } from './sessions.ts'
import { en as words } from './words.ts'

const back = { href: '/staff/account', text: words.own.title }
const own = 'keep own account'

/** The one who is signed in; routes behind a permission have one. */
export function staffOf(ask: Ask): StaffActor {
  const actor = ask.get('actor')
  if (actor.kind !== 'staff')
    throw new Error('A page behind sign-in was shown to somebody who is not signed in')
  return actor
}

/** An id in the address, or null when it is none. */
export function idIn(ask: Ask, name = 'id'): string | null {
  const said = ask.req.param(name) ?? ''
  return isId(said) ? said : null
}

/** What was just done, in words, from the address; a code that nobody knows says nothing. */
export function doneWords(ask: Ask): string | undefined {
  const code = ask.req.query('done')
  return code !== undefined && Object.hasOwn(words.done, code) ? words.done[code] : undefined
}

async function showOwn(
  ask: Ask,
  typed: { name: string; phone: string } | null = null,
  errors: Record<string, string> = {},
): Promise<Response> {
  const actor = staffOf(ask)
  const { zone } = ask.get('charity')
  const found = await inTransaction(ask, async (tx) => ({
    account: await accountById(tx, actor.accountId),
    groups: await groupsOf(tx, actor.accountId),
    passkeys: await passkeysOf(tx, actor.accountId),
    sessions: await openSessions(tx, actor.accountId),
  }))
  const { account } = found
  if (!account) return notFound(ask)
  const values = typed ?? { name: account.name, phone: account.phone ?? '' }
  return showStaff(
    ask,
    {
      title: words.own.title,
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
      scripts: ['accounts.js'],
      flash: doneWords(ask),
    },
    <OwnPage actor={actor} {...found} account={account} zone={zone} values={values} errors={errors} />,
  )
}

async function ownPasskey(ask: Ask): Promise<{ passkey: OwnPasskey; last: boolean } | null> {
  const id = idIn(ask)
  const all = await inTransaction(ask, (tx) => passkeysOf(tx, staffOf(ask).accountId))
  const passkey = all.find((one) => one.id === id)
  return passkey ? { passkey, last: all.length === 1 } : null
}

async function renamePage(ask: Ask, typed?: string, errors: Record<string, string> = {}) {
  const found = await ownPasskey(ask)
  if (!found) return notFound(ask)
  return showStaff(
    ask,
    { title: words.own.renameTitle, back, errors, status: typed === undefined ? 200 : 422 },
    <RenamePage passkey={found.passkey} value={typed ?? found.passkey.name} errors={errors} />,
  )
}

/** One's own page. */
export const ownRoutes: Route[] = [
  page('/staff/account', own, (ask) => showOwn(ask)),
  action(
    '/staff/account',
    own,
    {
      schema: ownForm,
      invalid: (ask, problems, raw) =>
        showOwn(ask, { name: String(raw.name ?? ''), phone: String(raw.phone ?? '') }, byField(problems)),
    },
    async (ask, { name, phone }) => {
      const { accountId } = staffOf(ask)
      await inTransaction(ask, (tx) =>
        tx
          .updateTable('accounts')
          .set({ name, phone: phone === '' ? null : phone })
          .where('id', '=', accountId)
          .execute(),
      )
      return seeOther(ask, '/staff/account?done=saved')
    },
  ),
  action('/staff/account/sessions/end-others', own, { schema: button }, async (ask) => {
    const actor = staffOf(ask)
    await inTransaction(ask, (tx) =>
      endOtherSessions(tx, { accountId: actor.accountId, except: actor.sessionId }),
    )
    return seeOther(ask, '/staff/account?done=signed-out-others')
  }),
  action('/staff/account/sessions/:id/end', own, { schema: button }, async (ask) => {
    const id = idIn(ask)
    const { accountId } = staffOf(ask)
    const known = await inTransaction(ask, async (tx) => {
      const mine = (await openSessions(tx, accountId)).some((session) => session.id === id)
      if (id !== null && mine) await endStaffSession(tx, id)
      return mine
    })
    return known ? seeOther(ask, '/staff/account?done=signed-out') : notFound(ask)
  }),
  page('/staff/account/passkeys/:id', own, (ask) => renamePage(ask)),
  action(
    '/staff/account/passkeys/:id',
    own,
    {
      schema: passkeyForm,
      invalid: (ask, problems, raw) => renamePage(ask, String(raw.name ?? ''), byField(problems)),
    },
    async (ask, { name }) => {
      const found = await ownPasskey(ask)
      if (!found) return notFound(ask)
      await inTransaction(ask, (tx) =>
        tx.updateTable('passkeys').set({ name }).where('id', '=', found.passkey.id).execute(),
      )
      return seeOther(ask, '/staff/account?done=renamed')
    },
  ),
  page('/staff/account/passkeys/:id/remove', own, async (ask) => {
    const found = await ownPasskey(ask)
    if (!found) return notFound(ask)
    return showStaff(
      ask,
      { title: words.own.removeTitle(found.passkey.name), back },
      <RemovePage {...found} />,
    )
  }),
  action('/staff/account/passkeys/:id/remove', own, { schema: button }, async (ask) => {
    const found = await ownPasskey(ask)
    if (!found) return notFound(ask)
    if (found.last)
      return showStaff(
        ask,
        { title: words.own.removeTitle(found.passkey.name), back, status: 422 },
        <RemovePage {...found} />,
      )
    await inTransaction(ask, (tx) => tx.deleteFrom('passkeys').where('id', '=', found.passkey.id).execute())
    return seeOther(ask, '/staff/account?done=removed')
  }),
]
