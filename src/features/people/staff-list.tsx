import { may } from '#platform/access.ts'
import { system } from '#platform/actor.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, cleanText, inTransaction, page, type Route } from '#platform/web.ts'
import { likeSomeoneWhoDied } from './late-arrivals.ts'
import { addPerson } from './staff-add.ts'
import { addForm, listQuery } from './staff-forms.ts'
import { AddPage, PeoplePage } from './staff-list-pages.tsx'
import { findPeople, groupsToChoose } from './staff-queries.ts'
import { byField, sayIn, typed } from './staff-shared.ts'
import { words } from './staff-words.ts'
import { purposes, purposesVersion } from './words-consent.ts'

async function list(ask: Ask): Promise<Response> {
  const asked = listQuery.parse(ask.req.query())
  const after = asked.from && asked.after ? { key: cleanText(asked.after), id: asked.from } : null
  const wanted = { said: cleanText(asked.q), groupId: asked.group, only: asked.only, after }
  const { found, groups } = await inTransaction(ask, async (tx) => ({
    found: await findPeople(tx, wanted),
    groups: await groupsToChoose(tx),
  }))
  const address = (last?: { calledKey: string; id: string }) => {
    const query = new URLSearchParams()
    if (wanted.said) query.set('q', wanted.said)
    if (wanted.groupId) query.set('group', wanted.groupId)
    if (wanted.only) query.set('only', wanted.only)
    if (last) {
      query.set('after', last.calledKey)
      query.set('from', last.id)
    }
    return `/staff/people?${query}`
  }
  const { charity, services } = { charity: ask.get('charity'), services: ask.get('services') }
  return showStaff(
    ask,
    { title: words.list.title, current: '/staff/people', flash: words.done[ask.req.query('done') ?? ''] },
    <PeoplePage
      said={wanted.said}
      groupId={wanted.groupId}
      only={wanted.only}
      groups={groups}
      people={found.people}
      next={found.more ? address(found.people.at(-1)) : null}
      first={after ? address() : null}
      mayAdd={may(ask.get('actor'), 'change people')}
      mayRecordDeath={may(ask.get('actor'), 'record a death')}
      mayErase={may(ask.get('actor'), 'ask for erasure')}
      day={sayIn(charity.zone, services.clock.now()).day}
    />,
  )
}

/** The words that are read out to somebody who is added by phone, and recorded as they were read (P5). */
const consentRead = purposes.en['health information'].read

const typedAgain = (form: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

async function showAdd(
  ask: Ask,
  values: Record<string, string>,
  errors: Record<string, string>,
  status = 200,
): Promise<Response> {
  const groups = await inTransaction(ask, groupsToChoose)
  return showStaff(
    ask,
    {
      title: words.add.title,
      current: '/staff/people',
      back: { href: '/staff/people', text: words.list.title },
      errors,
      status,
    },
    <AddPage
      values={values}
      errors={errors}
      groups={groups}
      consent={consentRead(ask.get('charity').name)}
    />,
  )
}

/** The list of people, and adding one. */
export const staff: Route[] = [
  page('/staff/people', 'see people', list),
  page('/staff/people/new', 'change people', (ask) => showAdd(ask, { call: 'yes' }, {})),
  action(
    '/staff/people/new',
    'change people',
    { schema: addForm, invalid: (ask, problems, raw) => showAdd(ask, typed(raw), byField(problems), 422) },
    async (ask, form) => {
      const whose = form.whoseName
        ? ({ whose: 'someone else', whoseName: form.whoseName } as const)
        : ({ whose: 'own' } as const)
      const addresses = (['email', 'phone', 'post'] as const)
        .filter((kind) => form[kind] !== '')
        .map((kind, index) => ({ kind, value: form[kind], preferred: index === 0, ...whose }))
      // A human is asked before anybody like somebody who died is added (P1).
      const dead = await inTransaction(
        ask,
        (tx) => likeSomeoneWhoDied(tx, { called: form.called, fullName: form.fullName || null, addresses }),
        system('late arrivals'),
      )
      if (dead && !form.someoneElse)
        return showAdd(ask, typedAgain(form), { someoneElse: words.errors.someoneElse }, 422)
      const answer = await inTransaction(ask, (tx) =>
        addPerson(tx, {
          notPersonId: dead?.personId,
          person: {
            called: form.called,
            fullName: form.fullName || null,
            addresses,
            voicemailOk: Boolean(form.voicemail),
            textsOk: Boolean(form.texts),
            dietary: form.dietary || null,
            accessNeeds: form.access || null,
            groupId: form.groupId || null,
            begins: form.call ? 'call me' : 'just come',
          },
          call: form.call ? { suits: form.suits || null } : undefined,
          consent: {
            words: consentRead(ask.get('charity').name),
            version: `${purposesVersion} read out`,
          },
        }),
      )
      if (answer.ok)
        return seeOther(ask, `/staff/people/${answer.personId}?done=${answer.known ? 'known' : 'added'}`)
      const { errors } = words
      const why = {
        'not theirs': errors.notYours,
        'no room': errors.noRoom,
        'someone who died': errors.someoneWhoDied,
      }[answer.reason]
      const field = answer.reason === 'someone who died' ? 'called' : 'groupId'
      return showAdd(ask, typedAgain(form), { [field]: why }, 422)
    },
  ),
]
