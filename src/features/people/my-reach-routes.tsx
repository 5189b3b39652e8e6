import { randomUUID } from 'node:crypto'
import { wordsIn } from '#platform/language.ts'
import { seeOther } from '#platform/show.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, type Problem, page, type Raw, type Route } from '#platform/web.ts'
import { emailForm, phoneForm, postForm, removeForm } from './my-forms.ts'
import { myAddresses, myDetails } from './my-queries.ts'
import { AddressPage, ReachPage } from './my-reach-pages.tsx'
import { me, showMine } from './my-routes.tsx'
import { changeDetails } from './people.ts'
import { addAddress, askToChangeEmail, endAddress } from './reaching.ts'
import { myWords } from './words-my.ts'

const w = (ask: Ask) => wordsIn(ask, myWords)
const texts = (raw: Raw, field: string) => [raw[field] ?? []].flat()

async function address(ask: Ask, kind: 'email' | 'phone' | 'post', problems: Problem[] = [], raw?: Raw) {
  const { personId } = me(ask)
  const known = await inTransaction(ask, (tx) => myDetails(tx, personId))
  const ways = [known.voicemailOk && 'voicemail', known.textsOk && 'texts'].filter((way) => way !== false)
  const letters = [known.largePrint && 'large', known.letterReminders && 'reminders'].filter(
    (one) => one !== false,
  )
  const errors = byField(problems)
  return showMine(
    ask,
    w(ask).reach.change[kind],
    <AddressPage
      w={w(ask)}
      kind={kind}
      value={raw ? (texts(raw, 'value').at(-1) ?? '') : ''}
      ways={raw ? texts(raw, 'ways') : ways}
      letters={raw ? texts(raw, 'letters') : letters}
      errors={errors}
    />,
    {
      errors,
      status: problems.length > 0 ? 422 : 200,
      back: { href: '/my/reach', text: w(ask).reach.title },
    },
  )
}

/** How somebody is reached, on their own pages: by e-mail, phone and post. */
export const myReachRoutes: Route[] = [
  page('/my/reach', 'member', async (ask) => {
    const addresses = await inTransaction(ask, (tx) => myAddresses(tx, me(ask).personId))
    return showMine(ask, w(ask).reach.title, <ReachPage w={w(ask)} addresses={addresses} />)
  }),
  action('/my/reach/remove', 'member', { schema: removeForm }, async (ask, form) => {
    const { personId, sessionId } = me(ask)
    const removed = await inTransaction(ask, async (tx) => {
      const addresses = await myAddresses(tx, personId)
      if (addresses.length < 2 || !addresses.some((one) => one.id === form.address)) return false
      await endAddress(tx, { personId, addressId: form.address, keptSession: sessionId })
      return true
    })
    return seeOther(ask, `/my/reach?done=${removed ? 'address-removed' : 'address-last'}`)
  }),
  page('/my/reach/email', 'member', (ask) => address(ask, 'email')),
  page('/my/reach/phone', 'member', (ask) => address(ask, 'phone')),
  page('/my/reach/post', 'member', (ask) => address(ask, 'post')),
  action(
    '/my/reach/email',
    'member',
    {
      schema: emailForm,
      limit: {
        name: 'change e-mail',
        perAddress: { most: 20, seconds: 3600 },
        perSubject: { most: 3, seconds: 86_400, subject: (form) => form.value },
      },
      invalid: (ask, problems, raw) => address(ask, 'email', problems, raw),
    },
    async (ask, form) => {
      await inTransaction(ask, (tx) =>
        askToChangeEmail(tx, ask.get('services').secret, { joiningId: randomUUID(), email: form.value }),
      )
      return seeOther(ask, '/my/reach?done=email-asked')
    },
  ),
  action(
    '/my/reach/phone',
    'member',
    { schema: phoneForm, invalid: (ask, problems, raw) => address(ask, 'phone', problems, raw) },
    async (ask, form) => {
      const { personId } = me(ask)
      await inTransaction(ask, async (tx) => {
        await addAddress(tx, { personId, address: { kind: 'phone', value: form.value, confirmed: false } })
        await changeDetails(tx, {
          personId,
          details: { voicemailOk: form.ways.includes('voicemail'), textsOk: form.ways.includes('texts') },
        })
      })
      return seeOther(ask, '/my/reach?done=saved')
    },
  ),
  action(
    '/my/reach/post',
    'member',
    { schema: postForm, invalid: (ask, problems, raw) => address(ask, 'post', problems, raw) },
    async (ask, form) => {
      const { personId } = me(ask)
      await inTransaction(ask, async (tx) => {
        await addAddress(tx, { personId, address: { kind: 'post', value: form.value, confirmed: false } })
        await changeDetails(tx, {
          personId,
          details: {
            largePrint: form.letters.includes('large'),
            // A letter is the reminder of a week before: whoever asks for it now would like that one.
            ...(form.letters.includes('reminders')
              ? { letterReminders: true, reminderWeek: true }
              : { letterReminders: false }),
          },
        })
      })
      return seeOther(ask, '/my/reach?done=saved')
    },
  ),
]
