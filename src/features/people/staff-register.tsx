import type * as z from 'zod'
import { localTime } from '#features/groups/rules.ts'
import { system } from '#platform/actor.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { typedDay } from '#platform/typed-day.ts'
import { byField, typed } from '#platform/typed-form.ts'
import { type Ask, action, cleanText, inTransaction, page, type Route } from '#platform/web.ts'
import { nothingSaid } from './answers.ts'
import { likeSomeoneWhoDied } from './late-arrivals.ts'
import { findPerson } from './people.ts'
import { addPerson, type PossibleDouble, possibleDoubles } from './staff-add.ts'
import { addForm } from './staff-forms.ts'
import { groupsToChoose } from './staff-queries.ts'
import { RegisterPage } from './staff-register-page.tsx'
import { words } from './staff-words.ts'
import { diagnosedIn } from './stages.ts'
import { purposes, purposesVersion } from './words-consent.ts'
import { registerWords as w } from './words-register.ts'

type Form = z.output<typeof addForm>
type Values = Record<string, string>

/** The words that are read out, or that stand on the paper, and are recorded as they were (P5). */
const consentRead = purposes.en['health information'].read

async function showRegister(
  ask: Ask,
  values: Values,
  errors: Values,
  doubles: readonly PossibleDouble[] = [],
): Promise<Response> {
  const groups = await inTransaction(ask, groupsToChoose)
  return showStaff(
    ask,
    {
      title: w.title,
      current: '/staff/people',
      back: { href: '/staff/people', text: words.list.title },
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <RegisterPage
      values={values}
      errors={errors}
      groups={groups}
      consent={consentRead(ask.get('charity').name)}
      welsh={ask.get('charity').welsh}
      doubles={doubles}
    />,
  )
}

const again = (form: Form): Values =>
  Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

/** Each way as it was typed, and whose it is: of somebody with a daughter who helps, often only the e-mail is hers. */
const addressesIn = (form: Form) => {
  const own = { whose: 'own' } as const
  const helper = {
    whose: 'someone else',
    whoseName: form.whoseName,
    relation: form.relation || null,
    mayBeTold: form.mayBeTold,
  } as const
  return (['email', 'phone', 'post'] as const)
    .filter((kind) => form[kind] !== '')
    .map((kind, index) => ({
      kind,
      value: form[kind],
      preferred: index === 0,
      ...(form.whoseName && form[`theirs-${kind}`] ? helper : own),
    }))
}

/** What is wrong with the days that were typed, and the days themselves. */
function daysIn(ask: Ask, form: Form) {
  const { zone } = ask.get('charity')
  const now = ask.get('services').clock.now()
  const saidOn =
    form.way === 'paper'
      ? typedDay(
          {
            when: 'earlier',
            day: form['signed-day'],
            month: form['signed-month'],
            year: form['signed-year'],
          },
          now,
          zone,
        )
      : null
  const month = diagnosedIn(
    {
      ...nothingSaid(),
      'diagnosed-month': form['diagnosed-month'],
      'diagnosed-year': form['diagnosed-year'],
    },
    localTime(now, zone).date,
  )
  const wrong: Values = {
    ...(form.way === 'paper' && saidOn === null ? { signed: w.errors.signed } : {}),
    ...('problem' in month ? { diagnosed: w.errors.month } : {}),
  }
  return { zone, saidOn, diagnosed: 'month' in month ? month.month : null, wrong }
}

async function register(ask: Ask, form: Form): Promise<Response> {
  const days = daysIn(ask, form)
  if (Object.keys(days.wrong).length > 0) return showRegister(ask, again(form), days.wrong)
  const addresses = addressesIn(form)
  const fullName = form.fullName || null
  // A human is asked before anybody like somebody who died is added (P1).
  const dead = await inTransaction(
    ask,
    (tx) => likeSomeoneWhoDied(tx, { called: form.called, fullName, addresses }),
    system('late arrivals'),
  )
  if (dead && !form.someoneElse)
    return showRegister(ask, again(form), { someoneElse: words.errors.someoneElse })
  if (!form.another && !dead) {
    const known = await inTransaction(ask, async (tx) => ({
      // The same name at the same address is the same person, and no double.
      same: (
        await Promise.all(
          addresses.map(({ kind, value }) => findPerson(tx, { kind, value, called: form.called })),
        )
      ).some(Boolean),
      doubles: await possibleDoubles(tx, { called: form.called, fullName, addresses }),
    }))
    if (!known.same && known.doubles.length > 0)
      return showRegister(ask, again(form), { another: w.errors.another }, known.doubles)
  }
  const charity = ask.get('charity').name
  const answer = await inTransaction(ask, (tx) =>
    addPerson(tx, {
      notPersonId: dead?.personId,
      person: {
        called: form.called,
        fullName,
        addresses,
        voicemailOk: Boolean(form.voicemail),
        textsOk: Boolean(form.texts),
        messageWith: form.messageWith || null,
        largePrint: Boolean(form.largePrint),
        letterReminders: Boolean(form.letterReminders),
        language: form.language,
        hopes: form.hopes || null,
        dietary: form.dietary || null,
        accessNeeds: form.access || null,
        theirNote: form.note || null,
        heardHow: form.heard || null,
        diagnosedIn: days.diagnosed,
        groupId: form.groupId || null,
      },
      begins: form.begins,
      suits: form.suits || null,
      dates: form.groupId ? form.dates : 'none',
      emergency: { name: form['emergency-name'], phone: form['emergency-phone'] },
      consent: {
        words: consentRead(charity),
        version: `${purposesVersion} ${form.way === 'paper' ? 'on paper' : 'read out'}`,
        way: form.way,
        saidOn: days.saidOn,
        zone: days.zone,
      },
    }),
  )
  if (answer.ok)
    return seeOther(
      ask,
      answer.seen
        ? `/staff/people/${answer.personId}?done=${answer.known ? 'known' : 'added'}`
        : '/staff/calls?done=added',
    )
  const { errors } = words
  const why = {
    'not theirs': errors.notYours,
    'no room': errors.noRoom,
    'someone who died': errors.someoneWhoDied,
  }[answer.reason]
  return showRegister(ask, again(form), {
    [answer.reason === 'someone who died' ? 'called' : 'groupId']: why,
  })
}

/** Registering somebody on one page, by telephone, face to face or from paper. */
export const registerRoutes: Route[] = [
  page('/staff/people/new', 'change people', (ask) => {
    const said = cleanText((ask.req.query('q') ?? '').slice(0, 100))
    // Ticked to begin with: most often whoever helps rings, and what they give is theirs.
    const theirs = { 'theirs-phone': 'phone', 'theirs-email': 'email', 'theirs-post': 'post' }
    const values = { begins: 'call me', ...theirs, [/\d/.test(said) ? 'phone' : 'called']: said }
    return showRegister(ask, values, {})
  }),
  action(
    '/staff/people/new',
    'change people',
    { schema: addForm, invalid: (ask, problems, raw) => showRegister(ask, typed(raw), byField(problems)) },
    register,
  ),
]
