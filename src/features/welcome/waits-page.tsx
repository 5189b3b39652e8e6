import { Empty, Table } from '#design/components/index.ts'
import { dayInWords } from '#features/groups/rules.ts'
import { showStaff } from '#platform/show.tsx'
import { inTransaction, page } from '#platform/web.ts'
import { callWaits } from './queries.ts'
import { type MonthOfWaits, type Wait, waitBands, waitsByMonth } from './rules.ts'
import { words } from './words.ts'
import { waits as w } from './words-waits.ts'

/** How many months the picture shows. */
const months = 12
/** The picture's own units, as wide as a telephone, so that its words can be read there. */
const size = { label: 66, bar: 216, row: 28, top: 4, number: 34 }

/** "October 2026" */
const monthInWords = (month: string) => dayInWords(`${month}-01`, null).replace(/^\d+ /, '')
const namesOf = (what: Wait['what']) => [
  ...waitBands.map(({ name }) => w.bands[name] ?? name),
  w.notYet[what],
]
const cut = (month: MonthOfWaits) => [...month.bands, month.notYet]

/** One bar for each month, cut by how long people waited; each is as long as all who asked in that month. */
function Picture(props: { rows: readonly MonthOfWaits[]; title: string; names: readonly string[] }) {
  const { rows, title, names } = props
  const width = size.label + size.bar + size.number
  return (
    <figure class="app-waits">
      <ul class="app-waits__key" aria-hidden="true">
        {names.map((name, at) => (
          <li>
            <span class={`app-waits__swatch app-waits--${at}`} /> {name}
          </li>
        ))}
      </ul>
      <svg
        class="app-waits__picture"
        viewBox={`0 0 ${width} ${rows.length * size.row + size.top}`}
        role="img"
        aria-label={title}
      >
        {rows.map((month, nth) => {
          const y = nth * size.row + size.top
          let x = size.label
          return (
            <g>
              <text class="app-waits__text" x={size.label - 8} y={y + 15} text-anchor="end">
                {monthInWords(month.month).replace(/^(\w{3})\w* \d\d/, '$1 ’')}
              </text>
              {cut(month).map((people, at) => {
                const wide = (people / month.asked) * size.bar
                const from = x
                x += wide
                return people === 0 ? null : (
                  <rect
                    class={`app-waits--${at}`}
                    x={from}
                    y={y}
                    width={Math.max(wide - 1, 0.5)}
                    height={20}
                  />
                )
              })}
              <text class="app-waits__text" x={size.label + size.bar + 6} y={y + 15}>
                {month.asked}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

function One({ waits, what }: { waits: readonly Wait[]; what: Wait['what'] }) {
  const rows = waitsByMonth(waits, what)
  const names = namesOf(what)
  return (
    <>
      <h2>{w.what[what]}</h2>
      <Picture rows={rows} names={names} title={w.picture(w.what[what], rows.length)} />
      <Table
        caption={w.what[what]}
        captionHidden
        responsive
        firstCellIsHeader
        columns={[
          w.month,
          { text: w.asked, numeric: true },
          ...names.map((text) => ({ text, numeric: true })),
          { text: w.half, numeric: true },
        ]}
        rows={rows.map((month) => [
          monthInWords(month.month),
          month.asked,
          ...cut(month).map((people) => w.share(people, month.asked)),
          month.half === null ? w.halfNotYet : w.days(month.half),
        ])}
      />
    </>
  )
}

/** How long people waited for their call, as a picture with its table; no names, and every number with its denominator (P11). */
export const waitsRoute = page('/staff/calls/waits', 'make calls', async (ask) => {
  const waits = await inTransaction(ask, (tx) => callWaits(tx, ask.get('charity').zone, months))
  return showStaff(
    ask,
    { title: w.title, current: '/staff/calls', back: { href: '/staff/calls', text: words.list.title } },
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {waits.length === 0 ? (
        <Empty>{w.none}</Empty>
      ) : (
        <>
          <One waits={waits} what="tried" />
          <One waits={waits} what="spoke" />
          <p class="app-small">{w.who}</p>
        </>
      )}
    </>,
  )
})
