import type { Content } from '#design/components/content.ts'
import {
  Empty,
  Figures,
  Pagination,
  pageNumbers,
  Table,
  TodoList,
  WarningCallout,
} from '#design/components/index.ts'
import { dateInWords, dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import { takenWords } from '#features/places/places.ts'
import type { Paged, Work } from './day.ts'
import type { SessionOfWeek } from './queries.ts'
import { raisedWords } from './raised-words.ts'
import { dueInDays } from './rules.ts'
import { words } from './words.ts'

const short = { weekday: 3, month: 3 }
/** "Wed 25 Nov, 11am": short enough for a column. */
function shortDate(date: string, starts: string, today: string): string {
  const [weekday = '', number = '', month = '', ...year] = dateInWords(date, today).split(' ')
  return `${[weekday.slice(0, short.weekday), number, month.slice(0, short.month), ...year].join(' ')}, ${timeInWords(starts)}`
}

export function TodayPage(props: { work: Work; now: Date; zone: string }) {
  const { work, now, zone } = props
  const today = localTime(now, zone).date
  return (
    <>
      {work.gateClosed && (
        <WarningCallout heading={words.gate.heading}>
          <p>{work.gateClosed.why || words.gate.words}</p>
          <p>
            <a href="/staff/messages/gate">{words.gate.action}</a>
          </p>
        </WarningCallout>
      )}
      <h1>{dateInWords(today, today)}</h1>
      {work.nothingForThem ? (
        <Empty>
          <h2 class="nhsuk-heading-s">{words.forNobody.title}</h2>
          <p>{words.forNobody.words}</p>
          <a href="/staff/me">{words.forNobody.account}</a>
        </Empty>
      ) : (
        <>
          {work.figures.length > 0 && <Figures label={words.figures.label} items={work.figures} />}
          <h2>{words.todo}</h2>
          <TodoList
            empty={words.nothing}
            items={work.todo.map((item) => {
              const due = dueInDays(item.due, now, zone)
              return {
                when:
                  'late' in due
                    ? words.late(due.late)
                    : 'by' in due
                      ? words.by(dayInWords(due.by, today))
                      : words.today,
                late: 'late' in due,
                what: item.what,
                action: (
                  <a href={item.href}>
                    {item.action}
                    <span class="nhsuk-u-visually-hidden">: {item.what}</span>
                  </a>
                ),
              }
            })}
          />
          {work.week && <Week week={work.week} today={today} />}
          {work.offers.total > 0 && (
            <>
              <h2 id="offers">{words.offers}</h2>
              <Table
                caption={words.offers}
                captionHidden
                responsive
                columns={[words.offerColumns.session, words.offerColumns.group, words.offerColumns.answerBy]}
                rows={work.offers.rows.map((offer) => {
                  const by = localTime(offer.answerBy, zone)
                  return [
                    { content: dateInWords(offer.date, today), href: `/staff/sessions/${offer.sessionId}` },
                    offer.group,
                    `${dateInWords(by.date, today)}, ${timeInWords(by.time)}`,
                  ]
                })}
              />
              <Pages of={work.offers} name="offers" label={words.pages.offers} />
            </>
          )}
          {work.elsewhere.length > 0 && (
            <>
              <h2>{raisedWords.elsewhere}</h2>
              <ul class="nhsuk-list">
                {work.elsewhere.map(({ href, text }) => (
                  <li>
                    <a href={href}>{text}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </>
  )
}

function mayCome({ mayCome: taken, limit, heldBack, byTelephone }: SessionOfWeek): string {
  if (byTelephone) return words.byTelephone
  return limit === null ? words.about(taken) : takenWords({ taken, limit, heldBack })
}

function Week({ week, today }: { week: NonNullable<Work['week']>; today: string }) {
  const columns = words.weekColumns
  return (
    <>
      <h2 id="week">{words.week}</h2>
      {week.total === 0 ? (
        <p class="app-empty">{words.noWeek}</p>
      ) : (
        <Table
          caption={words.week}
          captionHidden
          responsive
          columns={[
            columns.when,
            columns.group,
            { text: columns.mayCome, numeric: true },
            { text: columns.fresh, numeric: true },
            columns.record,
          ]}
          rows={week.rows.map((session) => [
            shortDate(session.date, session.starts, today),
            { content: session.group, href: `/staff/sessions/${session.id}` },
            session.cancelled ? words.cancelled : mayCome(session),
            session.cancelled ? '–' : (session.fresh ?? '–'),
            record(session),
          ])}
        />
      )}
      <Pages of={week} name="week" label={words.pages.week} />
    </>
  )
}

/** To the other pages of a table, when there are any. */
function Pages({ of, name, label }: { of: Paged<unknown>; name: string; label: string }) {
  if (of.pages < 2) return null
  const to = (nth: number) => `/staff?${name}=${nth}#${name}`
  return (
    <Pagination
      label={label}
      previous={of.nth > 1 ? { href: to(of.nth - 1) } : undefined}
      next={of.nth < of.pages ? { href: to(of.nth + 1) } : undefined}
      items={pageNumbers(of.nth, of.pages, to)}
    />
  )
}

function record(session: NonNullable<Work['week']>['rows'][number]): Content {
  if (session.recorded) return words.came(session.came)
  if (session.cancelled || !session.ended) return '–'
  return <a href={`/staff/sessions/${session.id}`}>{words.toRecord}</a>
}
