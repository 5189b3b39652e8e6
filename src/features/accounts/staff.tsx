import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Raw, type Route } from '#platform/web.ts'
import {
  AccountPage,
  AccountsPage,
  AgainPage,
  EndPage,
  InvitePage,
  PermissionsPage,
} from './accounts-pages.tsx'
import { auditRoutes } from './audit.tsx'
import { groupForm, invitation, rolesForm, takeForm } from './forms.ts'
import { doneWords, idIn, ownRoutes, staffOf } from './own.tsx'
import { endAccount, giveGroup, inviteAgain, inviteStaff, setRoles, takeGroup } from './people-here.ts'
import {
  accountById,
  groupChoices,
  groupNamed,
  groupsOf,
  listAccounts,
  openSessions,
  passkeysOf,
} from './queries.ts'
import { en as words } from './words.ts'

const w = words.accounts
const permission = 'change accounts'
const list = { text: w.title, href: '/staff/accounts' }
const current = '/staff/settings'
const asList = (said: Raw[string] | undefined): string[] =>
  said === undefined || said === '' ? [] : Array.isArray(said) ? said : [said]

type Typed = { roles?: readonly string[]; group?: string; part?: string }

async function showAccount(
  ask: Ask,
  errors: Record<string, string> = {},
  typed: Typed = {},
): Promise<Response> {
  const id = idIn(ask)
  if (!id) return notFound(ask)
  const found = await inTransaction(ask, async (tx) => ({
    account: await accountById(tx, id),
    groups: await groupsOf(tx, id),
    choices: await groupChoices(tx),
    passkeys: await passkeysOf(tx, id),
    sessions: await openSessions(tx, id),
  }))
  const { account } = found
  if (!account) return notFound(ask)
  const values = { roles: typed.roles ?? account.roles, group: typed.group ?? '', part: typed.part ?? '' }
  return showStaff(
    ask,
    {
      title: account.name,
      breadcrumbs: [list],
      current,
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
      flash: doneWords(ask),
    },
    <AccountPage
      {...found}
      account={account}
      zone={ask.get('charity').zone}
      values={values}
      errors={errors}
    />,
  )
}

function showInvitation(
  ask: Ask,
  values: { name: string; email: string; roles: readonly string[] },
  errors: Record<string, string> = {},
): Response {
  return showStaff(
    ask,
    {
      title: w.newTitle,
      breadcrumbs: [list],
      current,
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <InvitePage values={values} errors={errors} />,
  )
}

/** The account that an address names, with its groups; null when there is none that has not ended. */
async function openAccount(ask: Ask) {
  const id = idIn(ask)
  if (!id) return null
  const found = await inTransaction(ask, async (tx) => ({
    account: await accountById(tx, id),
    groups: await groupsOf(tx, id),
  }))
  return found.account && !found.account.endedAt ? { account: found.account, groups: found.groups } : null
}

async function showEnd(ask: Ask, errors: Record<string, string> = {}): Promise<Response> {
  const found = await openAccount(ask)
  if (!found) return notFound(ask)
  const title = w.endTitle(found.account.name)
  return showStaff(
    ask,
    { title, breadcrumbs: [list], current, errors, status: Object.keys(errors).length > 0 ? 422 : 200 },
    <EndPage {...found} errors={errors} />,
  )
}

const inviting: Route[] = [
  page('/staff/accounts', permission, async (ask) => {
    const ended = ask.req.query('ended') === 'yes'
    const accounts = await inTransaction(ask, (tx) => listAccounts(tx, { ended }))
    return showStaff(
      ask,
      { title: w.title, current, flash: doneWords(ask) },
      <AccountsPage accounts={accounts} ended={ended} zone={ask.get('charity').zone} />,
    )
  }),
  page('/staff/accounts/new', permission, async (ask) => {
    const again = ask.req.query('again') ?? ''
    const known = /^[0-9a-f-]{36}$/.test(again)
      ? await inTransaction(ask, (tx) => accountById(tx, again))
      : null
    return showInvitation(ask, {
      name: known?.name ?? '',
      email: known?.email ?? '',
      roles: known?.roles ?? [],
    })
  }),
  action(
    '/staff/accounts/new',
    permission,
    {
      schema: invitation,
      invalid: (ask, problems, raw) =>
        showInvitation(
          ask,
          { name: String(raw.name ?? ''), email: String(raw.email ?? ''), roles: asList(raw.roles) },
          byField(problems),
        ),
    },
    async (ask, form) => {
      const passkeyRequired = !ask.get('services').config.sample
      const invitedBy = staffOf(ask).name
      const invited = await inTransaction(ask, (tx) =>
        inviteStaff(tx, { ...form, passkeyRequired, invitedBy }),
      )
      if (!invited.ok)
        return showInvitation(
          ask,
          form,
          invited.reason === 'known' ? { email: w.known } : { roles: words.rolesMissing },
        )
      return seeOther(ask, `/staff/accounts/${invited.accountId}?done=invited`)
    },
  ),
]

const changing: Route[] = [
  page('/staff/accounts/:id', permission, (ask) => showAccount(ask)),
  action(
    '/staff/accounts/:id/roles',
    permission,
    {
      schema: rolesForm,
      invalid: (ask, problems, raw) => showAccount(ask, byField(problems), { roles: asList(raw.roles) }),
    },
    async (ask, { roles }) => {
      const found = await openAccount(ask)
      if (!found) return notFound(ask)
      const { id } = found.account
      const set = await inTransaction(ask, (tx) => setRoles(tx, { accountId: id, roles }))
      return set.ok
        ? seeOther(ask, `/staff/accounts/${id}?done=roles`)
        : showAccount(ask, { roles: w.lastAdministrator }, { roles })
    },
  ),
  action(
    '/staff/accounts/:id/groups',
    permission,
    {
      schema: groupForm,
      invalid: (ask, problems, raw) =>
        showAccount(ask, byField(problems), { group: String(raw.group ?? ''), part: String(raw.part ?? '') }),
    },
    async (ask, form) => {
      const found = await openAccount(ask)
      if (!found) return notFound(ask)
      const { account } = found
      if (!account.roles.includes(form.part))
        return showAccount(ask, { part: w.partWithoutRole(words.roles[form.part].name.toLowerCase()) }, form)
      const given = await inTransaction(ask, async (tx) => {
        const group = await groupNamed(tx, form.group)
        if (!group) return { ok: false as const, reason: 'unknown' as const }
        return giveGroup(tx, { accountId: account.id, groupId: group.id, part: form.part })
      })
      if (given.ok) return seeOther(ask, `/staff/accounts/${account.id}?done=group`)
      return showAccount(ask, { group: given.reason === 'unknown' ? w.groupUnknown : w.groupThere }, form)
    },
  ),
  action('/staff/accounts/:id/groups/take', permission, { schema: takeForm }, async (ask, form) => {
    const found = await openAccount(ask)
    if (!found) return notFound(ask)
    const { id } = found.account
    await inTransaction(ask, (tx) => takeGroup(tx, { accountId: id, groupId: form.group, part: form.part }))
    return seeOther(ask, `/staff/accounts/${id}?done=no-group`)
  }),
  page('/staff/accounts/:id/again', permission, async (ask) => {
    const found = await openAccount(ask)
    if (!found) return notFound(ask)
    return showStaff(
      ask,
      { title: w.againTitle(found.account.name), breadcrumbs: [list], current },
      <AgainPage account={found.account} />,
    )
  }),
  action('/staff/accounts/:id/again', permission, { schema: button }, async (ask) => {
    const id = idIn(ask)
    const again = id ? await inTransaction(ask, (tx) => inviteAgain(tx, id)) : null
    return again?.ok ? seeOther(ask, `/staff/accounts/${id}?done=again`) : notFound(ask)
  }),
  page('/staff/accounts/:id/end', permission, (ask) => showEnd(ask)),
  action('/staff/accounts/:id/end', permission, { schema: button }, async (ask) => {
    const found = await openAccount(ask)
    if (!found) return notFound(ask)
    const ended = await inTransaction(ask, (tx) => endAccount(tx, found.account.id))
    if (!ended.ok && ended.reason === 'last administrator') return showEnd(ask, { end: w.lastAdministrator })
    return seeOther(ask, `/staff/accounts/${found.account.id}?done=ended`)
  }),
]

/** What stands behind sign-in: one's own page, accounts, who can see what, the audit log. */
export const staff: Route[] = [
  ...ownRoutes,
  ...inviting,
  ...changing,
  page('/staff/permissions', 'keep own account', (ask) =>
    showStaff(ask, { title: words.permissionsPage.title }, <PermissionsPage />),
  ),
  ...auditRoutes,
]
