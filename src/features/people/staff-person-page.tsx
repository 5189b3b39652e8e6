import { Facts, Two } from '#design/components/index.ts'
import { DeathNotice } from '#features/bereavement/bereavement.ts'
import { ConsentsOf } from './staff-consent-pages.tsx'
import { Came, Groups, Sessions } from './staff-person-groups.tsx'
import { CallsOf, FormsToLookAt, HistoryOf, MessagesOf } from './staff-person-parts.tsx'
import type { PersonPage } from './staff-person-queries.ts'
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

/** What every part of the page is made from. */
type Parts = { shown: PersonPage; may: MayDo; say: Say; died: boolean; healthTakenBack: boolean }

/** Everything about one person that whoever looks may see. */
export function PersonPageView(props: { shown: PersonPage; may: MayDo; say: Say }) {
  const { shown, may, say } = props
  const { person } = shown
  const died = shown.death !== null && shown.death.mistakeAt === null
  const healthTakenBack = shown.consents.some(
    (state) => state.purpose === 'health information' && state.said && !state.holds,
  )
  const parts: Parts = { shown, may, say, died, healthTakenBack }
  return (
    <Two head={<Head {...parts} />} side={<Side {...parts} />}>
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
      <MoreAbout {...parts} />
      <Came came={shown.came} say={say} />
      <ConsentsOf personId={person.id} states={shown.consents} mayChange={may.change && !died} say={say} />
      <HistoryOf history={shown.history} called={person.called} say={say} />
      <RightsOf {...parts} />
      <p class="app-small">
        {w.looked} {may.audit && <a href={`/staff/audit?person=${person.id}&verb=looked`}>{w.whoLooked}</a>}
      </p>
    </Two>
  )
}

/** Who it is, and what comes before everything else: that they died, forms to look at. */
function Head({ shown, may, say }: Parts) {
  const { person } = shown
  return (
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
  )
}

/** What to bear in mind, how to reach them, whom to ring; and what is seldom needed and then at once. */
function Side({ shown, may, say, died, healthTakenBack }: Parts) {
  const { person } = shown
  return (
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
        <TheirWishes personId={person.id} wishes={shown.wishes} mayWrite={may.plan && shown.mayWriteWishes} />
      )}
      {may.raise && !died && (
        <p>
          <a href={`/staff/concerns/new?person=${person.id}`}>{w.raiseConcern}</a>
        </p>
      )}
      {may.died && !died && (
        <p>
          <a href={`/staff/people/${person.id}/died`}>{w.toldOfDeath}</a>
        </p>
      )}
    </>
  )
}

/** What they told us about themselves. */
function MoreAbout({ shown, may, say, died, healthTakenBack }: Parts) {
  const { person } = shown
  return (
    <>
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
          <a href={`/staff/people/${person.id}/details`}>{w.changeDetails}</a>
        </p>
      )}
    </>
  )
}

/** What they may ask for about what is kept of them. */
function RightsOf({ shown, may, say, died }: Parts) {
  const { erasureAskedAt: asked, held, id } = shown.person
  const path = `/staff/people/${id}`
  const links = [
    may.copy && { href: `${path}/copy`, text: w.rights.copy, now: '' },
    may.erase && {
      href: `${path}/erase`,
      text: died ? w.rights.eraseAfterDeath : w.rights.erase,
      now: asked ? w.rights.asked(say.day(asked)) : '',
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
