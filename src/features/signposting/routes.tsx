import { sql } from 'kysely'
import { groupsToChoose } from '#features/groups/groups.ts'
import { localTime } from '#features/groups/rules.ts'
import { may } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showPrint, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import {
  type Ask,
  action,
  button,
  inTransaction,
  type Problem,
  page,
  type Raw,
  type Route,
} from '#platform/web.ts'
import { findsGroups, monthsForm, signpostForm } from './forms.ts'
import { HelpSheet } from './help.tsx'
import {
  checkingMonths,
  checkSignpost,
  endSignpost,
  type GroupPlace,
  saveSignpost,
  setCheckingMonths,
  signposts,
  signpostsFor,
  signpostsToKeep,
} from './signposting.ts'
import { DirectoryPage, EntryPage, type Values } from './staff-pages.tsx'
import { staffWords as w, words } from './words.ts'

const permission = 'keep signposts'
const home = '/staff/help'
const idOf = (ask: Ask) => ask.req.param('id') ?? ''
const todayOf = (ask: Ask) => localTime(ask.get('services').clock.now(), ask.get('charity').zone).date
const byField = (problems: readonly Problem[]) =>
  Object.fromEntries(problems.map(({ field, message }) => [field.split('.')[0] ?? '', message]))
const flash = (ask: Ask) => w.done[ask.req.query('done') ?? '']

async function showDirectory(ask: Ask, errors: Record<string, string> = {}): Promise<Response> {
  const q = (ask.req.query('q') ?? '').trim().slice(0, 100)
  const shown = await inTransaction(ask, async (tx) => ({
    entries: await signpostsToKeep(tx, todayOf(ask)),
    toPrint: { q, ...(await groupsToChoose(tx, { q, states: ['open', 'paused'] })) },
    months: await checkingMonths(tx),
  }))
  return showStaff(
    ask,
    {
      title: w.title,
      current: '/staff',
      flash: flash(ask),
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <DirectoryPage {...shown} maySet={may(ask.get('actor'), 'change settings')} errors={errors} />,
  )
}

async function showEntry(ask: Ask, raw?: Raw, problems: readonly Problem[] = []): Promise<Response> {
  const id = ask.req.param('id') ?? null
  if (id !== null && !isId(id)) return notFound(ask)
  const q = (raw ? findsGroups(raw) : null) ?? ''
  const { entry, groups } = await inTransaction(ask, async (tx) => {
    const entry =
      id === null ? null : ((await signpostsToKeep(tx, todayOf(ask))).find((one) => one.id === id) ?? null)
    // Those that it is for already stand there, closed or not, so that saving drops none; so do those just ticked.
    const chosen = [...(entry?.groupIds ?? []), ...[raw?.groupIds ?? []].flat()]
    const found = await groupsToChoose(tx, {
      q,
      states: ['planned', 'open', 'paused'],
      chosen: chosen.filter((one) => isId(one)),
    })
    return { entry, groups: { q, ...found } }
  })
  if (id !== null && !entry) return notFound(ask)
  const known: Values = entry
    ? {
        ...entry,
        areas: entry.areas.join(' '),
        urgent: entry.urgent ? 'yes' : '',
        checkedBy: '',
        old: '',
      }
    : {}
  // Whoever looks for a group has not finished: nothing is wrong yet.
  const errors = q === '' ? byField(problems) : {}
  const title = entry ? w.form.change(entry.name) : w.form.new
  return showStaff(
    ask,
    {
      title,
      current: '/staff',
      back: { href: home, text: w.title },
      errors,
      status: raw && q === '' ? 422 : 200,
    },
    <EntryPage id={id} title={title} groups={groups} values={raw ?? known} errors={errors} />,
  )
}

const invalid: Route['invalid'] = (ask, problems, raw) => showEntry(ask, raw, problems)

const staffRoutes: Route[] = [
  page(home, permission, (ask) => showDirectory(ask)),
  page(`${home}/new`, permission, (ask) => showEntry(ask)),
  page(`${home}/:id`, permission, (ask) => showEntry(ask)),
  action(home, permission, { schema: signpostForm, invalid }, async (ask, entry) => {
    await inTransaction(ask, (tx) => saveSignpost(tx, { id: null, entry, today: todayOf(ask) }))
    return seeOther(ask, `${home}?done=saved`)
  }),
  // Before `:id`: months is no entry.
  action(
    `${home}/months`,
    'change settings',
    { schema: monthsForm, invalid: (ask, problems) => showDirectory(ask, byField(problems)) },
    async (ask, { months }) => {
      await inTransaction(ask, (tx) => setCheckingMonths(tx, months))
      return seeOther(ask, `${home}?done=months`)
    },
  ),
  action(`${home}/:id`, permission, { schema: signpostForm, invalid }, async (ask, entry) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const saved = await inTransaction(ask, (tx) =>
      saveSignpost(tx, { id: idOf(ask), entry, today: todayOf(ask) }),
    )
    return saved ? seeOther(ask, `${home}?done=saved`) : notFound(ask)
  }),
  action(`${home}/:id/checked`, permission, { schema: button }, async (ask) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const done = await inTransaction(ask, (tx) => checkSignpost(tx, { id: idOf(ask), today: todayOf(ask) }))
    return done ? seeOther(ask, `${home}?done=checked`) : notFound(ask)
  }),
  action(`${home}/:id/end`, permission, { schema: button }, async (ask) => {
    if (!isId(idOf(ask))) return notFound(ask)
    const done = await inTransaction(ask, (tx) => endSignpost(tx, idOf(ask)))
    return done ? seeOther(ask, `${home}?done=ended`) : notFound(ask)
  }),
]

/** The directory: kept by staff, printed for a group by anybody. */
export const routes: Route[] = [
  page('/groups/:slug/help', 'public', async (ask) => {
    const slug = ask.req.param('slug') ?? ''
    const found = await inTransaction(ask, async (tx) => {
      const [group] = (
        await sql<GroupPlace & { name: string }>`
          select g.id as "groupId", g.name, g.kind, array(select unnest(g.nations)::text) as nations, v.postcode
          from groups g left join venues v on v.id = g.venue_id
          where g.slug = ${slug} and g.state in ('open', 'paused')`.execute(tx)
      ).rows
      return group && { group, help: signpostsFor(await signposts(tx), group) }
    })
    if (!found) return notFound(ask)
    return showPrint(
      ask,
      { title: wordsIn(ask, words).sheet.title, back: { href: `/groups/${slug}` } },
      <HelpSheet
        language={ask.get('language')}
        group={found.group.name}
        help={found.help}
        charity={ask.get('charity')}
      />,
    )
  }),
  ...staffRoutes,
]
