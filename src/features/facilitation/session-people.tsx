import { Button, HiddenFields, Select, Table } from '#design/components/index.ts'
import type { SheetPerson } from './queries.ts'
import { Act } from './session-act.tsx'
import type { SessionPageProps } from './session-page.tsx'
import { Sign, SignLegend, signsOf } from './signs.tsx'
import { words } from './words.ts'

function GoodToKnow({ person }: { person: SheetPerson }) {
  if (person.died) return <>{words.who.died}</>
  const signs = signsOf(person)
  if (signs.length === 0) return <span class="app-small">{words.who.nothing}</span>
  const said = {
    fresh: [
      person.firstTime ? words.freshWords.first : words.freshWords.since,
      person.hopes && words.freshWords.hopes(person.hopes),
    ]
      .filter(Boolean)
      .join('. '),
    food: person.dietary,
    access: person.accessNeeds,
    mind: person.bearInMind,
  }
  return (
    <ul class="app-know">
      {signs.map((sign) => (
        <li class="app-know__item">
          <Sign name={sign} /> <span>{said[sign]}</span>
        </li>
      ))}
    </ul>
  )
}

function Emergency({ person }: { person: SheetPerson }) {
  if (person.died) return null
  if (!person.emergency) return <span class="app-small">{words.who.noEmergency}</span>
  const { name, phone, whereIAm } = person.emergency
  return (
    <>
      {name}
      {name && phone && <br />}
      {phone && (
        <a class="app-nowrap" href={`tel:${phone.replace(/[^0-9+]/g, '')}`}>
          {phone}
        </a>
      )}
      {whereIAm && (
        <>
          <br />
          {words.who.whereTheyAre(whereIAm)}
        </>
      )}
    </>
  )
}

/** Who has a place or hopes to come, with what is good to know of each. */
export function WhoComes({ session, people, seesEmergency }: SessionPageProps) {
  const limited = session.limit !== null
  const coming = people.filter((person) => person.place === 'kept')
  const byPhone = session.telephone !== null
  // At a telephone hour there is nothing to give back: nobody said that they would ring.
  const open = !session.begun && !byPhone
  const columns = [
    words.who.name,
    words.who.know,
    ...(seesEmergency ? [words.who.emergency] : []),
    ...(open ? [limited ? words.who.place : words.who.changed] : []),
  ]
  // A session that has begun tells what happened, not what was said before.
  if (coming.length === 0 && session.begun) return null
  const counted = byPhone ? words.who.ring : limited ? words.who.kept : words.who.hope
  const heading =
    coming.length > 0 ? counted(coming.length) : byPhone ? words.who.headingRing : words.who.heading
  return (
    <section>
      <h2>{heading}</h2>
      {byPhone && <p>{words.who.anybodyRings}</p>}
      {coming.length === 0 && !byPhone && <p>{limited ? words.who.nobodyKept : words.who.nobodyHopes}</p>}
      {coming.length > 0 && (
        <>
          {!limited && !byPhone && <p>{words.who.welcomeAll}</p>}
          <SignLegend />
          <Table
            caption={heading}
            captionHidden
            columns={columns}
            firstCellIsHeader
            responsive
            compact
            rows={coming.map((person) => [
              <a href={`/staff/people/${person.personId}`}>{person.called}</a>,
              <GoodToKnow person={person} />,
              ...(seesEmergency ? [<Emergency person={person} />] : []),
              ...(open
                ? [
                    <Act
                      to={`/staff/sessions/${session.id}/give-back`}
                      values={{ personId: person.personId, back: 'session' }}
                      about={(limited ? words.who.giveBackFor : words.who.noLongerFor)(person.called)}
                    >
                      {limited ? words.who.giveBack : words.who.noLonger}
                    </Act>,
                  ]
                : []),
            ])}
          />
        </>
      )}
      {!seesEmergency && <p class="app-small">{words.who.notTold}</p>}
    </section>
  )
}

/** Keeps a place for a member who said so in another way. */
export function KeepForSomeone({ session, people }: SessionPageProps) {
  const limited = session.limit !== null
  const free = people.filter((person) => person.place === null)
  return (
    <section>
      <h2>{limited ? words.keep.heading : words.keep.headingHope}</h2>
      {free.length === 0 ? (
        <p>{words.keep.everybody}</p>
      ) : (
        <form method="post" action={`/staff/sessions/${session.id}/keep`}>
          <HiddenFields values={{ back: 'session' }} />
          <Select
            name="personId"
            label={words.keep.label}
            options={[
              { value: '', text: words.keep.choose },
              ...free.map((person) => ({
                value: person.personId,
                text:
                  person.fullName && person.fullName !== person.called
                    ? `${person.called} (${person.fullName})`
                    : person.called,
              })),
            ]}
          />
          <Button variant="secondary" small>
            {limited ? words.keep.button : words.keep.buttonHope}
          </Button>
        </form>
      )}
    </section>
  )
}

/** Who is not yet let in to an online group. */
export function LetIn({ session, people }: SessionPageProps) {
  const outside = people.filter((person) => !person.letIn)
  return (
    <section>
      <h2>{words.letIn.heading}</h2>
      {outside.length === 0 ? (
        <p>{words.letIn.nobody}</p>
      ) : (
        <>
          <p>{words.letIn.why}</p>
          <Table
            caption={words.letIn.heading}
            captionHidden
            firstCellIsHeader
            compact
            rows={outside.map((person) => [
              <a href={`/staff/people/${person.personId}`}>{person.called}</a>,
              <Act
                to={`/staff/sessions/${session.id}/let-in`}
                values={{ memberId: person.memberId }}
                about={words.letIn.about(person.called)}
              >
                {words.letIn.button}
              </Act>,
            ])}
          />
        </>
      )}
    </section>
  )
}
