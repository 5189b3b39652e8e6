import type { ComponentChildren } from 'preact'
import { Box, SummaryCard, TaskList, Two } from '#design/components/index.ts'
import type { OpenClash } from './clash-queries.ts'
import type { AheadSession, PastSession } from './queries.ts'
import type { Group } from './reads.ts'
import { Sessions } from './staff-group-sessions.tsx'
import { StateTag } from './staff-pages.tsx'
import { staffWords } from './staff-words.ts'
import { dateInWords } from './time-words.ts'

const w = staffWords

export type OverviewProps = {
  group: Group
  sessions: readonly AheadSession[]
  past: readonly PastSession[]
  staff: readonly { id: string; name: string; part: string }[]
  rules: readonly { words: string; from: string | null; until: string | null }[]
  standing: { members: number; sees: boolean; changes: boolean; programme: boolean; remembers: boolean }
  hasLink: boolean
  clashes: readonly OpenClash[]
}

export function GroupPage(props: OverviewProps) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const led = props.staff.filter((person) => person.part === 'facilitator').map((person) => person.name)
  const coordinated = props.staff
    .filter((person) => person.part === 'coordinator')
    .map((person) => person.name)
  const shown = group.state === 'open' || group.state === 'paused'
  return (
    <Two
      head={
        <>
          <p class="app-eyebrow">
            {w.kinds[group.kind]} · {group.service_name}
          </p>
          <h1>
            {group.name} <StateTag state={group.state} />
          </h1>
          {group.state === 'paused' && group.paused_words && <p class="app-lede">{group.paused_words}</p>}
        </>
      }
      side={
        <Box label={w.overview.people}>
          {standing.sees ? (
            <p>
              <b>
                {group.member_limit === null
                  ? w.overview.members(standing.members)
                  : w.overview.membersOf(standing.members, group.member_limit)}
              </b>
              <br />
              <a href={`/staff/people?group=${group.id}`}>{w.overview.membersLink}</a>
              {standing.remembers && (
                <>
                  <br />
                  <a href={`${at}/remembered`}>{w.overview.remembered}</a>
                </>
              )}
            </p>
          ) : (
            <p>{w.overview.otherGroups}</p>
          )}
          <p>
            <b>{w.overview.facilitators}</b>
            <br />
            {led.join(', ') || w.overview.nobody}
          </p>
          <p>
            <b>{w.overview.coordinators}</b>
            <br />
            {coordinated.join(', ') || w.overview.nobody}
          </p>
          {(standing.changes || shown) && (
            <ul class="nhsuk-list">
              {standing.changes && (
                <li>
                  <a href={`${at}/people`}>{w.overview.changePeople}</a>
                </li>
              )}
              {standing.changes && group.state !== 'planned' && (
                <li>
                  <a href={`${at}/state`}>{w.overview.changeState}</a>
                </li>
              )}
              {shown && (
                <li>
                  <a href={`/groups/${group.slug}`}>{w.overview.publicPage}</a>
                </li>
              )}
            </ul>
          )}
        </Box>
      }
    >
      {group.state === 'planned' && standing.changes && <Steps {...props} led={led.length > 0} />}
      {props.clashes.length > 0 && <Clashes clashes={props.clashes} today={group.today} />}
      <Sessions ahead={props.sessions} past={props.past} today={group.today} sees={standing.sees} />
      {standing.changes && group.state !== 'closed' && (
        <p>
          <a href={`${at}/sessions/new`}>{w.overview.addDate}</a>
        </p>
      )}
      <h2>{w.overview.programme}</h2>
      {props.rules.length === 0 ? (
        <p>{w.overview.noProgramme}</p>
      ) : (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {props.rules.map((rule) => (
            <li>
              {rule.words}
              {rule.from && `, ${w.overview.from(dateInWords(rule.from, group.today))}`}
              {rule.until && `, ${w.overview.until(dateInWords(rule.until, group.today))}`}
            </li>
          ))}
        </ul>
      )}
      {standing.changes && group.state !== 'closed' && (
        <p>
          <a href={`${at}/programme`}>
            {props.rules.length === 0 ? w.overview.setProgramme : w.overview.changeProgramme}
          </a>
        </p>
      )}
      <Details {...props} />
    </Two>
  )
}

function Clashes(props: { clashes: readonly OpenClash[]; today: string }) {
  return (
    <Box label={w.overview.clashes} quiet>
      <h2>{w.overview.clashes}</h2>
      <p>{w.overview.clashesLede}</p>
      <ul class="nhsuk-list">
        {props.clashes.map((clash) => (
          <li>
            <b>{dateInWords(clash.date, props.today)}</b>: {clash.clashes.map((c) => c.words).join('; ')}.{' '}
            <a href={`/staff/sessions/${clash.sessionId}/change`}>
              {w.overview.decide}
              <span class="nhsuk-u-visually-hidden"> {dateInWords(clash.date, props.today)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Box>
  )
}

function Steps(props: OverviewProps & { led: boolean }) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const steps = w.overview.steps
  const status = (done: boolean) =>
    ({ text: done ? steps.done : steps.todo, kind: done ? 'done' : 'open' }) as const
  const placed = group.kind === 'online' ? props.hasLink : group.venue_id !== null
  const ready = placed && props.led && standing.programme
  return (
    <>
      <h2>{steps.heading}</h2>
      <TaskList
        tasks={[
          {
            title: group.kind === 'online' ? steps.link : steps.place,
            href: `${at}/${group.kind === 'online' ? 'link' : 'place'}`,
            status: status(placed),
          },
          { title: steps.people, href: `${at}/people`, status: status(props.led) },
          { title: steps.programme, href: `${at}/programme`, status: status(standing.programme) },
          {
            title: steps.open,
            href: `${at}/state`,
            hint: steps.openHint,
            status: ready ? status(false) : { text: steps.later, kind: 'later' },
          },
        ]}
      />
    </>
  )
}

function Details(props: OverviewProps) {
  const { group, standing } = props
  const at = `/staff/groups/${group.slug}`
  const facts = w.overview.facts
  const change = (part: string) =>
    standing.changes ? [{ href: `${at}/${part}`, text: w.overview.change }] : []
  const row = (key: string, value: ComponentChildren) =>
    value === null || value === undefined || value === '' ? [] : [{ key, value }]
  return (
    <>
      <SummaryCard
        heading={w.overview.details}
        level={2}
        actions={change('edit')}
        rows={[
          ...row(facts.service, group.service_name),
          ...row(facts.address, `/groups/${group.slug}`),
          ...row(facts.nations, group.nations.join(', ')),
          ...row(facts.launch, group.launch_on ? dateInWords(group.launch_on, null) : facts.none),
          ...row(facts.language, w.languages[group.language]),
          ...row(facts.limit, group.session_limit ?? facts.noLimit),
          ...row(facts.memberLimit, group.member_limit),
          ...row(facts.ledBy, group.led_by),
          ...row(facts.expect, group.what_to_expect),
          ...row(facts.phone, group.ask_phone),
          ...row(facts.email, group.ask_email),
        ]}
      />
      {group.kind === 'in person' ? (
        <SummaryCard
          heading={w.overview.place}
          level={2}
          actions={change('place')}
          rows={row(
            facts.venue,
            group.venue_id ? (
              <a href={`/staff/venues/${group.venue_id}`}>
                {group.venue_name}, {group.venue_town}
              </a>
            ) : (
              facts.none
            ),
          )}
        />
      ) : (
        <SummaryCard
          heading={w.overview.entering}
          level={2}
          actions={change('link')}
          rows={row(
            facts.link,
            standing.sees ? (props.hasLink ? facts.hasLink : facts.none) : facts.hiddenLink,
          )}
        />
      )}
    </>
  )
}
