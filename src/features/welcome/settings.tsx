import { sql } from 'kysely'
import * as z from 'zod'
import { Button, Checkboxes, ErrorSummary, Fieldset, Input, Textarea } from '#design/components/index.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import { callSettings } from './queries.ts'
import { script } from './words-script.ts'

const w = script.settings
type Values = Record<string, string>
const address = '/staff/settings/calls'

const time = z.string(w.errors.time).regex(/^([01]\d|2[0-3]):[0-5]\d$/, w.errors.time)
const text = z.string().max(2000, w.errors.long).default('')
const settingsForm = z
  .object({
    opening: text,
    death: text,
    closing: text,
    from: time,
    until: time,
    days: z.preprocess(
      (said) => (Array.isArray(said) ? said : said === undefined ? [] : [said]),
      z
        .array(
          z.coerce
            .number<string>(w.errors.days)
            .int(w.errors.days)
            .min(1, w.errors.days)
            .max(7, w.errors.days),
        )
        .min(1, w.errors.days),
    ),
  })
  .superRefine((form, problems) => {
    const minutes = (at: string) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))
    if (minutes(form.until) - minutes(form.from) < 60)
      problems.addIssue({ code: 'custom', path: ['until'], message: w.errors.order })
  })

function SettingsPage({ values, errors }: { values: Values; errors: Values }) {
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="post" action={address} novalidate>
        <Textarea {...field('opening')} label={w.opening} hint={w.hint} rows={5} />
        <Textarea {...field('death')} label={w.death} rows={4} />
        <Textarea {...field('closing')} label={w.closing} rows={4} />
        <Fieldset legend={w.hours} legendSize="m">
          <p class="app-small">{w.hoursHint}</p>
          <Input {...field('from')} label={w.from} hint={w.timeHint} width={5} autocomplete="off" />
          <Input {...field('until')} label={w.until} width={5} autocomplete="off" />
          <Checkboxes
            name="days"
            legend={w.days}
            legendSize="s"
            small
            choices={w.dayNames.map((name, at) => ({ value: String(at + 1), label: name }))}
            values={(values.days ?? '').split(' ')}
            error={errors.days}
          />
        </Fieldset>
        <Button preventDoubleClick>{w.save}</Button>
      </form>
    </>
  )
}

function show(ask: Ask, values: Values, errors: Values): Response {
  return showStaff(
    ask,
    {
      title: w.title,
      current: '/staff/settings',
      back: { href: '/staff/settings' },
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
      flash: ask.req.query('done') === 'saved' ? w.saved : undefined,
    },
    <SettingsPage values={values} errors={errors} />,
  )
}

const typed = (raw: Record<string, unknown>): Values =>
  Object.fromEntries(
    Object.entries(raw).flatMap(([name, said]) =>
      typeof said === 'string' ? [[name, said]] : Array.isArray(said) ? [[name, said.join(' ')]] : [],
    ),
  )

/** The charity's own words for whoever rings, and the hours in which it rings. */
export const settingsRoutes: Route[] = [
  page(address, 'change settings', async (ask) => {
    const { words, hours } = await inTransaction(ask, callSettings)
    return show(ask, { ...words, from: hours.from, until: hours.until, days: hours.days.join(' ') }, {})
  }),
  action(
    address,
    'change settings',
    {
      schema: settingsForm,
      invalid: (ask, problems, raw) =>
        show(
          ask,
          typed(raw),
          Object.fromEntries(problems.map(({ field, message }) => [field.split('.')[0] ?? '', message])),
        ),
    },
    async (ask, form) => {
      const own = Object.fromEntries(
        (['opening', 'death', 'closing'] as const)
          .filter((name) => form[name] !== '')
          .map((name) => [name, form[name]]),
      )
      await inTransaction(ask, (tx) =>
        sql`update charity set call_words = ${JSON.stringify(own)}::jsonb, ring_from = ${form.from}::time,
          ring_until = ${form.until}::time, ring_days = ${form.days}::int[]`.execute(tx),
      )
      return seeOther(ask, `${address}?done=saved`)
    },
  ),
]
