import { Checkboxes, DateInput, Details, Input, Radios, Textarea } from '#design/components/index.ts'
import { consentWords } from './joining.ts'
import { type Question, whose } from './joining-props.ts'
import type { StageName } from './stages.ts'
import { whatWeKeepShort } from './words-consent.ts'

/** The later pages: sessions, needs, whatever they would like us to know, and their agreement. */
export const moreQuestions = {
  places: ({ w, said, errors, group }) => (
    <Radios
      name="places"
      legend={w.places.legend}
      legendSize="xl"
      heading
      hint={group.limit === null ? undefined : w.places.hint(group.limit)}
      error={errors.places}
      value={said.places}
      choices={[
        { value: 'standing', label: w.places.standing, hint: w.places.standingHint },
        {
          value: 'single',
          label: w.places.single,
          reveals: (
            <Checkboxes
              name="dates"
              legend={<span class="nhsuk-u-visually-hidden">{w.places.dates}</span>}
              error={errors.dates}
              values={said.dates}
              choices={group.sessions.map((session) => ({
                value: session.id,
                label: w.dateAndTime(session.date, session.starts, session.ends, group.today),
                hint: session.full ? w.places.full : undefined,
              }))}
            />
          ),
        },
        { value: 'later', label: w.places.later },
      ]}
    />
  ),
  needs: ({ w, said, errors, group }) => (
    <>
      <h1>{w.needs.title[whose(said)]}</h1>
      <p>{w.join.leaveOut}</p>
      {group.kind === 'in person' && (
        <Textarea
          name="dietary"
          label={w.needs.dietary}
          rows={2}
          value={said.dietary}
          error={errors.dietary}
        />
      )}
      <Textarea
        name="access"
        label={group.kind === 'in person' ? w.needs.access : w.needs.accessOnline}
        hint={group.kind === 'in person' ? w.needs.accessHint : w.needs.accessOnlineHint}
        rows={3}
        value={said.access}
        error={errors.access}
      />
    </>
  ),
  about: ({ w, said, errors, charity }) => (
    <>
      <h1>{w.about.title[whose(said)]}</h1>
      <p>{w.about.lede}</p>
      <Textarea
        name="note"
        label={w.about.note}
        hint={w.about.noteHint}
        rows={4}
        value={said.note}
        error={errors.note}
      />
      <DateInput
        name="diagnosed"
        legendSize="s"
        legend={
          said.for === 'someone'
            ? w.about.diagnosedTheirs(charity.illness)
            : w.about.diagnosed(charity.illness)
        }
        hint={w.about.diagnosedHint}
        parts={['month', 'year']}
        values={{ month: said['diagnosed-month'], year: said['diagnosed-year'] }}
        error={errors.diagnosed}
      />
      <Input name="heard" label={w.about.heard} value={said.heard} error={errors.heard} />
    </>
  ),
  emergency: ({ w, said, errors, group }) => (
    <>
      <h1>{w.emergency.title}</h1>
      <p>
        {w.emergency.lede} {w.emergency.sees} {w.join.leaveOut}
      </p>

      <Input
        name="emergency-name"
        label={w.emergency.name}
        value={said['emergency-name']}
        error={errors['emergency-name']}
        autocomplete="off"
        width="two-thirds"
      />
      <Input
        name="emergency-phone"
        type="tel"
        label={w.emergency.phone}
        value={said['emergency-phone']}
        error={errors['emergency-phone']}
        autocomplete="off"
        width={20}
      />

      {group.kind === 'online' && (
        <Textarea
          name="emergency-where"
          label={w.emergency.where}
          hint={w.emergency.whereHint}
          rows={3}
          value={said['emergency-where']}
          error={errors['emergency-where']}
        />
      )}
    </>
  ),
  consent: ({ w, said, errors, charity }) => (
    <>
      <h1>{w.consent.title}</h1>
      <p class="app-lede">{whatWeKeepShort[w.language].lede}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {whatWeKeepShort[w.language].points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <p>{w.consent.illness}</p>
      <Checkboxes
        name="consent"
        error={errors.consent}
        legend={<span class="nhsuk-u-visually-hidden">{w.consent.legend}</span>}
        values={[said.consent]}
        choices={[{ value: 'yes', label: consentWords(said, charity.name, w.language) }]}
      />
      <Details summary={w.consent.more}>
        <p>{w.consent.moreText}</p>
        <p>
          <a href="/privacy">{w.consent.privacy}</a>
        </p>
      </Details>
    </>
  ),
} satisfies Partial<Record<StageName, Question>>
