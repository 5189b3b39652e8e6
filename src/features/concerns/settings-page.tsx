import { Button, ErrorSummary, Input, InsetText, Select } from '#design/components/index.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

type Typed = Record<string, string>

/** The charity's settings: hours, times, the person on call. */
export function SettingsPage(props: { watching: Watching; values: Typed | null; errors: Typed }) {
  const { watching, errors } = props
  const s = words.settings
  const value = (name: string, known: string) => props.values?.[name] ?? known
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s.title}</h1>
      <p>{s.lede}</p>
      {(watching.nurses === 0 || watching.leads === 0) && (
        <InsetText>
          <p>
            <strong>{s.nobody}</strong>
          </p>
          {watching.nurses === 0 && <p>{s.noNurse}</p>}
          {watching.leads === 0 && <p>{s.noLead}</p>}
        </InsetText>
      )}
      <form method="post" action="/staff/settings/concerns" novalidate>
        <h2>{s.hours}</h2>
        <p class="app-small">{s.hoursHint}</p>
        {s.days.map((day, i) => (
          <div class="app-pair">
            <Input
              name={`from${i + 1}`}
              label={s.from(day)}
              width={5}
              value={value(`from${i + 1}`, watching.hours[i]?.begins ?? '')}
              error={errors[`from${i + 1}`]}
            />
            <Input
              name={`to${i + 1}`}
              label={s.to(day)}
              width={5}
              value={value(`to${i + 1}`, watching.hours[i]?.ends ?? '')}
            />
          </div>
        ))}
        <Select
          name="bankHolidays"
          label={s.bankHolidays}
          options={Object.entries(s.divisions).map(([name, text]) => ({ value: name, text }))}
          value={value('bankHolidays', watching.bankHolidays)}
        />
        <h2>{s.within}</h2>
        <p class="app-small">{s.withinHint}</p>
        {(
          [
            ['now', 'now'],
            ['today', 'today'],
            ['canWait', 'can wait'],
          ] as const
        ).map(([name, urgency]) => (
          <Input
            name={name}
            label={words.urgency[urgency]}
            inputmode="numeric"
            width={5}
            value={value(name, String(watching.minutes[urgency]))}
            error={errors[name]}
          />
        ))}
        <h2>{s.onCall}</h2>
        <Input name="name" label={s.name} value={value('name', watching.onCall.name)} error={errors.name} />
        <Input
          name="phone"
          label={s.phone}
          type="tel"
          width={20}
          value={value('phone', watching.onCall.phone)}
          error={errors.phone}
        />
        <Input
          name="phoneHours"
          label={s.phoneHours}
          value={value('phoneHours', watching.onCall.hours)}
          error={errors.phoneHours}
        />
        <Button preventDoubleClick>{s.save}</Button>
      </form>
    </>
  )
}
