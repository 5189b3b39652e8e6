import type * as z from 'zod'
import { groupsToChoose } from '#features/groups/groups.ts'
import { may } from '#platform/access.ts'
import type { Transaction } from '#platform/database.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { nothingWrong, wrongBy } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { type NewConcern, raiseConcern } from './concerns.ts'
import { type ConcernForm, concernForm, whereForm } from './forms.ts'
import { groupToRaiseIn, personToRaise } from './queries.ts'
import { ChooseGroupPage, RaisePage, type Subject } from './raise-page.tsx'
import { readWatching } from './settings.ts'
import { back, current, me, nowOf, zoneOf } from './shared.ts'
import { words } from './words.ts'

type Where = z.output<typeof whereForm>
const permission = 'raise concerns'

/** Whom a concern is about, as the address or the form says; null when that is not theirs to see (P4). */
async function subjectOf(tx: Transaction, where: Where): Promise<Subject | null> {
  const { call, person: personId, session, group: slug } = where
  if (call || personId) {
    const person = await personToRaise(tx, call ? { callId: call } : { personId: personId ?? '' })
    return person && { of: 'person', person, callId: call }
  }
  if (!session && slug === null) return { of: 'someone' }
  const group = await groupToRaiseIn(tx, session ? { sessionId: session } : { slug: slug ?? '' })
  return group && { of: 'group', group, sessionId: session }
}

/** Whether they go on reading what they raise: as the nurse, the lead, or a facilitator of the group or of nobody's. */
function reads(ask: Ask, subject: Subject): boolean {
  if (!may(ask.get('actor'), 'see concerns')) return false
  return subject.of !== 'group' || subject.group.reads
}

async function showForm(ask: Ask, where: Where, wrong = nothingWrong): Promise<Response> {
  const shown = await inTransaction(ask, async (tx) => ({
    watching: await readWatching(tx, zoneOf(ask)),
    subject: await subjectOf(tx, where),
  }))
  const { watching, subject } = shown
  if (!subject) return notFound(ask)
  return showStaff(
    ask,
    {
      title: words.form.title,
      tabTitle: words.tab,
      current,
      back,
      errors: wrong.errors,
      status: wrong === nothingWrong ? 200 : 422,
    },
    <RaisePage
      subject={subject}
      reads={reads(ask, subject)}
      seesPeople={may(ask.get('actor'), 'see people')}
      watching={watching}
      now={nowOf(ask)}
      {...wrong}
    />,
  )
}

/**
 * The form where the address says whom it is about; otherwise the groups to choose from, if there are any: all for the
 * nurse and the lead, who find one of many by `q`, and for everybody else those that are theirs.
 */
async function showNew(ask: Ask): Promise<Response> {
  const where = whereForm.parse(
    Object.fromEntries(Object.keys(whereForm.shape).map((name) => [name, ask.req.query(name) ?? null])),
  )
  if (Object.values(where).some((said) => said !== null)) return showForm(ask, where)
  const q = (ask.req.query('q') ?? '').trim().slice(0, 100)
  const ofAll = me(ask).roles.some((role) => role === 'nurse' || role === 'safeguarding lead')
  const { found, watching } = await inTransaction(ask, async (tx) => ({
    found: await groupsToChoose(tx, { q, states: ['planned', 'open', 'paused'], ownAlone: !ofAll }),
    watching: await readWatching(tx, zoneOf(ask)),
  }))
  if (found.total === 0 && q === '') return showForm(ask, where)
  return showStaff(
    ask,
    { title: words.form.title, tabTitle: words.tab, current, back },
    <ChooseGroupPage {...found} q={q} watching={watching} now={nowOf(ask)} />,
  )
}

function concernOf(form: ConcernForm, subject: Subject): NewConcern {
  const { about, what, urgency, sees } = form
  const said = { about, what, urgency, theirGroup: sees === 'theirs', sessionId: null }
  const chosen = sees === 'theirs' || sees === 'nobody' ? null : sees
  if (subject.of === 'person')
    return {
      ...said,
      personId: subject.person.personId,
      groupId: said.theirGroup ? subject.person.callGroup : chosen,
    }
  if (subject.of === 'someone') return { ...said, theirGroup: false, personId: null, groupId: null }
  const groupId = sees === 'nobody' ? null : subject.group.id
  return {
    ...said,
    theirGroup: false,
    personId: form.personId === 'someone' || form.personId === '' ? null : form.personId,
    groupId,
    sessionId: groupId && subject.sessionId,
  }
}

async function raise(ask: Ask, form: ConcernForm): Promise<Response> {
  const made = await inTransaction(ask, async (tx) => {
    const subject = await subjectOf(tx, { ...form, about: null })
    if (!subject) return null
    const watching = await readWatching(tx, zoneOf(ask))
    return raiseConcern(tx, me(ask), concernOf(form, subject), { now: nowOf(ask), watching })
  })
  if (!made) return notFound(ask)
  const call = form.call ? `&call=${form.call}` : ''
  return seeOther(ask, made.reads ? `${current}/${made.id}?done=raised` : `${current}?done=raised${call}`)
}

/** Raising a concern: from a session, a group, somebody's page, a call with them, or about somebody whom nobody knows. */
export const raisingRoutes: Route[] = [
  page(`${current}/new`, permission, showNew),
  action(
    current,
    permission,
    {
      schema: concernForm,
      invalid: (ask, problems, raw) =>
        showForm(ask, { ...whereForm.parse({ ...raw, about: null }) }, wrongBy(problems, raw)),
    },
    raise,
  ),
]
