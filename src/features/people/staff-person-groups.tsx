import { Button, ButtonRow, Table } from '#design/components/index.ts'
import { hoursInWords } from '#features/groups/rules.ts'
import type { MayDo, Say } from './staff-person-page.tsx'
import type { ComingSession, Membership, PersonPage } from './staff-person-queries.ts'
import { words } from './staff-words.ts'

const w = words.page

/** Their groups, and what is done about each. */
export function Groups(props: { shown: PersonPage; may: MayDo; died: boolean; say: Say }) {
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
  if (session.byTelephone) return w.states.byTelephone
  if (session.state === 'kept') return session.limited ? w.states.kept : w.states.hoping
  if (session.state === 'waiting') return w.states.waiting
  if (session.state === 'offered') return w.states.offered
  return w.states.none
}

/** Their next sessions, with their place at each. */
export function Sessions(props: { personId: string; sessions: readonly ComingSession[]; say: Say }) {
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
  // Nobody needs a place to ring.
  if (session.cancelled || session.byTelephone) return null
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
export function Came(props: { came: PersonPage['came']; say: Say }) {
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
