import type { ComponentChildren } from 'preact'
import {
  BackLink,
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  type Errors,
  HiddenFields,
  Input,
  InsetText,
  Radios,
  SummaryList,
  Textarea,
} from '#design/components/index.ts'
import { dateInWords } from '#features/groups/rules.ts'
import type { Problem } from '#platform/web.ts'
import { hiddenAnswers, type Said } from './answers.ts'
import { consentWords } from './joining.ts'
import { type GroupToJoin, isEmail, type Stage, type StageName, stagesFor } from './stages.ts'
import { words } from './words.ts'
import { whatWeKeepShort } from './words-consent.ts'

const w = words.en

/** What the pages use of the charity's settings. */
export type OfCharity = { name: string; phone: string; phoneHours: string; illness: string }

type StageProps = {
  group: GroupToJoin
  said: Said
  charity: OfCharity
  errors: Errors
}
type Whose = 'mine' | 'theirs'
const whose = (said: Said): Whose => (said.for === 'someone' ? 'theirs' : 'mine')

/** Problems as the components take them. */
export function errorsOf(problems: readonly Problem[]): Errors {
  return Object.fromEntries(problems.map((problem) => [problem.field, problem.message]))
}

/** The address that a stage's form is sent to. */
export const stagePath = (group: GroupToJoin, stage: StageName | 'check' | 'later' | 'send') =>
  `/groups/${group.slug}/join/${stage}`

// Where an error leads when the field is a group of fields.
const errorTargets = { diagnosed: 'diagnosed-month' }

/** One page of the form. */
export function StagePage(props: StageProps & { stage: Stage; after: string }) {
  const { stage, group, said, errors } = props
  const asked = stagesFor(said, group)
  const first = asked[0]?.name === stage.name
  return (
    <>
      {!first && <BackForm group={group} said={said} stage={stage.name} after={props.after} />}
      <ErrorSummary errors={errors} to={errorTargets} />
      {first && <Opening group={group} charity={props.charity} />}
      {!first && <p class="app-eyebrow">{w.join.step(group.name)}</p>}
      <form method="post" action={stagePath(group, stage.name)} noValidate>
        <HiddenFields
          values={{ ...hiddenAnswers(said, stage.fields), stage: stage.name, after: props.after }}
        />
        {questions[stage.name](props)}
        <ButtonRow>
          <Button>{w.join.continue}</Button>
          {isEmail(said.email) && stage.name !== 'reach' && (
            <Button variant="secondary" formaction={stagePath(group, 'later')}>
              {w.join.later}
            </Button>
          )}
        </ButtonRow>
        {isEmail(said.email) && stage.name !== 'reach' && <p class="app-small">{w.join.laterHint}</p>}
      </form>
    </>
  )
}

// A form of its own before the main one: Enter in a field always means Continue.
function BackForm(props: { group: GroupToJoin; said: Said; stage: StageName | 'check'; after: string }) {
  return (
    <form
      class="nhsuk-u-margin-bottom-4"
      method="post"
      action={stagePath(props.group, props.stage)}
      noValidate
    >
      <HiddenFields
        values={{ ...hiddenAnswers(props.said, []), stage: props.stage, after: props.after, go: 'back' }}
      />
      <BackLink>{w.join.back}</BackLink>
    </form>
  )
}

function Opening({ group, charity }: { group: GroupToJoin; charity: OfCharity }) {
  const { start } = w
  return (
    <>
      <h1>{w.join.title(group.name)}</h1>
      <p class="app-lede">{start.lede}</p>
      {group.launchOn && group.launchOn > group.today && (
        <InsetText>{start.starts(dateInWords(group.launchOn, group.today))}</InsetText>
      )}
      <p>
        {start.free} {charity.phone && start.byPhone(charity.phone, charity.phoneHours)}
      </p>
    </>
  )
}

const optionalHint = (hint?: string) => (hint ? `${hint} ${w.join.leaveOut}` : w.join.leaveOut)

const questions: Record<StageName, (props: StageProps) => ComponentChildren> = {
  for: ({ said, errors }) => (
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
  called: ({ said, errors }) => (
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
  reach: ({ said, errors }) => (
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
  whose: ({ said, errors }) => (
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
  begins: ({ said, errors, group, charity }) => (
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
  phone: ({ said, errors }) => (
    <>
      <h1>{w.phone.label[whose(said)]}</h1>
      {said.reach !== 'phone' && (
        <Input
          name="phone"
          type="tel"
          label={w.reach.phoneLabel}
          hint={said.begins === 'call me' ? w.phone.needed : optionalHint(w.phone.optional)}
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
        values={said.ways}
        choices={[
          { value: 'voicemail', label: w.phone.voicemail },
          { value: 'texts', label: w.phone.texts },
        ]}
      />
    </>
  ),
  places: ({ said, errors, group }) => (
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
  needs: ({ said, errors, group }) => (
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
  about: ({ said, errors, charity }) => (
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
  emergency: ({ said, errors, group }) => (
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
  consent: ({ said, errors, charity }) => (
    <>
      <h1>{w.consent.title}</h1>
      <p class="app-lede">{whatWeKeepShort.en.lede}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {whatWeKeepShort.en.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <p>{w.consent.illness}</p>
      <Checkboxes
        name="consent"
        error={errors.consent}
        legend={<span class="nhsuk-u-visually-hidden">{w.consent.legend}</span>}
        values={[said.consent]}
        choices={[{ value: 'yes', label: consentWords(said, charity.name) }]}
      />
      <Details summary={w.consent.more}>
        <p>{w.consent.moreText}</p>
        <p>
          <a href="/privacy">{w.consent.privacy}</a>
        </p>
      </Details>
    </>
  ),
}

/** Everything that was said, before it is sent. */
export function CheckPage(props: { group: GroupToJoin; said: Said; charity: OfCharity; ticket: string }) {
  const { group, said } = props
  const { rows } = w.check
  const asked = new Set(stagesFor(said, group).map((stage) => stage.name))
  const row = (stage: StageName, key: string, value: ComponentChildren) =>
    asked.has(stage) && {
      key,
      value: value === '' ? <span class="app-small">{w.check.leftOut}</span> : value,
      actions: [{ text: w.check.change, about: key.toLowerCase(), name: 'go', value: `change ${stage}` }],
    }
  return (
    <>
      <BackForm group={group} said={said} stage="check" after="" />
      <p class="app-eyebrow">{w.join.step(group.name)}</p>
      <h1>{w.check.title}</h1>
      <form method="post" action={stagePath(group, 'check')} noValidate>
        <HiddenFields values={{ ...hiddenAnswers(said, []), stage: 'check' }} />
        <SummaryList
          rows={[
            row('for', rows.for, said.for === 'me' ? w.for.me : rows.helper(said.helper)),
            row('called', rows.called, said.called),
            row('reach', rows.reach, <Lines text={said[said.reach as 'email' | 'phone' | 'post']} />),
            row(
              'whose',
              rows.whose,
              said.whose === 'own' ? w.whose.own(said.called) : w.whose.helpers(said.helper),
            ),
            row('begins', rows.begins, begins(said)),
            row('phone', rows.phone, phone(said)),
            row('places', rows.places, places(said, group)),
            group.kind === 'in person' && row('needs', rows.dietary, said.dietary),
            row('needs', rows.access, said.access),
            row('about', rows.note, said.note),
            row(
              'about',
              rows.diagnosed,
              [said['diagnosed-month'], said['diagnosed-year']].filter(Boolean).join(' '),
            ),
            row('about', rows.heard, said.heard),
            row(
              'emergency',
              rows.emergency,
              [said['emergency-name'], said['emergency-phone']].filter(Boolean).join(', '),
            ),
            group.kind === 'online' && row('emergency', rows.where, said['emergency-where']),
            row('consent', rows.consent, w.check.agreed),
          ]}
        />
      </form>
      <form method="post" action={stagePath(group, 'send')} noValidate>
        <HiddenFields values={{ ...hiddenAnswers(said, []), stage: 'check', ticket: props.ticket }} />
        <div class="nhsuk-u-visually-hidden" aria-hidden="true">
          <label for="website">{w.check.website}</label>
          <input id="website" name="website" type="text" tabIndex={-1} autocomplete="off" />
        </div>
        <p>{w.check.before[said.reach as 'email' | 'phone' | 'post']}</p>
        <Button preventDoubleClick>{w.check.send}</Button>
      </form>
    </>
  )
}

/** A text of several lines, as it was typed. */
function Lines({ text }: { text: string }) {
  return text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [<br />, line]))
}

function begins(said: Said): string {
  if (said.begins === 'I call') return w.begins.iCall
  if (said.begins === 'just come') return w.begins.justCome
  return said.suits ? `${w.begins.callMe}: ${said.suits}` : w.begins.callMe
}

function phone(said: Said): string {
  if (said.phone === '') return ''
  const fine = [
    said.ways.includes('voicemail') && w.check.voicemail,
    said.ways.includes('texts') && w.check.texts,
  ]
  return `${said.phone}; ${fine.filter(Boolean).join(', ') || w.check.noMessages}`
}

function places(said: Said, group: GroupToJoin): ComponentChildren {
  if (said.places === 'standing') return w.places.standing
  if (said.places !== 'single') return w.places.later
  return (
    <ul class="nhsuk-list">
      {group.sessions
        .filter((session) => said.dates.includes(session.id))
        .map((session) => (
          <li>{w.dateAndTime(session.date, session.starts, session.ends, group.today)}</li>
        ))}
    </ul>
  )
}
