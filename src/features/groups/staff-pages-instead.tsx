import {
  Button,
  ButtonRow,
  DateInput,
  ErrorSummary,
  Facts,
  Input,
  InsetText,
} from '#design/components/index.ts'
import type { Clash } from './clashes.ts'
import { dateParts, one } from './form-parts.ts'
import type { Instead, ShownSession } from './queries.ts'
import { dateFields, FormPage } from './staff-pages.tsx'
import { ClashNote } from './staff-pages-add-date.tsx'
import { type FormProps, TimeFields } from './staff-pages-fields.tsx'
import { staffWords } from './staff-words.ts'
import { dateInWords, hoursInWords } from './time-words.ts'

const w = staffWords.session.instead

/** What stands in the place of a date: when, and whether by telephone. */
export const insteadInWords = (instead: Instead, today: string) =>
  `${dateInWords(instead.date, today)}, ${hoursInWords(instead.starts, instead.ends)}${instead.telephone ? `, ${w.byTelephone}` : ''}`

/** What there is, or can be, in the place of a date that falls out; and the way to let it take place after all. */
export function AfterCancelling(props: { session: ShownSession; dates: readonly string[] }) {
  const { session } = props
  const at = `/staff/sessions/${session.id}`
  return (
    <>
      {session.instead ? (
        <>
          <h2>{w.heading}</h2>
          <p>
            <a href={`/staff/sessions/${session.instead.id}/change`}>
              {insteadInWords(session.instead, session.today)}
            </a>
          </p>
        </>
      ) : session.group_state === 'closed' ? null : session.coordinates ? (
        <Offers {...props} />
      ) : (
        <p>{w.coordinatorsDo}</p>
      )}
      {session.group_state !== 'closed' && (
        <>
          <h2>{w.putBackHeading}</h2>
          <p>{w.putBackLede}</p>
          <p>
            <a href={`${at}/put-back`}>{w.putBack}</a>
          </p>
        </>
      )}
    </>
  )
}

function Offers({ session, dates }: { session: ShownSession; dates: readonly string[] }) {
  const at = `/staff/sessions/${session.id}`
  const hours = hoursInWords(session.starts, session.ends)
  return (
    <>
      <h2>{w.offer}</h2>
      <p>{w.offerLede}</p>
      {dates.length === 0 ? (
        <p>{w.noDates}</p>
      ) : (
        <>
          <h3>{w.another}</h3>
          <p>{w.anotherHint(session.telephone === null ? session.venue_name : null)}</p>
          <form method="post" action={`${at}/instead`}>
            <ButtonRow>
              {dates.map((date) => (
                <Button name="date" value={date} variant="secondary" preventDoubleClick>
                  {dateInWords(date, session.today)}, {hours}
                </Button>
              ))}
            </ButtonRow>
          </form>
        </>
      )}
      <h3>{w.telephone}</h3>
      <p>{w.telephoneHint}</p>
      <Button href={`${at}/telephone`} variant="secondary">
        {w.telephoneButton}
      </Button>
    </>
  )
}

/** A telephone hour in the place of a date; when it clashes, that is said before it is saved. */
export function TelephonePage(props: FormProps & { session: ShownSession; clashes: readonly Clash[] }) {
  const { values, errors, session } = props
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} to={dateFields('date')} />
        <h1>{w.telephone}</h1>
        <p class="app-lede">
          {w.standsIn(
            `${dateInWords(session.date, session.today)}, ${hoursInWords(session.starts, session.ends)}`,
          )}
        </p>
        <ClashNote clashes={props.clashes} />
        <form method="post" noValidate>
          {props.clashes.length > 0 && <input type="hidden" name="seen" value={one(values, 'seen')} />}
          <Input
            name="telephone"
            label={w.number}
            hint={w.numberHint}
            value={one(values, 'telephone')}
            error={errors.telephone}
            width={20}
            type="tel"
            autocomplete="off"
          />
          <DateInput
            name="date"
            legend={w.date}
            legendSize="s"
            hint={staffWords.session.dateHint}
            values={dateParts(values, 'date')}
            error={errors.date}
          />
          <TimeFields {...props} />
          <InsetText>{w.told(session.members)}</InsetText>
          <ButtonRow>
            <Button preventDoubleClick>
              {props.clashes.length > 0 ? staffWords.session.addAnyway : w.telephoneSave}
            </Button>
            <a href={props.back}>{staffWords.form.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}

/** Whether a cancelled session shall take place after all: who hears of it, and what it finds. */
export function PutBackPage(props: {
  session: ShownSession
  told: number
  clashes: readonly Clash[]
  error?: string | undefined
  back: string
}) {
  const { session } = props
  return (
    <FormPage
      title={w.putBackTitle}
      errors={props.error ? { session: props.error } : {}}
      button={props.told > 0 ? w.putBackTell : w.putBackQuietly}
      back={props.back}
    >
      <Facts
        items={[
          [
            w.when,
            [
              `${dateInWords(session.date, session.today)}, ${hoursInWords(session.starts, session.ends)}`,
              session.telephone ? w.byTelephone : session.venue_name,
            ]
              .filter(Boolean)
              .join(', '),
          ],
          [w.cancelledWhy, session.cancelled_words],
          [w.places, w.placesStand(session.kept, session.held_back, session.waiting)],
          session.instead !== null && [
            w.heading,
            w.insteadStays(insteadInWords(session.instead, session.today)),
          ],
        ]}
      />
      <ClashNote clashes={props.clashes} />
      <InsetText>{w.putBackTold(props.told)}</InsetText>
    </FormPage>
  )
}
