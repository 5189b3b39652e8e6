import { channelsOf } from '#features/messages/messages.ts'
import { addressIn, wordsIn } from '#platform/language.ts'
import { seeOther } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField, typed } from '#platform/typed-form.ts'
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
import { nothingSaid } from './answers.ts'
import { makeCalendarLink, stopCalendarLinks } from './calendar-links.ts'
import { healthTakenBack } from './consents.ts'
import { signOut } from './devices.ts'
import { calendarToken } from './links.ts'
import {
  CalendarPage,
  DetailsPage,
  DevicesPage,
  EmergencyPage,
  LanguagePage,
  MessagesPage,
} from './my-form-pages.tsx'
import { detailsForm, emergencyForm, languageForm, pauseForm, remindersForm, titlesForm } from './my-forms.ts'
import { myCalendarLink, myDetails, myDevices, myEmergencyContact, myStop } from './my-queries.ts'
import { myReachRoutes } from './my-reach-routes.tsx'
import { me, showMine } from './my-routes.tsx'
import { changeDetails } from './people.ts'
import { setEmergencyContact } from './reaching.ts'
import { type RemindersBy, remindersBy } from './reminder-ways.ts'
import { diagnosedIn } from './stages.ts'
import { endStop, pauseMessages } from './stops.ts'
import { words as joiningWords } from './words.ts'
import { myWords } from './words-my.ts'

const w = (ask: Ask) => wordsIn(ask, myWords)
async function details(ask: Ask, problems: Problem[] = [], raw?: Raw) {
  const { personId } = me(ask)
  const known = await inTransaction(ask, async (tx) => ({
    ...(await myDetails(tx, personId)),
    healthTakenBack: await healthTakenBack(tx, personId),
  }))
  const [year = '', month = ''] = known.diagnosedIn?.split('-') ?? []
  const values = raw
    ? typed(raw)
    : {
        called: known.called,
        dietary: known.dietary ?? '',
        access: known.accessNeeds ?? '',
        note: known.theirNote ?? '',
        'diagnosed-month': month.replace(/^0/, ''),
        'diagnosed-year': year,
      }
  const errors = byField(problems)
  return showMine(
    ask,
    w(ask).details.title,
    <DetailsPage
      w={w(ask)}
      values={values}
      errors={errors}
      illness={ask.get('charity').illness}
      bearInMind={known.bearInMind}
      healthTakenBack={known.healthTakenBack}
    />,
    { errors, status: problems.length > 0 ? 422 : 200 },
  )
}

async function emergency(ask: Ask, problems: Problem[] = [], raw?: Raw) {
  const known = await inTransaction(ask, (tx) => myEmergencyContact(tx, me(ask).personId))
  const errors = byField(problems)
  return showMine(
    ask,
    w(ask).emergency.title,
    <EmergencyPage
      w={w(ask)}
      values={raw ? typed(raw) : { name: known.name, phone: known.phone, where: known.whereIAm }}
      errors={errors}
    />,
    { errors, status: problems.length > 0 ? 422 : 200 },
  )
}

async function messages(ask: Ask, problems: Problem[] = []) {
  const { personId } = me(ask)
  const known = await inTransaction(ask, async (tx) => ({
    ...(await myDetails(tx, personId)),
    stop: await myStop(tx, personId),
    by: await remindersBy(tx, personId, channelsOf(ask.get('services').config).texts),
  }))
  const errors = byField(problems)
  return showMine(ask, w(ask).messages.title, <MessagesPage w={w(ask)} {...known} errors={errors} />, {
    errors,
    status: problems.length > 0 ? 422 : 200,
  })
}

/** What they ticked; what the page did not ask stays as it is. */
function remindersWished(by: RemindersBy, ticked: readonly string[]) {
  if (by === 'message') return { reminderWeek: ticked.includes('week'), reminderDay: ticked.includes('day') }
  if (by === 'nothing') return {}
  const letterReminders = ticked.includes('letter')
  return letterReminders ? { letterReminders, reminderWeek: true } : { letterReminders }
}

async function language(ask: Ask, problems: Problem[] = []) {
  if (!ask.get('charity').welsh) return notFound(ask)
  const known = await inTransaction(ask, (tx) => myDetails(tx, me(ask).personId))
  const errors = byField(problems)
  return showMine(
    ask,
    w(ask).choosing.title,
    <LanguagePage w={w(ask)} value={known.language} errors={errors} />,
    { errors, status: problems.length > 0 ? 422 : 200 },
  )
}

const pauseMonths = { month: 1, quarter: 3, open: null }

/** The forms of somebody's own pages. */
export const myFormRoutes: Route[] = [
  ...myReachRoutes,
  page('/my/details', 'member', (ask) => details(ask)),
  action('/my/details', 'member', { schema: detailsForm, invalid: details }, async (ask, form) => {
    const { personId } = me(ask)
    const today = ask.get('services').clock.now().toISOString().slice(0, 10)
    const month = diagnosedIn(
      {
        ...nothingSaid(),
        'diagnosed-month': form['diagnosed-month'],
        'diagnosed-year': form['diagnosed-year'],
      },
      today,
      joiningWords[ask.get('language')].errors,
    )
    if ('problem' in month) return details(ask, [{ field: 'diagnosed', message: month.problem }], { ...form })
    const answer = await inTransaction(ask, (tx) =>
      changeDetails(tx, {
        personId,
        details: {
          called: form.called,
          dietary: form.dietary || null,
          accessNeeds: form.access || null,
          theirNote: form.note || null,
          diagnosedIn: month.month,
        },
      }),
    )
    // They took it back on another device meanwhile: the page says so, without these questions.
    if (!answer.ok) return details(ask, [{ field: 'called', message: w(ask).details.takenBack }], { ...form })
    return seeOther(ask, '/my?done=saved')
  }),

  page('/my/emergency', 'member', (ask) => emergency(ask)),
  action('/my/emergency', 'member', { schema: emergencyForm, invalid: emergency }, async (ask, form) => {
    const { personId } = me(ask)
    await inTransaction(ask, (tx) =>
      setEmergencyContact(tx, { personId, name: form.name, phone: form.phone, whereIAm: form.where }),
    )
    return seeOther(ask, '/my?done=saved')
  }),

  page('/my/messages', 'member', (ask) => messages(ask)),
  action('/my/messages/reminders', 'member', { schema: remindersForm }, async (ask, form) => {
    const { personId } = me(ask)
    await inTransaction(ask, (tx) =>
      changeDetails(tx, {
        personId,
        details: {
          ...remindersWished(form.by, form.reminders),
          ringIfNotSeen: form.ring.includes('yes'),
        },
      }),
    )
    return seeOther(ask, '/my?done=saved')
  }),
  action(
    '/my/messages/pause',
    'member',
    { schema: pauseForm, invalid: (ask, problems) => messages(ask, problems) },
    async (ask, form) => {
      const { personId } = me(ask)
      const months = pauseMonths[form.pause]
      const until = new Date(ask.get('services').clock.now())
      if (months !== null) until.setUTCMonth(until.getUTCMonth() + months)
      await inTransaction(ask, (tx) =>
        pauseMessages(tx, { personId, until: months === null ? null : until, way: 'my pages' }),
      )
      return seeOther(ask, '/my?done=paused')
    },
  ),
  action('/my/messages/resume', 'member', { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => endStop(tx, { personId: me(ask).personId }))
    return seeOther(ask, '/my?done=resumed')
  }),

  page('/my/language', 'member', (ask) => language(ask)),
  action(
    '/my/language',
    'member',
    { schema: languageForm, invalid: (ask, problems) => language(ask, problems) },
    async (ask, form) => {
      if (!ask.get('charity').welsh) return notFound(ask)
      const { personId } = me(ask)
      await inTransaction(ask, (tx) => changeDetails(tx, { personId, details: { language: form.language } }))
      return ask.redirect(addressIn(form.language, '/my?done=saved'), 303)
    },
  ),

  page('/my/calendar', 'member', async (ask) => {
    const { personId } = me(ask)
    const { secret, config } = ask.get('services')
    const shown = await inTransaction(ask, async (tx) => ({
      link: await myCalendarLink(tx, personId),
      fullTitles: (await myDetails(tx, personId)).fullTitles,
    }))
    const url = shown.link && `${config.baseUrl}/my/calendar/${calendarToken(secret, shown.link)}.ics`
    return showMine(
      ask,
      w(ask).calendar.title,
      <CalendarPage
        w={w(ask)}
        url={url}
        fullTitles={shown.fullTitles}
        discreetName={ask.get('charity').discreetName}
      />,
    )
  }),
  action('/my/calendar/make', 'member', { schema: button }, async (ask) => {
    const { personId } = me(ask)
    await inTransaction(ask, (tx) => makeCalendarLink(tx, ask.get('services').secret, { personId }))
    return seeOther(ask, '/my/calendar?done=calendar-made')
  }),
  action('/my/calendar/stop', 'member', { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => stopCalendarLinks(tx, { personId: me(ask).personId }))
    return seeOther(ask, '/my/calendar?done=calendar-stopped')
  }),
  action('/my/calendar/titles', 'member', { schema: titlesForm }, async (ask, form) => {
    const { personId } = me(ask)
    await inTransaction(ask, (tx) =>
      changeDetails(tx, { personId, details: { fullTitles: form.full.includes('yes') } }),
    )
    return seeOther(ask, '/my/calendar?done=saved')
  }),

  page('/my/devices', 'member', async (ask) => {
    const { personId, sessionId } = me(ask)
    const shown = await inTransaction(ask, async (tx) => ({
      devices: await myDevices(tx, personId),
      today: (await myDetails(tx, personId)).today,
    }))
    return showMine(
      ask,
      w(ask).devices.title,
      <DevicesPage w={w(ask)} {...shown} here={sessionId} zone={ask.get('charity').zone} />,
    )
  }),
  action('/my/devices/others', 'member', { schema: button }, async (ask) => {
    const { personId, sessionId } = me(ask)
    await inTransaction(ask, (tx) => signOut(tx, { personId, sessionId, which: 'elsewhere' }))
    return seeOther(ask, '/my/devices?done=signed-out-elsewhere')
  }),
]
