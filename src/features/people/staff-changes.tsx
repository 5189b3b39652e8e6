import { sql } from 'kysely'
import { deathDone } from '#features/bereavement/bereavement.ts'
import { channelsOf, markAddressWrong } from '#features/messages/messages.ts'
import { placeDone } from '#features/places/places.ts'
import { may } from '#platform/access.ts'
import type { Transaction } from '#platform/database.ts'
import { isId } from '#platform/ids.ts'
import { mobileOf, noTextsThere } from '#platform/phones.ts'
import { showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { healthTakenBack } from './consents.ts'
import { changeDetails, leaveGroup, letIn, takeBackLetIn } from './people.ts'
import { addAddress, endAddress, tellHelper } from './reaching.ts'
import { AddressesPage, DetailsPage, StopsPage } from './staff-change-pages.tsx'
import {
  addressForm,
  bearForm,
  detailsForm,
  joiningForm,
  leaveForm,
  memberForm,
  newAddressForm,
  stopsForm,
} from './staff-forms.ts'
import { again, done, idOf, showFor, withPerson } from './staff-one-person.tsx'
import { LeavePage } from './staff-person-groups.tsx'
import { PersonPageView } from './staff-person-page.tsx'
import { addressesOf, membershipsOf, personPage, stopsOf } from './staff-person-queries.ts'
import { sayIn } from './staff-shared.ts'
import { words } from './staff-words.ts'
import { endStop, pauseMessages, stopMessages } from './stops.ts'

async function showPerson(ask: Ask): Promise<Response> {
  if (!isId(idOf(ask))) return notFound(ask)
  const { texts } = channelsOf(ask.get('services').config)
  const shown = await inTransaction(ask, (tx) => personPage(tx, idOf(ask), texts))
  if (!shown) return notFound(ask)
  const actor = ask.get('actor')
  const code = ask.req.query('done') ?? ''
  return showStaff(
    ask,
    {
      title: shown.person.called,
      tabTitle: words.tab,
      current: '/staff/people',
      back: { href: '/staff/people', text: words.list.title },
      flash: words.done[code] ?? deathDone[code] ?? placeDone(code, 'staff'),
    },
    <PersonPageView
      shown={shown}
      may={{
        change: may(actor, 'change people'),
        letIn: may(actor, 'let people in'),
        died: may(actor, 'record a death'),
        plan: may(actor, 'plan after a death'),
        raise: may(actor, 'raise concerns'),
        calls: may(actor, 'make calls'),
        seeMessages: may(actor, 'see messages'),
        copy: may(actor, 'take copies'),
        erase: may(actor, 'ask for erasure'),
        hold: may(actor, 'hold records'),
        audit: may(actor, 'see the audit log'),
      }}
      say={sayIn(ask.get('charity').zone, ask.get('services').clock.now())}
    />,
  )
}

const showDetails = (ask: Ask, values: Record<string, string> | null, errors = {}, status = 200) =>
  showFor(ask, words.details.title, errors, status, async (tx, person) => (
    <DetailsPage
      healthTakenBack={await healthTakenBack(tx, person.id)}
      personId={person.id}
      called={person.called}
      values={
        values ??
        Object.fromEntries(
          Object.entries(person).map(([name, value]) => [
            name,
            value === true ? 'yes' : typeof value === 'string' ? value : '',
          ]),
        )
      }
      errors={errors}
    />
  ))

const showAddresses = (ask: Ask, values: Record<string, string>, errors = {}, status = 200) =>
  showFor(ask, words.addresses.title, errors, status, async (tx, person) => (
    <AddressesPage
      personId={person.id}
      called={person.called}
      addresses={await addressesOf(tx, person.id)}
      values={values}
      errors={errors}
    />
  ))

const showStops = (ask: Ask, values: Record<string, string> | null, errors = {}, status = 200) =>
  showFor(ask, words.stops.title, errors, status, async (tx, person) => (
    <StopsPage
      personId={person.id}
      called={person.called}
      values={values ?? { what: (await stopsOf(tx, person.id))[0]?.what ?? 'none' }}
      errors={errors}
    />
  ))

/** A deed on a membership of this person that the actor sees. */
const onMember = async (
  ask: Ask,
  memberId: string,
  work: (tx: Transaction, member: { id: string; groupId: string }) => Promise<string>,
) => {
  const code = await withPerson(ask, async (tx, person) => {
    const member = (await membershipsOf(tx, person.id)).find(({ id, leftAt }) => id === memberId && !leftAt)
    return member ? work(tx, member) : 'not-a-member'
  })
  return code === null ? notFound(ask) : done(ask, code)
}

/** A deed on one of their addresses. */
const onAddress = async (
  ask: Ask,
  addressId: string,
  work: (tx: Transaction, personId: string) => Promise<string>,
) => {
  const code = await withPerson(ask, async (tx, person) => {
    const theirs = (await addressesOf(tx, person.id)).some(({ id }) => id === addressId)
    return theirs ? work(tx, person.id) : 'address-removed'
  })
  return code === null ? notFound(ask) : done(ask, code)
}

/** Their telephone numbers, where texts are only now said to be fine; none when the person is not theirs to see. */
const phonesOf = async (ask: Ask): Promise<string[]> =>
  (await withPerson(ask, async (tx, person) =>
    (person.textsOk ? [] : await addressesOf(tx, person.id))
      .filter(({ kind, wrongAt }) => kind === 'phone' && !wrongAt)
      .map(({ value }) => value),
  )) ?? []
const asTyped = (form: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? '']))

/** One person's page, and what is changed there. */
export const staff: Route[] = [
  page('/staff/people/:id', 'see people', showPerson),

  page('/staff/people/:id/details', 'change people', (ask) => showDetails(ask, null)),
  action(
    '/staff/people/:id/details',
    'change people',
    { schema: detailsForm, invalid: again(showDetails) },
    async (ask, form) => {
      const numbers = form.textsOk ? await phonesOf(ask) : []
      const noTexts = numbers.some((number) => mobileOf(number))
        ? null
        : numbers.map((text) => noTextsThere(text)).find(Boolean)
      if (noTexts) return showDetails(ask, asTyped(form), { textsOk: noTexts }, 422)
      const code = await withPerson(ask, async (tx, { id }) => {
        const answer = await changeDetails(tx, {
          personId: id,
          details: {
            called: form.called,
            fullName: form.fullName || null,
            ...(form.language ? { language: form.language } : {}),
            heardHow: form.heardHow || null,
            dietary: form.dietary || null,
            accessNeeds: form.accessNeeds || null,
            theirNote: form.theirNote || null,
            bearInMind: form.bearInMind || null,
            voicemailOk: Boolean(form.voicemailOk),
            textsOk: Boolean(form.textsOk),
            largePrint: Boolean(form.largePrint),
            letterReminders: Boolean(form.letterReminders),
            reminderWeek: Boolean(form.reminderWeek),
            reminderDay: Boolean(form.reminderDay),
            ringIfNotSeen: Boolean(form.ringIfNotSeen),
          },
        })
        return answer.ok ? 'details' : 'agreement-taken-back'
      })
      return code === null ? notFound(ask) : done(ask, code)
    },
  ),
  action('/staff/people/:id/bear-in-mind', 'let people in', { schema: bearForm }, async (ask, form) => {
    const code = await withPerson(ask, async (tx, { id }) => {
      const answer = await changeDetails(tx, {
        personId: id,
        details: { bearInMind: form.bearInMind || null },
      })
      return answer.ok ? 'bear' : 'agreement-taken-back'
    })
    return code === null ? notFound(ask) : done(ask, code)
  }),

  page('/staff/people/:id/addresses', 'change people', (ask) => showAddresses(ask, {})),
  action(
    '/staff/people/:id/addresses',
    'change people',
    { schema: newAddressForm, invalid: again(showAddresses) },
    async (ask, form) => {
      const code = await withPerson(ask, async (tx, { id }) => {
        const { addressId } = await addAddress(tx, {
          personId: id,
          address: {
            kind: form.kind,
            value: form.value,
            whose: form.whoseName ? 'someone else' : 'own',
            whoseName: form.whoseName || null,
          },
        })
        // In the same commit: nothing goes there that it may not be told (P4).
        if (form.whoseName) await tellHelper(tx, { personId: id, addressId, ...form })
        return 'address-added'
      })
      return code === null ? notFound(ask) : done(ask, code)
    },
  ),
  action('/staff/people/:id/addresses/wrong', 'change people', { schema: addressForm }, (ask, form) =>
    onAddress(ask, form.addressId, async (tx) => {
      await markAddressWrong(tx, form.addressId, words.page.wrongWhy)
      return 'address-wrong'
    }),
  ),
  action('/staff/people/:id/addresses/right', 'change people', { schema: addressForm }, (ask, form) =>
    onAddress(ask, form.addressId, async (tx) => {
      await tx
        .updateTable('addresses')
        .set({ wrong_at: null, wrong_why: null })
        .where('id', '=', form.addressId)
        .execute()
      return 'address-right'
    }),
  ),
  action('/staff/people/:id/addresses/remove', 'change people', { schema: addressForm }, (ask, form) =>
    onAddress(ask, form.addressId, async (tx, personId) => {
      const ways = await endAddress(tx, { personId, addressId: form.addressId })
      return ways?.length === 0 ? 'address-removed-none' : 'address-removed'
    }),
  ),

  page('/staff/people/:id/stops', 'change people', (ask) => showStops(ask, null)),
  action(
    '/staff/people/:id/stops',
    'change people',
    { schema: stopsForm, invalid: again(showStops) },
    async (ask, { what, weeks }) => {
      const code = await withPerson(ask, async (tx, { id: personId }) => {
        await endStop(tx, { personId })
        if (what === 'pause') {
          const ms = weeks === '' ? null : weeks * 7 * 86_400_000
          const until = ms === null ? null : new Date(ask.get('services').clock.now().getTime() + ms)
          await pauseMessages(tx, { personId, until, way: 'staff' })
        } else if (what !== 'none') await stopMessages(tx, { personId, what, way: 'staff' })
        return 'stops'
      })
      return code === null ? notFound(ask) : done(ask, code)
    },
  ),

  action('/staff/people/:id/let-in', 'let people in', { schema: memberForm }, (ask, { memberId }) =>
    onMember(ask, memberId, async (tx) => ((await letIn(tx, { memberId })).ok ? 'let-in' : 'let-in-already')),
  ),
  action(
    '/staff/people/:id/take-back-letting-in',
    'let people in',
    { schema: memberForm },
    (ask, { memberId }) =>
      onMember(ask, memberId, async (tx) => {
        await takeBackLetIn(tx, { memberId })
        return 'let-in-back'
      }),
  ),
  page('/staff/people/:id/leave/:member', 'change people', async (ask) => {
    const member = await withPerson(ask, async (tx, { id }) =>
      (await membershipsOf(tx, id)).find((one) => one.id === ask.req.param('member') && !one.leftAt),
    )
    if (!member) return notFound(ask)
    const title = (called: string) => words.leave.title(called, member.name)
    return showFor(ask, title, {}, 200, async (_tx, person) => (
      <LeavePage personId={person.id} called={person.called} member={member} />
    ))
  }),
  action('/staff/people/:id/leave/:member', 'change people', { schema: leaveForm }, (ask) =>
    onMember(ask, ask.req.param('member') ?? '', async (tx, { groupId }) =>
      (await leaveGroup(tx, { personId: idOf(ask), groupId })).ok ? 'left' : 'not-a-member',
    ),
  ),
  action('/staff/people/:id/looked', 'change people', { schema: joiningForm }, async (ask, { joiningId }) => {
    const code = await withPerson(ask, async (tx, { id }) => {
      await tx
        .updateTable('joinings')
        .set({ looked_at: sql`clock()`, looked_by: sql`actor_account()`, answers: '{}' })
        .where('id', '=', joiningId)
        .where('person_id', '=', id)
        .where('look_why', 'is not', null)
        .execute()
      return 'looked'
    })
    return code === null ? notFound(ask) : done(ask, code)
  }),
]
