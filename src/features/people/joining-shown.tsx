import { randomUUID } from 'node:crypto'
import { somebody } from '#platform/actor.ts'
import { addressIn, wordsIn } from '#platform/language.ts'
import { showPublic } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import type { Ask, Problem } from '#platform/web.ts'
import type { Said } from './answers.ts'
import { NotOpenPage } from './joining-answers-pages.tsx'
import { CheckPage } from './joining-check-page.tsx'
import { StagePage } from './joining-pages.tsx'
import { groupToJoin } from './queries.ts'
import { firstTrouble, type GroupToJoin, notOpen, type Stage, stagesFor } from './stages.ts'
import { words } from './words.ts'

const w = (ask: Ask) => wordsIn(ask, words)

/** The group that an address names, also by an earlier name; null when there is none. */
export async function group(ask: Ask): Promise<GroupToJoin | null> {
  const { cache, database } = ask.get('services')
  const slug = ask.req.param('slug') ?? ''
  if (!/^[a-z0-9-]{1,80}$/.test(slug)) return null
  return cache.get(`join ${slug}`, 900, () => transact(database, somebody, (tx) => groupToJoin(tx, slug)))
}

/** The group to join, or the page that stands in its place. */
export async function openGroup(ask: Ask): Promise<GroupToJoin | Response> {
  const found = await group(ask)
  if (!found) return notFound(ask)
  // Somebody may be in the middle of the form while the group is renamed: what they said goes on.
  if (found.slug !== ask.req.param('slug') && ask.req.method === 'GET')
    return ask.redirect(addressIn(ask.get('language'), `/groups/${found.slug}/join`), 301)
  const why = notOpen(found)
  if (why)
    return showPublic(
      ask,
      { title: w(ask).closed.title, tabTitle: w(ask).join.tab, current: '/groups', noIndex: true },
      <NotOpenPage w={w(ask)} group={found} why={why} charity={ask.get('charity')} />,
    )
  return found
}

/** What is still missing or wrong in what was said, and at which stage. */
export const troubleOf = (ask: Ask, said: Said, found: GroupToJoin) =>
  firstTrouble(said, found, w(ask).errors)

/** One stage of the form. */
export function showStage(
  ask: Ask,
  found: GroupToJoin,
  said: Said,
  stage: Stage,
  { problems = [], after = '' }: { problems?: Problem[]; after?: string } = {},
): Response {
  const errors = byField(problems)
  const first = stagesFor(said, found)[0]?.name === stage.name
  return showPublic(
    ask,
    {
      title: w(ask).join.title(found.name),
      tabTitle: w(ask).join.tab,
      errors,
      plain: true,
      noIndex: true,
      status: problems.length > 0 ? 422 : 200,
      ...(first ? { back: { href: `/groups/${found.slug}`, text: found.name } } : {}),
    },
    <StagePage
      w={w(ask)}
      group={found}
      said={said}
      charity={ask.get('charity')}
      errors={errors}
      stage={stage}
      after={after}
    />,
  )
}

/** The list of answers, before it is sent. */
export function showCheck(ask: Ask, found: GroupToJoin, said: Said): Response {
  return showPublic(
    ask,
    { title: w(ask).check.title, tabTitle: w(ask).join.tab, plain: true, noIndex: true },
    <CheckPage w={w(ask)} group={found} said={said} ticket={randomUUID()} />,
  )
}
