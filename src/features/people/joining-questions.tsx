import { Checkboxes, HiddenFields, Input, Radios, Textarea } from '#design/components/index.ts'
import { type Question, whose } from './joining-props.ts'
import { moreQuestions } from './joining-questions-more.tsx'
import type { StageName } from './stages.ts'

/** What each page asks. */
export const questions: Record<StageName, Question> = {
  for: ({ w, said, errors }) => (
    <Radios
      name="for"
      legend={w.for.legend}
      legendSize="m"
      heading={2}
      error={errors.for}
      value={said.for}
      choices={[
        { value: 'me', label: w.for.me },
        {
          value: 'someone',
          label: w.for.someone,
          reveals: (
            <>
              <Input
                name="helper"
                label={w.for.helper}
                value={said.helper}
                error={errors.helper}
                autocomplete="name"
                width="two-thirds"
              />
              <Checkboxes
                name="agreed"
                error={errors.agreed}
                values={[said.agreed]}
                choices={[{ value: 'yes', label: w.for.agreed }]}
              />
            </>
          ),
        },
      ]}
    />
  ),
  called: ({ w, said, errors }) => (
    <Input
      name="called"
      label={w.called.label[whose(said)]}
      labelSize="xl"
      heading
      hint={w.called.hint}
      value={said.called}
      error={errors.called}
      autocomplete={said.for === 'me' ? 'given-name' : 'off'}
      spellcheck={false}
      width="two-thirds"
    />
  ),
  reach: ({ w, said, errors }) => (
    <Radios
      name="reach"
      legend={w.reach.legend[whose(said)]}
      legendSize="xl"
      heading
      hint={said.for === 'someone' ? w.reach.hintTheirs : w.reach.hint}
      error={errors.reach}
      value={said.reach}
      choices={[
        {
          value: 'email',
          label: w.reach.email,
          hint: w.reach.emailHint,
          reveals: (
            <Input
              name="email"
              type="email"
              label={w.reach.emailLabel}
              value={said.email}
              error={errors.email}
              autocomplete="email"
              spellcheck={false}
            />
          ),
        },
        {
          value: 'phone',
          label: w.reach.phone,
          hint: w.reach.phoneHint,
          reveals: (
            <Input
              name="phone"
              type="tel"
              label={w.reach.phoneLabel}
              value={said.phone}
              error={errors.phone}
              autocomplete="tel"
              width={20}
            />
          ),
        },
        {
          value: 'post',
          label: w.reach.post,
          hint: w.reach.postHint,
          reveals: (
            <Textarea
              name="post"
              label={w.reach.postLabel}
              rows={4}
              value={said.post}
              error={errors.post}
              autocomplete="street-address"
            />
          ),
        },
      ]}
    />
  ),
  whose: ({ w, said, errors }) => (
    <Radios
      name="whose"
      legend={w.whose.legend[said.reach as 'email' | 'phone' | 'post'] ?? w.whose.legend.post}
      legendSize="xl"
      heading
      hint={w.whose.hint}
      error={errors.whose}
      value={said.whose}
      choices={[
        { value: 'own', label: w.whose.own(said.called) },
        { value: 'helper', label: w.whose.helper },
      ]}
    />
  ),
  begins: ({ w, said, errors, group, charity }) => (
    <Radios
      name="begins"
      legend={w.begins.legend[whose(said)]}
      legendSize="xl"
      heading
      hint={group.kind === 'online' ? w.begins.online : w.begins.hint}
      error={errors.begins}
      value={said.begins}
      choices={[
        {
          value: 'call me',
          label: w.begins.callMe,
          reveals: (
            <Input
              name="suits"
              label={w.begins.suits}
              hint={w.begins.suitsHint}
              value={said.suits}
              error={errors.suits}
            />
          ),
        },
        {
          value: 'I call',
          label: w.begins.iCall,
          hint: charity.phone ? w.begins.iCallHint(charity.phone, charity.phoneHours) : w.begins.iCallNoPhone,
        },
        group.kind === 'in person' && {
          value: 'just come',
          label: w.begins.justCome,
          hint: w.begins.justComeHint,
        },
      ]}
    />
  ),
  phone: ({ w, said, errors }) => (
    <>
      <h1>{w.phone.label[whose(said)]}</h1>
      {said.reach !== 'phone' && (
        <Input
          name="phone"
          type="tel"
          label={w.reach.phoneLabel}
          hint={said.begins === 'call me' ? w.phone.needed : `${w.phone.optional} ${w.join.leaveOut}`}
          value={said.phone}
          error={errors.phone}
          autocomplete={said.for === 'me' ? 'tel' : 'off'}
          width={20}
        />
      )}
      {said.reach === 'phone' && (
        <>
          <HiddenFields values={{ phone: said.phone }} />
          <p class="app-lede">{said.phone}</p>
          {errors.phone && <p class="nhsuk-error-message">{errors.phone}</p>}
        </>
      )}
      <Checkboxes
        name="ways"
        legend={w.phone.ways}
        legendSize="s"
        hint={w.phone.waysHint}
        error={errors.ways}
        values={said.ways}
        choices={[
          { value: 'voicemail', label: w.phone.voicemail },
          { value: 'texts', label: w.phone.texts },
        ]}
      />
    </>
  ),
  ...moreQuestions,
}
