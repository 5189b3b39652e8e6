import {
  Box,
  Button,
  Checkboxes,
  DateInput,
  Empty,
  ErrorSummary,
  Facts,
  Input,
  InsetText,
  TaskList,
  Textarea,
} from '#design/components/index.ts'
import { takenWords } from '#features/places/places.ts'
import type { Clash } from './clashes.ts'
import { dateParts, many, one } from './form-parts.ts'
import type { ShownSession } from './queries.ts'
import { dateFields, FormPage } from './staff-pages.tsx'
import { type FormProps, TimeFields, VenueField, type Venues } from './staff-pages-fields.tsx'
import { AfterCancelling } from './staff-pages-instead.tsx'
import { Wished } from './staff-wished.tsx'
import { staffWords } from './staff-words.ts'
import { dateInWords, hoursInWords } from './time-words.ts'

const w = staffWords.session
const when = (session: ShownSession) => dateInWords(session.date, session.today)
const hours = (session: ShownSession) => hoursInWords(session.starts, session.ends)

/** What can be changed about a session. */
export function ChangePage(props: {
  session: ShownSession
  clashes: readonly Clash[]
  others: readonly string[]
  /** Free dates in the place of one that falls out. */
  dates: readonly string[]
  error?: string | undefined
}) {
  const { session } = props
  const at = `/staff/sessions/${session.id}`
  const over = session.state === 'cancelled' ? w.isCancelled : session.started ? w.hasStarted : null
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={props.error ? [{ message: props.error }] : []} />
        <p class="app-eyebrow">{session.group_name}</p>
        <h1>
          {when(session)}, {hours(session)}
        </h1>
        {over !== null ? (
          <>
            <Empty>
              <p>{over}</p>
              {session.cancelled_words && <p>{session.cancelled_words}</p>}
              {session.instead_words && <p>{session.instead_words}</p>}
            </Empty>
            {!session.started && <AfterCancelling session={session} dates={props.dates} />}
          </>
        ) : (
          <>
            {session.telephone && <p>{w.instead.ring(session.telephone)}</p>}
            {session.stands_in && <p>{w.instead.standsIn(dateInWords(session.stands_in, session.today))}</p>}
            {props.clashes.length > 0 && <ClashBox {...props} />}
            <h2>{w.lede}</h2>
            <TaskList
              tasks={[
                { title: w.talk, href: `${at}/talk`, hint: w.talkHint, status: '' },
                { title: w.move, href: `${at}/move`, hint: w.moveHint, status: '' },
                ...(session.telephone === null
                  ? [
                      {
                        title: w.limit,
                        href: `${at}/limit`,
                        hint: w.limitHint(session.session_limit ?? session.group_limit),
                        status: '',
                      },
                    ]
                  : []),
                { title: w.cancel, href: `${at}/cancel`, hint: w.cancelHint, status: '' },
              ]}
            />
          </>
        )}
        <p>
          <a href={at}>{w.sheet}</a>
        </p>
      </div>
    </div>
  )
}

function ClashBox(props: { session: ShownSession; clashes: readonly Clash[]; others: readonly string[] }) {
  const { session } = props
  return (
    <Box label={w.clashHeading}>
      <h2>{w.clashHeading}</h2>
      {props.clashes.map((clash) => (
        <p>{clash.words}</p>
      ))}
      {props.others.length > 0 && (
        <p>
          {w.others}: {props.others.map((date) => dateInWords(date, session.today)).join(', ')}.
        </p>
      )}
      {session.clash_kept_at === null ? (
        <form method="post" action={`/staff/sessions/${session.id}/keep-date`}>
          <Button variant="secondary">{w.keep}</Button>
        </form>
      ) : (
        <p>{w.keptBefore}</p>
      )}
    </Box>
  )
}

export function MovePage(
  props: FormProps & { session: ShownSession; venues: Venues; others: readonly string[] },
) {
  const { session, values, errors } = props
  return (
    <FormPage
      title={w.moveTitle}
      errors={errors}
      to={dateFields('date')}
      button={w.moveButton}
      back={props.back}
    >
      <Facts
        items={[
          [w.now, [when(session), hours(session), session.venue_name].filter(Boolean).join(', ')],
          props.others.length > 0 && [
            w.others,
            props.others.map((date) => dateInWords(date, session.today)).join(', '),
          ],
        ]}
      />
      <DateInput
        name="date"
        legend={w.date}
        legendSize="s"
        hint={w.dateHint}
        values={dateParts(values, 'date')}
        error={errors.date}
      />
      <TimeFields {...props} />
      <VenueField {...props} />
      <InsetText>{w.toldHint(session.members)}</InsetText>
    </FormPage>
  )
}

export function CancelPage(props: FormProps & { session: ShownSession }) {
  const { session, values, errors } = props
  return (
    <FormPage title={w.cancelTitle} errors={errors} button={w.cancelButton} warning back={props.back}>
      <p>{[when(session), hours(session), session.venue_name].filter(Boolean).join(', ')}</p>
      <Textarea
        name="why"
        label={w.why}
        hint={w.whyHint}
        rows={3}
        value={one(values, 'why')}
        error={errors.why}
      />
      <Textarea
        name="instead"
        label={w.insteadLabel}
        hint={w.insteadHint}
        rows={3}
        value={one(values, 'instead')}
        error={errors.instead}
      />
      <InsetText>{w.toldHint(session.members)}</InsetText>
    </FormPage>
  )
}

export function TalkPage(
  props: FormProps & {
    topics: readonly { id: string; name: string; plain_note: string | null }[]
    wished: readonly { topic: string; people: number }[]
  },
) {
  const { values, errors } = props
  const line = (name: 'speaker' | 'talk', label: string, hint?: string) => (
    <Input
      name={name}
      label={label}
      hint={hint}
      value={one(values, name)}
      error={errors[name]}
      maxlength={200}
    />
  )
  return (
    <FormPage title={w.talkTitle} errors={errors} button={staffWords.form.save} back={props.back}>
      <Wished wished={props.wished} />
      {line('speaker', w.speaker, w.speakerHint)}
      {line('talk', w.talkLabel)}
      <Checkboxes
        name="long"
        values={many(values, 'long')}
        choices={[{ value: 'yes', label: w.long, hint: w.longHint }]}
      />
      <Input
        name="ends"
        label={w.ends}
        hint={staffWords.programme.timeHint}
        value={one(values, 'ends')}
        error={errors.ends}
        width={5}
      />
      {props.topics.length === 0 ? (
        <p>{w.noTopics}</p>
      ) : (
        <Checkboxes
          name="topics"
          legend={w.topics}
          legendSize="s"
          hint={w.topicsHint}
          values={many(values, 'topics')}
          choices={props.topics.map((topic) => ({
            value: topic.id,
            label: topic.name,
            hint: topic.plain_note ?? undefined,
          }))}
          small
        />
      )}
      <Textarea name="note" label={w.note} rows={3} value={one(values, 'note')} error={errors.note} />
    </FormPage>
  )
}

export function LimitPage(props: FormProps & { session: ShownSession }) {
  const { session, values, errors } = props
  const limit = session.session_limit ?? session.group_limit
  const taken =
    limit === null
      ? w.takenWithoutLimit(session.kept)
      : takenWords({ taken: session.kept, limit, heldBack: session.held_back })
  return (
    <FormPage title={w.limitTitle} errors={errors} button={staffWords.form.save} back={props.back}>
      <p>{w.limitNow(taken, session.waiting)}</p>
      <Input
        name="limit"
        label={w.limitLabel}
        hint={w.limitFieldHint(session.group_limit)}
        value={one(values, 'limit')}
        error={errors.limit}
        width={5}
        inputmode="numeric"
      />
    </FormPage>
  )
}
