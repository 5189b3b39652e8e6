import { Button, Details, ErrorSummary, Facts, Radios, Textarea } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { Emergency, WhoWatches } from './emergency.tsx'
import { type Moments, stateInWords, UrgencyTag } from './pages.tsx'
import type { Concern, ConcernStep } from './queries.ts'
import type { Watching } from './settings.ts'
import { words } from './words.ts'

const w = words.page
type Typed = Record<string, string>

/** One concern: whom it is about, what was written, what happened since, and what comes next. */
export function ConcernPage(props: {
  concern: Concern
  watching: Watching
  now: Date
  /** The nurse and the lead answer; a facilitator adds. */
  answers: boolean
  /** Whether a link to the person's own page leads somewhere for them. */
  seesPeople: boolean
  moments: Moments
  sessionWords: string | null
  values: Typed
  errors: Typed
}) {
  const { concern, moments } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.title(words.urgency[concern.urgency] ?? '')}</h1>
      <div class="app-screen-only">
        {concern.state === 'waits' && !props.answers && (
          <WhoWatches watching={props.watching} now={props.now} />
        )}
        <Details summary={words.emergency.title}>
          <Emergency watching={props.watching} />
        </Details>
      </div>
      <Facts
        items={[
          [w.about, <WhoItIs {...props} />],
          [
            w.ring,
            concern.person && !concern.person.died && concern.person.phones.length > 0 && (
              <Numbers numbers={concern.person.phones} />
            ),
          ],
          [
            w.emergency,
            concern.person?.emergencyPhone && !concern.person.died && (
              <>
                {concern.person.emergencyName} <Numbers numbers={[concern.person.emergencyPhone]} />
              </>
            ),
          ],
          [w.group, concern.group],
          [w.session, concern.sessionId && props.sessionWords],
          [
            w.by,
            `${w.byAs(concern.raisedBy, words.as[concern.raisedAs] ?? concern.raisedAs)}, ${moments.at(concern.raisedAt)}`,
          ],
          [w.soon, <UrgencyTag urgency={concern.urgency} />],
          [w.state, stateInWords(concern, moments)],
        ]}
      />
      {props.answers && concern.person && !concern.person.died && (
        <p>
          <a href={`/staff/concerns/${concern.id}/died`}>{w.toldOfDeath}</a>
        </p>
      )}
      <h2>{w.what}</h2>
      <Paragraphs text={concern.what} />
      <h2>{w.history}</h2>
      {concern.steps.length === 0 && <p>{w.nothing}</p>}
      <ol class="app-lines">
        {concern.steps.map((step) => (
          <Step step={step} moments={moments} />
        ))}
      </ol>
      {props.answers ? <NextStep {...props} /> : <AddMore {...props} />}
      <p class="app-small">{w.who(concern.group !== null, concern.raisedAs === 'facilitator')}</p>
    </>
  )
}

function WhoItIs({ concern, seesPeople }: { concern: Concern; seesPeople: boolean }) {
  const { person } = concern
  if (!person) return <>{concern.about || w.unknown}</>
  const name =
    person.fullName && person.fullName !== person.called
      ? `${person.called} (${person.fullName})`
      : person.called
  return (
    <>
      {seesPeople ? <a href={`/staff/people/${person.personId}`}>{name}</a> : name}
      {concern.about && `, ${concern.about}`}
      {person.whereTheyAre && !person.died && (
        <>
          <br />
          {w.whereTheyAre(person.whereTheyAre)}
        </>
      )}
      {person.died && (
        <>
          <br />
          {w.died}
        </>
      )}
    </>
  )
}

function Numbers({ numbers }: { numbers: readonly string[] }) {
  return (
    <>
      {numbers.map((number, i) => (
        <>
          {i > 0 && ', '}
          <a class="app-nowrap" href={telephoneLink(number)}>
            {number}
          </a>
        </>
      ))}
    </>
  )
}

function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) => (
        <p class="app-typed">{paragraph}</p>
      ))}
    </>
  )
}

function Step({ step, moments }: { step: ConcernStep; moments: Moments }) {
  const by = step.by ? `${step.by} (${words.as[step.as] ?? step.as})` : ''
  return (
    <li class="app-lines__item">
      <b>{words.steps[step.kind]?.(by)}</b>, {moments.at(step.at)}
      {step.words && <Paragraphs text={step.words} />}
    </li>
  )
}

function NextStep({ concern, values, errors }: { concern: Concern; values: Typed; errors: Typed }) {
  const somebodyReads = concern.group !== null || concern.raisedAs === 'facilitator'
  return (
    <form method="post" action={`/staff/concerns/${concern.id}`} novalidate class="app-screen-only">
      <h2>{w.write}</h2>
      {!somebodyReads && <p>{w.nobodyHears}</p>}
      <Radios
        name="kind"
        legend={w.kind}
        legendSize="s"
        value={values.kind}
        error={errors.kind}
        choices={Object.entries(words.kinds)
          .filter(([value]) => somebodyReads || value !== 'answered')
          .map(([value, { label, hint }]) => ({ value, label, hint }))}
      />
      <Textarea name="words" label={w.words} rows={5} value={values.words} error={errors.words} />
      <Button preventDoubleClick>{w.save}</Button>
    </form>
  )
}

function AddMore({ concern, values, errors }: { concern: Concern; values: Typed; errors: Typed }) {
  return (
    <form method="post" action={`/staff/concerns/${concern.id}/add`} novalidate class="app-screen-only">
      <h2>{w.add}</h2>
      <Textarea
        name="words"
        label={w.words}
        hint={w.addHint}
        rows={4}
        value={values.words}
        error={errors.words}
      />
      <Button preventDoubleClick>{w.addButton}</Button>
    </form>
  )
}
