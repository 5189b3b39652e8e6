import { Button, ButtonRow, Facts, Table, Two } from '#design/components/index.ts'
import { DeathNotice } from '#features/bereavement/bereavement.ts'
import { hoursInWords } from '#features/groups/rules.ts'
import { ConsentsOf } from './staff-consent-pages.tsx'
import { CallsOf, FormsToLookAt, HistoryOf, MessagesOf } from './staff-person-parts.tsx'
import type { ComingSession, Membership, PersonPage } from './staff-person-queries.ts'
import { BearInMind, Emergency, FromBefore, Reach, TheirWishes } from './staff-person-side.tsx'
import { words } from './staff-words.ts'

const w = words.page

/** What the person at the screen may do here. */
export type MayDo = {
  change: boolean
  letIn: boolean
  died: boolean
  plan: boolean
  raise: boolean
  calls: boolean
  seeMessages: boolean
  /** What people may ask for about what is kept of them. */
  copy: boolean
  erase: boolean
  hold: boolean
  /** Who looked at them, and when. */
  audit: boolean
}
/** How moments and days are said on this page. */
export type Say = {
  /** An instant as a day: "20 November 2026". */
  day: (instant: Date) => string
  /** An instant as day and time. */
  moment: (instant: Date) => string
  /** A date ('YYYY-MM-DD') with its weekday. */
  date: (date: string) => string
  month: (date: string) => string
}

/** Everything about one person that whoever looks may see. */
export function PersonPageView(props: { shown: PersonPage; may: MayDo; say: Say }) {
  const { shown, may, say } = props
  const { person } = shown
  const died = shown.death !== null && shown.death.mistakeAt === null
  const path = `/staff/people/${person.id}`
  const healthTakenBack = shown.consents.some(
    (state) => state.purpose === 'health information' && state.said && !state.holds,
  )
  return (
    <Two
      head={
        <>
          <h1>{person.called}</h1>
          <p class="app-small">
            {[person.fullName !== person.called && person.fullName, w.knownSince(say.day(person.createdAt))]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {shown.death && (
            <DeathNotice
              personId={person.id}
              called={person.called}
              death={shown.death}
              on={say.day(shown.death.recordedAt)}
              mayPlan={may.plan && shown.memberships.some((member) => member.leftAt === null)}
              putRightOn={shown.death.mistakeAt && say.day(shown.death.mistakeAt)}
            />
          )}
          {shown.forms.length > 0 && <FormsToLookAt forms={shown.forms} personId={person.id} say={say} />}
        </>
      }
      side={
        <>
          {!died && (
            <BearInMind
              personId={person.id}
              bearInMind={person.bearInMind}
              mayChange={may.letIn && !healthTakenBack}
            />
          )}
          <Reach shown={shown} mayChange={may.change && !died} died={died} say={say} />
          {died ? (
            <FromBefore bearInMind={person.bearInMind} contact={shown.emergency} />
          ) : (
            <Emergency
              personId={person.id}
              contact={shown.emergency}
              mayChange={shown.ofTheirGroups && may.letIn}
            />
          )}
          {!died && (
            <TheirWishes
              personId={person.id}
              wishes={shown.wishes}
              mayWrite={may.plan && shown.mayWriteWishes}
            />
          )}
          {may.raise && !died && (
            <p>
              <a href={`/staff/concerns/new?person=${person.id}`}>{w.raiseConcern}</a>
            </p>
          )}
          {may.died && !died && (
            <p>
              <a href={`${path}/died`}>{w.toldOfDeath}</a>
            </p>
          )}
        </>
      }
    >
      <h2 id="groups">{w.groups}</h2>
      <Groups shown={shown} may={may} died={died} say={say} />
      {!died && (
        <>
          <h2 id="places">{w.sessions}</h2>
          <Sessions personId={person.id} sessions={shown.coming} say={say} />
        </>
      )}
      <h2 id="calls">{w.calls}</h2>
      <CallsOf calls={shown.calls} mayRing={may.calls} say={say} />
      <h2 id="messages">{w.messages}</h2>
      <MessagesOf
        shown={shown}
        died={died}
        mayOpen={may.seeMessages}
        mayChange={may.change && !died}
        say={say}
      />
      <h2>{w.more}</h2>
      {healthTakenBack && <p>{words.details.takenBack}</p>}
      <Facts
        items={[
          [w.dietary, person.dietary],
          [w.access, person.accessNeeds],
          [w.note, person.theirNote],
          [w.diagnosed, person.diagnosedIn && say.month(person.diagnosedIn)],
          [w.heard, person.heardHow],
          !died && [
            w.reminders,
            shown.stops.some(({ what }) => what === 'all' || what === 'reminders')
              ? w.remindersStopped
              : w.reminderWords(shown.remindersBy, {
                  week: person.reminderWeek,
                  day: person.reminderDay,
                  letter: person.letterReminders,
                }),
          ],
          !died && person.largePrint && [w.letters, w.largePrint],
          !died && person.ringIfNotSeen && [w.ringThem, w.yes],
        ]}
      />
      {may.change && (
        <p>
          <a href={`${path}/details`}>{w.changeDetails}</a>
        </p>
      )}
      <Came came={shown.came} say={say} />
      <ConsentsOf personId={person.id} states={shown.consents} mayChange={may.change && !died} say={say} />
      <HistoryOf history={shown.history} called={person.called} say={say} />
      <RightsOf path={path} may={may} died={died} person={person} say={say} />
      <p class="app-small">
        {w.looked} {may.audit && <a href={`/staff/audit?person=${person.id}&verb=looked`}>{w.whoLooked}</a>}
      </p>
    </Two>
  )
}

function Groups(props: { shown: PersonPage; may: MayDo; died: boolean; say: Say }) {
  const { shown, may, say } = props
  if (shown.memberships.length === 0) return <p>{w.noGroups}</p>
  return (
    <ul class="app-lines">
      {shown.memberships.map((member) => (
        <li class="app-lines__item">
          <a href={`/staff/groups/${member.slug}`}>{member.name}</a>{' '}
          <span class="app-small">
            {[
              member.leftAt ? w.left(say.day(member.leftAt)) : w.since(say.day(member.joinedAt)),
              !member.leftAt && !props.died && member.standing && w.standing,
              !member.leftAt && !props.died && w.begins[member.begins],
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>{' '}
          {!member.leftAt && !props.died && (
            <MemberActions personId={shown.person.id} member={member} may={may} say={say} />
          )}
        </li>
      ))}
    </ul>
  )
}

function MemberActions(props: { personId: string; member: Membership; may: MayDo; say: Say }) {
  const { member, may } = props
  const path = `/staff/people/${props.personId}`
  return (
    <>
      {member.kind === 'online' && (
        <p class="app-small">
          {member.letInAt ? w.letIn(member.letInBy, props.say.day(member.letInAt)) : w.notLetIn}
        </p>
      )}
      <div class="app-act">
        {member.kind === 'online' && may.letIn && (
          <form method="post" action={`${path}/${member.letInAt ? 'take-back-letting-in' : 'let-in'}`}>
            <input type="hidden" name="memberId" value={member.id} />
            <Button small variant={member.letInAt ? 'link' : 'main'}>
              {member.letInAt ? w.takeBackLetIn : w.letInButton}
            </Button>
          </form>
        )}
        {may.change && (
          <a href={`${path}/leave/${member.id}`}>
            {w.leave}
            <span class="nhsuk-u-visually-hidden"> {member.name}</span>
          </a>
        )}
      </div>
    </>
  )
}

function stateInWords(session: ComingSession): string {
  if (session.cancelled) return w.cancelled
  if (session.state === 'kept') return session.limited ? w.states.kept : w.states.hoping
  if (session.state === 'waiting') return w.states.waiting
  if (session.state === 'offered') return w.states.offered
  return w.states.none
}

function Sessions(props: { personId: string; sessions: readonly ComingSession[]; say: Say }) {
  if (props.sessions.length === 0) return <p>{w.noSessions}</p>
  const columns = w.sessionColumns
  const several = new Set(props.sessions.map((session) => session.group)).size > 1
  return (
    <Table
      caption={w.sessions}
      captionHidden
      responsive
      columns={[columns.when, ...(several ? [columns.group] : []), columns.place, columns.change]}
      rows={props.sessions.map((session) => [
        {
          content: (
            <a href={`/staff/sessions/${session.id}`}>
              {props.say.date(session.date)}, {hoursInWords(session.starts, session.ends)}
            </a>
          ),
          rich: true,
        },
        ...(several ? [session.group] : []),
        stateInWords(session),
        {
          content: <SessionButton personId={props.personId} session={session} say={props.say} />,
          rich: false,
        },
      ])}
    />
  )
}

function SessionButton({ personId, session, say }: { personId: string; session: ComingSession; say: Say }) {
  if (session.cancelled) return null
  const holds = session.state === 'kept' || session.state === 'waiting' || session.state === 'offered'
  const about = <span class="nhsuk-u-visually-hidden">, {say.date(session.date)}</span>
  return (
    <div class="app-act">
      {session.state === 'offered' && (
        <form method="post" action={`/staff/sessions/${session.id}/answer`}>
          <input type="hidden" name="personId" value={personId} />
          <input type="hidden" name="back" value="person" />
          <input type="hidden" name="answer" value="yes" />
          <Button small variant="link">
            {w.accept}
            {about}
          </Button>
        </form>
      )}
      <form method="post" action={`/staff/sessions/${session.id}/${holds ? 'give-back' : 'keep'}`}>
        <input type="hidden" name="personId" value={personId} />
        <input type="hidden" name="back" value="person" />
        <Button small variant="link">
          {holds ? w.giveBack : session.limited ? w.keep : w.hope}
          {about}
        </Button>
      </form>
    </div>
  )
}

/** When they came; nothing is counted (P6). */
function Came(props: { came: PersonPage['came']; say: Say }) {
  return (
    <>
      <h2>{w.cameTitle}</h2>
      {props.came.length === 0 ? (
        <p>{w.cameNone}</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {props.came.map((visit) => (
            <li>
              {props.say.date(visit.date)}, {visit.group}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What they may ask for about what is kept of them. */
function RightsOf(props: {
  path: string
  may: MayDo
  died: boolean
  person: PersonPage['person']
  say: Say
}) {
  const { path, may, died, person } = props
  const { erasureAskedAt: asked, held } = person
  const links = [
    may.copy && { href: `${path}/copy`, text: w.rights.copy, now: '' },
    may.erase && {
      href: `${path}/erase`,
      text: died ? w.rights.eraseAfterDeath : w.rights.erase,
      now: asked ? w.rights.asked(props.say.day(asked)) : '',
    },
    may.hold && { href: `${path}/hold`, text: w.rights.hold, now: held ? w.rights.held : '' },
  ].filter((link) => link !== false)
  if (links.length === 0) return null
  return (
    <>
      <h2>{died ? w.rights.afterDeath : w.rights.title}</h2>
      <ul class="nhsuk-list">
        {links.map(({ href, text, now }) => (
          <li>
            <a href={href}>{text}</a>
            {now && <span class="app-small"> {now}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

/** For pages that only ask "are you sure". */
export function LeavePage(props: { personId: string; called: string; member: Membership }) {
  const l = words.leave
  return (
    <>
      <h1>{l.title(props.called, props.member.name)}</h1>
      <p class="app-lede">{l.lede}</p>
      <form method="post" action={`/staff/people/${props.personId}/leave/${props.member.id}`}>
        <ButtonRow>
          <Button>{l.button}</Button>
          <a href={`/staff/people/${props.personId}`}>{l.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}
