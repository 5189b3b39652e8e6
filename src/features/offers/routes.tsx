import { dayInWords, localTime } from '#features/groups/rules.ts'
import { isId } from '#platform/ids.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showMember, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { nothingWrong, type Wrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { answerForm, offerForm } from './forms.ts'
import { OffersPage } from './my-pages.tsx'
import { answerOffer, groupsOf, makeOffer, myOffers, offersToAnswer } from './offers.ts'
import { StaffOffersPage } from './staff-pages.tsx'
import { staffWords, words } from './words.ts'

const idOf = (ask: Ask) => ask.req.param('id') ?? ''

function me(ask: Ask): string {
  const actor = ask.get('actor')
  if (actor.kind !== 'member') throw new Error('A page of somebody’s own needs somebody')
  return actor.personId
}

async function showMine(ask: Ask, wrong = nothingWrong): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => ({
    groups: await groupsOf(tx, me(ask)),
    offers: await myOffers(tx, me(ask)),
  }))
  const w = wordsIn(ask, words)
  return showMember(
    ask,
    {
      title: w.title,
      current: '/my',
      back: { href: '/my' },
      flash: w.done[ask.req.query('done') ?? ''],
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <OffersPage w={w} {...shown} {...wrong} zone={ask.get('charity').zone} />,
  )
}

async function showStaffs(ask: Ask, wrong: (Wrong & { id: string }) | null = null): Promise<Response> {
  const list = await inTransaction(ask, offersToAnswer)
  const { zone } = ask.get('charity')
  return showStaff(
    ask,
    {
      title: staffWords.title,
      tabTitle: staffWords.tab,
      current: '/staff',
      flash: staffWords.done[ask.req.query('done') ?? ''],
      errors: wrong?.errors,
      status: wrong ? 422 : 200,
    },
    <StaffOffersPage
      list={list}
      wrong={wrong}
      day={(instant) => dayInWords(localTime(instant, zone).date, null)}
    />,
  )
}

/** What a member would like to give, and the coordinator's answer. */
export const routes: Route[] = [
  page('/my/offers', 'member', (ask) => showMine(ask)),
  action(
    '/my/offers',
    'member',
    {
      schema: offerForm,
      limit: { name: 'offers', perAddress: { most: 20, seconds: 3600 } },
      invalid: (ask, problems, raw) => showMine(ask, wrongBy(problems, raw)),
    },
    async (ask, form) => {
      const { group: groupId, ...offer } = form
      const made = await inTransaction(ask, (tx) => makeOffer(tx, { personId: me(ask), groupId, ...offer }))
      if (!made) return showMine(ask, { values: form, errors: { group: wordsIn(ask, words).errors.group } })
      return seeOther(ask, '/my/offers?done=sent')
    },
  ),
  page('/staff/offers', 'answer offers', (ask) => showStaffs(ask)),
  action(
    '/staff/offers/:id',
    'answer offers',
    {
      schema: answerForm,
      invalid: (ask, problems, raw) => showStaffs(ask, { id: idOf(ask), ...wrongBy(problems, raw) }),
    },
    async (ask, form) => {
      if (!isId(idOf(ask))) return notFound(ask)
      const done = await inTransaction(ask, (tx) => answerOffer(tx, { id: idOf(ask), ...form }))
      return done ? seeOther(ask, '/staff/offers?done=answered') : notFound(ask)
    },
  ),
]
