import { sql } from 'kysely'
import * as z from 'zod'
import { Box, Button, HiddenFields, Input, Radios } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { inEachLanguage, wordsIn } from '#platform/language.ts'
import { seeOther } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { me, showMine } from './my-routes.tsx'
import { endAddress, tellHelper } from './reaching.ts'
import { done, showFor, withPerson } from './staff-one-person.tsx'
import { type HelperWords, helperStaffWords, helperWords } from './words-helpers.ts'

const tellings = ['everything', 'dates', 'nothing'] as const

/** Somebody who helps a person, at their own address, and what they may be told there. */
type Helper = {
  addressId: string
  value: string
  name: string | null
  relation: string | null
  told: (typeof tellings)[number]
  /** The best way that is left when this one ends: what it is, and where it leads. */
  left: { kind: 'email' | 'phone' | 'post'; value: string } | null
}

/** Who helps somebody: of oneself, or of a person whom the actor may see (P4). */
async function helpersOf(tx: Transaction, personId: string): Promise<Helper[]> {
  const found = await sql<Helper>`
    with theirs as (
      select a.id, a.kind, a.value, pa.whose, pa.whose_name, pa.relation, pa.may_be_told, pa.preferred, pa.added_at,
        a.wrong_at is null and pa.may_be_told <> 'nothing' and (a.kind <> 'email' or pa.confirmed_at is not null)
          and consent_holds(pa.person_id, a.kind) as works
      from person_addresses pa join addresses a on a.id = pa.address_id where pa.person_id = ${personId})
    select h.id as "addressId", h.value, h.whose_name as name, h.relation, h.may_be_told as told,
      (select jsonb_build_object('kind', o.kind, 'value', o.value) from theirs o where o.works and o.id <> h.id
        order by o.kind = 'email' desc, o.kind = 'phone' desc, o.preferred desc, o.added_at desc limit 1) as left
    from theirs h where h.whose = 'someone else' order by h.added_at, h.id`.execute(tx)
  return found.rows
}

const helperForm = inEachLanguage(helperWords, ({ errors }) =>
  z.object({
    addressId: z.uuid(),
    told: z.enum(tellings, { error: errors.told }),
    relation: z.string().max(120).default(''),
  }),
)

const endForm = z.object({ addressId: z.uuid() })

const helps = async (tx: Transaction, personId: string, addressId: string) =>
  (await helpersOf(tx, personId)).some((helper) => helper.addressId === addressId)

/** One form for each address, and one that ends it: what is left then is said beside its button. */
function HelpersPage(props: {
  w: Omit<HelperWords, 'language'>
  helpers: readonly Helper[]
  at: string
  staff: boolean
}) {
  const { w, helpers, staff } = props
  const words = w.ending
  if (helpers.length === 0) return <p class="app-empty">{w.none}</p>
  return (
    <>
      {helpers.map((helper) => (
        <Box label={helper.name ?? w.someone}>
          <h2 class="nhsuk-heading-s">{w.of(helper.name || w.someone, helper.value)}</h2>
          <form method="post" action={props.at} novalidate>
            <HiddenFields values={{ addressId: helper.addressId }} />
            <Input
              id={`relation-${helper.addressId}`}
              name="relation"
              label={w.relation}
              value={helper.relation ?? ''}
              width={20}
              autocomplete="off"
            />
            <Radios
              id={`told-${helper.addressId}`}
              name="told"
              legend={w.told}
              legendSize="s"
              hint={w.datesHint}
              value={helper.told}
              choices={tellings.map((told) => ({ value: told, label: w.choices[told] }))}
            />
            <Button small>
              {w.save}
              <span class="nhsuk-u-visually-hidden">: {helper.name ?? helper.value}</span>
            </Button>
          </form>
          <h3 class="nhsuk-heading-xs">{words.heading}</h3>
          <p>
            {helper.left
              ? words.left[helper.left.kind](helper.left.value.replaceAll('\n', ', '))
              : words.none}{' '}
            {words.links}
          </p>
          <form method="post" action={`${props.at}/end`}>
            <HiddenFields values={{ addressId: helper.addressId }} />
            <Button small variant="secondary">
              {words.button}
              <span class="nhsuk-u-visually-hidden">: {helper.name ?? helper.value}</span>
            </Button>
          </form>
        </Box>
      ))}
      {!staff && (
        <p>
          <a href="/my/reach">{w.takeOver}</a>
        </p>
      )}
    </>
  )
}

/** Who helps, and what they may be told: on somebody's own pages, and for staff. */
export const helperRoutes: Route[] = [
  page('/my/helpers', 'member', async (ask) => {
    const w = wordsIn(ask, helperWords)
    const helpers = await inTransaction(ask, (tx) => helpersOf(tx, me(ask).personId))
    return showMine(
      ask,
      w.title,
      <>
        <h1>{w.title}</h1>
        <p class="app-lede">{w.lede}</p>
        <HelpersPage w={w} helpers={helpers} at="/my/helpers" staff={false} />
      </>,
    )
  }),
  action('/my/helpers', 'member', { schema: helperForm }, async (ask, form) => {
    const changed = await inTransaction(ask, (tx) => tellHelper(tx, { personId: me(ask).personId, ...form }))
    return changed ? seeOther(ask, '/my/helpers?done=saved') : notFound(ask)
  }),
  action('/my/helpers/end', 'member', { schema: endForm }, async (ask, { addressId }) => {
    const { personId, sessionId } = me(ask)
    const ways = await inTransaction(ask, async (tx) =>
      (await helps(tx, personId, addressId))
        ? endAddress(tx, { personId, addressId, keptSession: sessionId })
        : null,
    )
    if (!ways) return notFound(ask)
    return seeOther(ask, `/my/reach?done=${ways.length > 0 ? 'helper-ended' : 'helper-ended-none'}`)
  }),
  page('/staff/people/:id/helpers', 'change people', (ask: Ask) =>
    showFor(ask, helperStaffWords.titleOf, {}, 200, async (tx, person) => (
      <>
        <h1>{helperStaffWords.titleOf(person.called)}</h1>
        <p class="app-lede">{helperStaffWords.lede}</p>
        <HelpersPage
          w={helperStaffWords}
          helpers={await helpersOf(tx, person.id)}
          at={`/staff/people/${person.id}/helpers`}
          staff
        />
      </>
    )),
  ),
  action('/staff/people/:id/helpers', 'change people', { schema: helperForm }, async (ask, form) => {
    const changed = await withPerson(ask, (tx, { id }) => tellHelper(tx, { personId: id, ...form }))
    return changed ? done(ask, 'details') : notFound(ask)
  }),
  action(
    '/staff/people/:id/helpers/end',
    'change people',
    { schema: endForm },
    async (ask, { addressId }) => {
      const ways = await withPerson(ask, async (tx, { id }) =>
        (await helps(tx, id, addressId)) ? endAddress(tx, { personId: id, addressId }) : null,
      )
      return ways ? done(ask, ways.length > 0 ? 'address-removed' : 'address-removed-none') : notFound(ask)
    },
  ),
]
