import { Button, ButtonRow, Facts, Tag } from '#design/components/index.ts'
import { type SinceLastTime, SinceLastTimeNote } from '#features/bereavement/bereavement.ts'
import { type HeldBackPlace, takenWords, type Waiting } from '#features/places/places.ts'
import type { Signpost } from '#features/signposting/signposting.ts'
import { Afterwards } from './afterwards.tsx'
import type { DebriefWith } from './debriefs.ts'
import { Happened } from './happened.tsx'
import type { SessionFacts, SessionRecord, SheetPerson, WalkIn } from './queries.ts'
import { KeepForSomeone, LetIn, WhoComes } from './session-people.tsx'
import { WaitingList } from './session-waiting.tsx'
import { type Answered, ToTakeBack } from './take-back.tsx'
import { words } from './words.ts'

export type SessionPageProps = {
  session: SessionFacts
  /** "Friday 27 November", "11am to 1pm". */
  when: string
  hours: string
  people: SheetPerson[]
  walkIns: WalkIn[]
  waiting: (Waiting & { until: string | null })[]
  heldBack: HeldBackPlace[]
  record: SessionRecord | null
  /** Who has died since the group last met. */
  died: SinceLastTime[]
  topics: string[]
  mayFree: boolean
  seesEmergency: boolean
  /** With whom they may ask to talk after a hard session, null when that is not for them; and whether they have asked. */
  talks: readonly DebriefWith[] | null
  debriefAsked: boolean
  /** What the nurse answered since the group last met, and the help near it. */
  answers: readonly Answered[]
  help: readonly Signpost[]
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

/** A session that takes place, for those who lead it: who may come, what to know, the list that waits, and what was written down. */
export function SessionPage(props: SessionPageProps) {
  const { session } = props
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
      <Happened sessionId={session.id} groupId={session.groupId} />
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
              ? session.telephone === null
                ? words.noLimit
                : words.noLimitByPhone
              : takenWords({ taken, limit: session.limit, heldBack: props.heldBack.length }),
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
      {session.kind === 'online' && session.telephone === null && <LetIn {...props} />}
      {!session.begun && session.telephone === null && <KeepForSomeone {...props} />}
      <ToTakeBack
        answers={props.answers}
        help={session.groupShown ? props.help : []}
        groupSlug={session.groupSlug}
      />
    </>
  )
}
