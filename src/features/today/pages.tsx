import type { Content } from '#design/components/content.ts'
import { Empty, Figures, Table, TodoList, WarningCallout } from '#design/components/index.ts'
import { dateInWords, dayInWords, localTime, timeInWords } from '#features/groups/rules.ts'
import type { Work } from './day.ts'
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
            <a href="/staff/messages">{words.gate.action}</a>
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
          {work.offers.length > 0 && (
            <>
              <h2 id="offers">{words.offers}</h2>
              <Table
                caption={words.offers}
                captionHidden
                responsive
                columns={[words.offerColumns.session, words.offerColumns.group, words.offerColumns.answerBy]}
                rows={work.offers.map((offer) => {
                  const by = localTime(offer.answerBy, zone)
                  return [
                    { content: dateInWords(offer.date, today), href: `/staff/sessions/${offer.sessionId}` },
                    offer.group,
                    `${dateInWords(by.date, today)}, ${timeInWords(by.time)}`,
                  ]
                })}
              />
            </>
          )}
        </>
      )}
    </>
  )
}

function Week({ week, today }: { week: NonNullable<Work['week']>; today: string }) {
  const columns = words.weekColumns
  const more = (week[0]?.total ?? 0) - week.length
  return (
    <>
      <h2 id="week">{words.week}</h2>
      {week.length === 0 ? (
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
          rows={week.map((session) => [
            shortDate(session.date, session.starts, today),
            { content: session.group, href: `/staff/sessions/${session.id}` },
            session.cancelled ? words.cancelled : words.mayCome(session.mayCome, session.limit),
            session.cancelled ? '–' : (session.fresh ?? '–'),
            record(session),
          ])}
        />
      )}
      {more > 0 && (
        <p>
          <a href="/staff/groups">{words.weekMore(more)}</a>
        </p>
      )}
    </>
  )
}

function record(session: NonNullable<Work['week']>[number]): Content {
  if (session.recorded) return words.came(session.came)
  if (session.cancelled || !session.ended) return '–'
  return <a href={`/staff/sessions/${session.id}`}>{words.toRecord}</a>
}
