import * as z from 'zod'
import { Button, Details, ErrorSummary, Input, Pagination, Select, Table } from '#design/components/index.ts'
import { showStaff } from '#platform/show.tsx'
import { byField } from '#platform/typed-form.ts'
import { inTransaction, page, problemsOf, type Route } from '#platform/web.ts'
import { type AuditEntry, accountNames, auditPage } from './audit-queries.ts'
import { moment } from './moments.ts'
import { en as words } from './words.ts'

const w = words.audit
const orNothing = <T extends z.ZodType>(inner: T) =>
  z.preprocess((said) => (said === '' ? undefined : said), inner.optional())
const date = orNothing(
  z.string().refine((said) => {
    const read = new Date(`${said}T00:00:00Z`)
    return (
      /^\d{4}-\d{2}-\d{2}$/.test(said) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(said)
    )
  }, w.dateWrong),
)
const filterForm = z.object({
  account: orNothing(z.uuid()),
  person: orNothing(z.uuid(w.personWrong)),
  table: orNothing(z.string().regex(/^[a-z_]{1,60}$/)),
  verb: orNothing(z.enum(['insert', 'update', 'delete', 'looked', 'did'])),
  from: date,
  to: date,
  at: orNothing(z.iso.datetime({ precision: 6 })),
  id: orNothing(z.string().regex(/^\d{1,19}$/)),
})
type Typed = Record<string, string | undefined>

function AuditPage(props: {
  entries: AuditEntry[]
  older: string | null
  newest: string | null
  names: { id: string; name: string }[]
  typed: Typed
  errors: Record<string, string>
  zone: string
}) {
  const { typed, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="get" action="/staff/audit" class="app-filter" novalidate>
        <Select
          name="account"
          label={w.accountLabel}
          value={typed.account ?? ''}
          options={[
            { value: '', text: w.anybody },
            ...props.names.map((n) => ({ value: n.id, text: n.name })),
          ]}
        />
        <Select
          name="table"
          label={w.tableLabel}
          value={typed.table ?? ''}
          options={[
            { value: '', text: w.anything },
            ...Object.entries(words.tables).map(([value, text]) => ({ value, text })),
          ]}
        />
        <Select
          name="verb"
          label={w.verbLabel}
          value={typed.verb ?? ''}
          options={[
            { value: '', text: w.anything },
            ...Object.entries(w.verbs).map(([value, text]) => ({ value, text })),
          ]}
        />
        <Input
          name="from"
          label={w.fromLabel}
          value={typed.from}
          error={errors.from}
          type="date"
          width={10}
        />
        <Input name="to" label={w.toLabel} value={typed.to} error={errors.to} type="date" width={10} />
        <Input
          name="person"
          label={w.personLabel}
          hint={errors.person ? w.personHint : undefined}
          value={typed.person}
          error={errors.person}
          spellcheck={false}
        />
        <Button variant="secondary">{w.show}</Button>
        <a href="/staff/audit">{w.reset}</a>
      </form>
      <Table
        caption={w.caption}
        captionHidden
        responsive
        compact
        columns={w.columns}
        empty={w.empty}
        rows={props.entries.map((entry) => [
          moment(entry.at, props.zone),
          who(entry),
          w.verbs[entry.verb] ?? entry.verb,
          { content: <What entry={entry} />, rich: true },
          about(entry),
        ])}
      />
      <Pagination
        previous={props.newest ? { href: props.newest, label: w.newest } : undefined}
        next={props.older ? { href: props.older, label: w.older } : undefined}
      />
    </>
  )
}

function about(entry: AuditEntry) {
  // Whoever was erased, or went into another record, has no page any more.
  if (entry.subjectId)
    return entry.subjectName
      ? { content: entry.subjectName, href: `/staff/people/${entry.subjectId}` }
      : w.person
  if (entry.aboutId) return { content: entry.aboutName, href: `/staff/accounts/${entry.aboutId}` }
  return w.nothing
}

function who(entry: AuditEntry): string {
  if (entry.accountName) return entry.accountName
  if (entry.actorKind === 'staff') return w.someone
  if (entry.actorKind === 'member') return w.member
  if (entry.actorKind === 'public') return w.public
  return entry.actorKind === 'system' ? w.program : w.nobody
}

function What({ entry }: { entry: AuditEntry }) {
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])]
  const name = words.tableName(entry.table)
  if (fields.length === 0) return <>{name}</>
  return (
    <Details summary={name}>
      <Table
        caption={w.details}
        captionHidden
        compact
        columns={[w.field, w.before, w.after]}
        rows={fields.map((field) => [
          field.replaceAll('_', ' '),
          said(entry.before?.[field]),
          said(entry.after?.[field]),
        ])}
      />
    </Details>
  )
}

function said(value: unknown): string {
  if (value === undefined || value === null || value === '') return w.nothing
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Who did and saw what. */
export const auditRoutes: Route[] = [
  page('/staff/audit', 'see the audit log', async (ask) => {
    const { zone } = ask.get('charity')
    const typed: Typed = ask.req.query()
    const read = filterForm.safeParse(typed)
    const errors = read.success ? {} : byField(problemsOf(read.error))
    const { at, id, ...filter } = read.success ? read.data : {}
    const before = at !== undefined && id !== undefined ? { at, id } : undefined
    const { entries, more, names } = await inTransaction(ask, async (tx) => ({
      ...(read.success ? await auditPage(tx, { ...filter, zone, before }) : { entries: [], more: false }),
      names: await accountNames(tx),
    }))
    const query = (extra: Record<string, string>) => {
      const kept = Object.entries(filter).filter((pair): pair is [string, string] => pair[1] !== undefined)
      return `/staff/audit?${new URLSearchParams([...kept, ...Object.entries(extra)])}`
    }
    const last = entries.at(-1)
    return showStaff(
      ask,
      { title: w.title, errors, status: read.success ? 200 : 422 },
      <AuditPage
        entries={entries}
        older={more && last ? query({ at: last.exactly, id: last.id }) : null}
        newest={before ? query({}) : null}
        names={names}
        typed={typed}
        errors={errors}
        zone={zone}
      />,
    )
  }),
]
