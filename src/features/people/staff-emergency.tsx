import { Button, ButtonRow, ErrorSummary, Input, Textarea } from '#design/components/index.ts'
import type { Transaction } from '#platform/database.ts'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, action, page, type Route } from '#platform/web.ts'
import { setEmergencyContact } from './reaching.ts'
import { emergencyForm } from './staff-forms.ts'
import { Narrow } from './staff-narrow.tsx'
import { again, done, showFor, withPerson } from './staff-one-person.tsx'
import { emergencyContactOf, isOfTheirGroups } from './staff-person-queries.ts'
import { words } from './staff-words.ts'

const w = words.emergency

async function valuesOf(tx: Transaction, personId: string): Promise<Record<string, string>> {
  const known = await emergencyContactOf(tx, personId)
  return { name: known?.name ?? '', phone: known?.phone ?? '', where: known?.whereIAm ?? '' }
}

/** Only the group's own staff see and change it; for everybody else there is no such page (P4). */
async function show(ask: Ask, values: Record<string, string> | null, errors = {}, status = 200) {
  const theirs = await withPerson(ask, (tx, { id }) => isOfTheirGroups(tx, id))
  if (!theirs) return notFound(ask)
  return showFor(ask, w.title, errors, status, async (tx, person) => (
    <EmergencyPage
      personId={person.id}
      called={person.called}
      values={values ?? (await valuesOf(tx, person.id))}
      errors={errors}
    />
  ))
}

function EmergencyPage(props: {
  personId: string
  called: string
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { values, errors } = props
  return (
    <Narrow>
      <ErrorSummary errors={errors} />
      <h1>{w.title(props.called)}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="post" action={`/staff/people/${props.personId}/emergency`} novalidate>
        <Input name="name" label={w.name} value={values.name} error={errors.name} autocomplete="off" />
        <Input
          name="phone"
          type="tel"
          label={w.phone}
          value={values.phone}
          error={errors.phone}
          autocomplete="off"
          width={20}
        />
        <Textarea
          name="where"
          label={w.where}
          hint={w.whereHint}
          rows={3}
          value={values.where}
          error={errors.where}
        />
        <ButtonRow>
          <Button>{words.details.save}</Button>
          <a href={`/staff/people/${props.personId}`}>{words.details.cancel}</a>
        </ButtonRow>
      </form>
    </Narrow>
  )
}

/** Whom to ring in an emergency and where somebody is during online sessions, as they told the group's own staff. */
export const emergencyRoutes: Route[] = [
  page('/staff/people/:id/emergency', 'change emergency contacts', (ask) => show(ask, null)),
  action(
    '/staff/people/:id/emergency',
    'change emergency contacts',
    { schema: emergencyForm, invalid: again(show) },
    async (ask, form) => {
      const code = await withPerson(ask, async (tx, { id }) => {
        if (!(await isOfTheirGroups(tx, id))) return null
        await setEmergencyContact(tx, {
          personId: id,
          name: form.name,
          phone: form.phone,
          whereIAm: form.where,
        })
        return 'emergency'
      })
      return code === null ? notFound(ask) : done(ask, code)
    },
  ),
]
