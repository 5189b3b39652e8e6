import { Button, ButtonRow, Table, WarningCallout } from '#design/components/index.ts'
import { Act } from './session-act.tsx'
import type { SessionPageProps } from './session-page.tsx'
import { words } from './words.ts'

/** Who waits for a place, and what the staff may answer for them; the places held back after a death. */
export function WaitingList({ session, waiting, heldBack, mayFree }: SessionPageProps) {
  const id = session.id
  let nth = 0
  return (
    <section>
      <h2>{words.waiting.heading}</h2>
      {waiting.length === 0 ? (
        <p>{words.waiting.nobody}</p>
      ) : (
        <Table
          caption={words.waiting.heading}
          captionHidden
          columns={[words.waiting.name, words.waiting.state, words.who.place]}
          firstCellIsHeader
          responsive
          compact
          rows={waiting.map((person) => {
            const values = { personId: person.personId, back: 'session' }
            const about = words.waiting.about(person.called)
            return [
              <a href={`/staff/people/${person.personId}`}>{person.called}</a>,
              <>
                {person.state === 'offered'
                  ? words.waiting.offered(person.until ?? '')
                  : words.waiting.nth(++nth)}
                {person.toRing && (
                  <>
                    <br />
                    {words.waiting.ring}
                  </>
                )}
              </>,
              <div class="app-acts">
                {person.state === 'offered' ? (
                  <>
                    <Act
                      to={`/staff/sessions/${id}/answer`}
                      values={{ ...values, answer: 'yes' }}
                      about={about}
                    >
                      {words.waiting.yes}
                    </Act>
                    <Act
                      to={`/staff/sessions/${id}/answer`}
                      values={{ ...values, answer: 'no' }}
                      about={about}
                    >
                      {words.waiting.no}
                    </Act>
                  </>
                ) : (
                  <Act to={`/staff/sessions/${id}/give-back`} values={values} about={about}>
                    {words.waiting.off}
                  </Act>
                )}
              </div>,
            ]
          })}
        />
      )}
      {heldBack.length > 0 && (
        <WarningCallout heading={words.waiting.held(heldBack.length)} level={3}>
          <p>{words.waiting.heldWords}</p>
          {mayFree &&
            heldBack.map((place) => (
              <form method="post" action={`/staff/sessions/${id}/held-back/${place.id}/free`}>
                <ButtonRow>
                  <Button variant="secondary" small>
                    {words.waiting.free}
                  </Button>
                  {place.later > 0 && (
                    <Button variant="secondary" small name="later" value="yes">
                      {words.waiting.freeLater(place.later)}
                    </Button>
                  )}
                </ButtonRow>
              </form>
            ))}
        </WarningCallout>
      )}
    </section>
  )
}
