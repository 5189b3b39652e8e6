import type { ComponentChildren } from 'preact'
import {
  Button,
  ButtonRow,
  Facts,
  HiddenFields,
  Select,
  Table,
  Tag,
  WarningCallout,
} from '#design/components/index.ts'
import { type SinceLastTime, SinceLastTimeNote } from '#features/bereavement/bereavement.ts'
import type { Waiting } from '#features/places/places.ts'
import type { SessionFacts, SessionRecord, SheetPerson, WalkIn } from './queries.ts'
import { Afterwards } from './raised-pages.tsx'
import { Sign, SignLegend, signsOf } from './signs.tsx'
import { words } from './words.ts'

export type SessionPageProps = {
  session: SessionFacts
  /** "Friday 27 November", "11am to 1pm". */
  when: string
  hours: string
  people: SheetPerson[]
  walkIns: WalkIn[]
  waiting: (Waiting & { until: string | null })[]
  heldBack: { id: string }[]
  record: SessionRecord | null
  /** Who has died since the group last met. */
  died: SinceLastTime[]
  topics: string[]
  mayFree: boolean
  seesEmergency: boolean
  /** Whether they may raise a concern, ask to be rung after a hard session, and have asked already. */
  raises: boolean
  talks: boolean
  debriefAsked: boolean
}

/** A button of its own: posts who it is about. */
function Act(props: {
  to: string
  values: Record<string, string>
  about?: string
  variant?: 'secondary' | 'link'
  children: ComponentChildren
}) {
  return (
    <form method="post" action={props.to}>
      <HiddenFields values={props.values} />
      <Button variant={props.variant ?? 'link'} small>
        {props.children}
        {props.about && <span class="nhsuk-u-visually-hidden"> {props.about}</span>}
      </Button>
    </form>
  )
}

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

function WhoComes({ session, people, seesEmergency }: SessionPageProps) {
  const limited = session.limit !== null
  const coming = people.filter((person) => person.place === 'kept')
  const open = !session.begun && session.state === 'planned'
  const columns = [
    words.who.name,
    words.who.know,
    ...(seesEmergency ? [words.who.emergency] : []),
    ...(open ? [words.who.place] : []),
  ]
  // A session that has begun tells what happened, not what was said before.
  if (coming.length === 0 && session.begun) return null
  const heading =
    coming.length === 0 ? words.who.heading : (limited ? words.who.kept : words.who.hope)(coming.length)
  return (
    <section>
      <h2>{heading}</h2>
      {coming.length === 0 && <p>{limited ? words.who.nobodyKept : words.who.nobodyHopes}</p>}
      {coming.length > 0 && (
        <>
          {!limited && <p>{words.who.welcomeAll}</p>}
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

function WaitingList({ session, waiting, heldBack, mayFree }: SessionPageProps) {
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
              <Act to={`/staff/sessions/${id}/held-back/${place.id}/free`} values={{}} variant="secondary">
                {words.waiting.free}
              </Act>
            ))}
        </WarningCallout>
      )}
    </section>
  )
}

function KeepForSomeone({ session, people }: SessionPageProps) {
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

function LetIn({ session, people }: SessionPageProps) {
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

function WrittenDown({ session, record, people, walkIns, topics }: SessionPageProps) {
  const named = people.filter((person) => person.came)
  const by = walkIns.filter((walkIn) => walkIn.came)
  if (!record && named.length + by.length === 0)
    return session.begun ? (
      <section>
        <h2>{words.record.heading}</h2>
        <p>{words.record.none}</p>
      </section>
    ) : null
  return (
    <section>
      <h2>{words.record.heading}</h2>
      <Facts
        items={[
          [
            words.record.came,
            record?.came === null || record?.came === undefined
              ? words.record.named(named.length + by.length)
              : words.record.inAll(record.came, named.length + by.length),
          ],
          named.length > 0 && [words.record.names, named.map((person) => person.called).join(', ')],
          by.length > 0 && [
            words.record.walkIns,
            <ul class="app-know">
              {by.map((walkIn) => (
                <li>
                  {walkIn.firstName}{' '}
                  <a class="app-small" href={`/staff/walk-ins/${walkIn.stubId}/link`}>
                    {words.record.link}
                    <span class="nhsuk-u-visually-hidden">{words.record.linkAbout(walkIn.firstName)}</span>
                  </a>
                </li>
              ))}
            </ul>,
          ],
          [words.record.topics, topics.join(', ')],
          [words.record.themes, record?.themes],
        ]}
      />
    </section>
  )
}

/** A session for those who lead it: who may come, what to know, the list that waits, and what was written down. */
export function SessionPage(props: SessionPageProps) {
  const { session } = props
  const ahead = !session.begun && session.state === 'planned'
  const taken = props.people.filter((person) => person.place === 'kept' || person.place === 'offered').length
  return (
    <>
      <p class="app-eyebrow">{session.group}</p>
      <h1>{props.when}</h1>
      <p class="app-lede">
        {props.hours}{' '}
        <Tag tone={session.kind === 'online' ? 'teal' : 'coral'}>
          {session.telephone ? words.telephone : session.kind === 'online' ? words.online : words.inPerson}
        </Tag>
      </p>
      <SinceLastTimeNote those={props.died} />
      {session.state === 'cancelled' && (
        <WarningCallout heading={words.cancelled}>
          <p>{session.cancelledWords}</p>
          {!session.begun && (
            <p>
              <a href={`/staff/sessions/${session.id}/change`}>{words.insteadOrBack}</a>
            </p>
          )}
        </WarningCallout>
      )}
      {session.movedFrom && <p>{words.movedFrom(session.movedFrom)}</p>}
      <ButtonRow>
        {session.begun ? (
          <Button href={`/staff/sessions/${session.id}/came`}>{words.cameButton}</Button>
        ) : (
          <Button href={`/staff/sessions/${session.id}/sheet`}>{words.printSheet}</Button>
        )}
        {session.begun ? (
          <Button variant="secondary" href={`/staff/sessions/${session.id}/sheet`}>
            {words.printSheet}
          </Button>
        ) : (
          <Button variant="secondary" href={`/staff/sessions/${session.id}/came`}>
            {words.cameButton}
          </Button>
        )}
        <a href={`/staff/sessions/${session.id}/change`}>{words.changeSession}</a>
      </ButtonRow>
      <Facts
        items={[
          session.telephone !== null && [words.where, words.byTelephone(session.telephone)],
          session.kind === 'in person' &&
            session.telephone === null && [
              words.where,
              [session.venue, session.address, session.town, session.postcode].filter(Boolean).join(', '),
            ],
          [words.led, session.facilitators.join(', ')],
          [
            words.limit,
            session.limit === null
              ? words.noLimit
              : words.limitOf(taken + props.heldBack.length, session.limit),
          ],
          [words.speaker, [session.speaker, session.talk].filter(Boolean).join(': ')],
          [
            words.topics,
            session.topics.length > 0 &&
              session.topics
                .map((topic) => (topic.note ? `${topic.name} (${topic.note})` : topic.name))
                .join(', '),
          ],
          [words.note, session.note],
        ]}
      />
      <WrittenDown {...props} />
      {session.begun && <Afterwards sessionId={session.id} {...props} />}
      <WhoComes {...props} />
      {(session.limit !== null || props.heldBack.length > 0) && <WaitingList {...props} />}
      {session.kind === 'online' && <LetIn {...props} />}
      {ahead && <KeepForSomeone {...props} />}
      <p>
        <a href={`/staff/died?group=${session.groupId}`}>{words.toldOfDeath}</a>
      </p>
    </>
  )
}
