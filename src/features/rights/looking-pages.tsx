import * as z from 'zod'
import { Button, ErrorSummary, HiddenFields, Input, Table } from '#design/components/index.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, inTransaction, page, type Route } from '#platform/web.ts'
import {
  type LookingLimits,
  lookedInto,
  lookingLimits,
  setLookingLimits,
  type UnusualLook,
  unusualLooks,
} from './looking.ts'
import { doneOf, type Say, sayIn } from './shared.tsx'
import { words } from './words.ts'

const w = words.looking
const whole = z.coerce.number(w.numberWrong).int(w.numberWrong)
const limitsForm = z.object({
  many: whole.min(2, w.numberWrong).max(1000, w.numberWrong),
  diedDays: whole.min(1, w.numberWrong).max(3650, w.numberWrong),
})
const foundForm = z.object({
  account: z.uuid(),
  kind: z.enum(['many', 'not their group', 'own name', 'died long ago']),
  day: z.iso.date(),
  found: z.string().min(1, w.foundMissing).max(500, w.foundMissing),
})

function LookingPage(props: {
  looks: readonly UnusualLook[]
  limits: LookingLimits
  me: string
  errors: Record<string, string>
  say: Say
}) {
  const { errors, say } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <Table
        caption={w.title}
        captionHidden
        responsive
        columns={w.columns}
        empty={w.empty}
        rows={props.looks.map((look, nth) => [
          say.date(look.day),
          look.name,
          {
            content: (
              <>
                {w.kinds[look.kind](look.n)}{' '}
                <a
                  class="app-small"
                  href={`/staff/audit?account=${look.accountId}&verb=looked&from=${look.day}&to=${look.day}`}
                >
                  {w.log}
                  <span class="nhsuk-u-visually-hidden">, {look.name}</span>
                </a>
              </>
            ),
            rich: true,
          },
          { content: <Found look={look} me={props.me} nth={nth} />, rich: true },
        ])}
      />
      <h2>{w.limits}</h2>
      <form method="post" action="/staff/rights/looking" novalidate>
        <Input
          name="many"
          label={w.many}
          hint={w.manyHint}
          value={String(props.limits.many)}
          error={errors.many}
          inputmode="numeric"
          width={4}
        />
        <Input
          name="diedDays"
          label={w.diedDays}
          hint={w.diedDaysHint}
          value={String(props.limits.diedDays)}
          error={errors.diedDays}
          inputmode="numeric"
          width={4}
        />
        <Button variant="secondary">{w.save}</Button>
      </form>
    </>
  )
}

function Found({ look, me, nth }: { look: UnusualLook; me: string; nth: number }) {
  if (look.found !== null)
    return (
      <>
        {look.found} <span class="app-small">{w.by(look.foundBy ?? '')}</span>
      </>
    )
  if (look.accountId === me) return <>{w.own}</>
  return (
    <form method="post" action="/staff/rights/looking/found">
      <HiddenFields values={{ account: look.accountId, kind: look.kind, day: look.day }} />
      <Input name="found" id={`found-${nth}`} label={w.found} labelSize="s" maxlength={500} />
      <Button small variant="secondary">
        {w.decide}
      </Button>
    </form>
  )
}

async function show(ask: Ask, errors: Record<string, string> = {}): Promise<Response> {
  const actor = ask.get('actor')
  const shown = await inTransaction(ask, async (tx) => ({
    looks: await unusualLooks(tx, ask.get('charity').zone),
    limits: await lookingLimits(tx),
  }))
  return showStaff(
    ask,
    {
      title: w.title,
      current: '/staff/people',
      breadcrumbs: [{ text: words.hub.title, href: '/staff/rights' }],
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
      flash: doneOf(ask, { saved: w.saved, decided: w.decided }),
    },
    <LookingPage
      {...shown}
      me={actor.kind === 'staff' ? actor.accountId : ''}
      errors={errors}
      say={sayIn(ask)}
    />,
  )
}

/** Who looked at whom, where it is out of the ordinary; somebody else looks into it. */
export const lookingRoutes: Route[] = [
  page('/staff/rights/looking', 'see the audit log', (ask) => show(ask)),
  action(
    '/staff/rights/looking',
    'see the audit log',
    { schema: limitsForm, invalid: (ask, problems) => show(ask, byField(problems)) },
    async (ask, limits) => {
      await inTransaction(ask, (tx) => setLookingLimits(tx, limits))
      return seeOther(ask, '/staff/rights/looking?done=saved')
    },
  ),
  action(
    '/staff/rights/looking/found',
    'see the audit log',
    { schema: foundForm, invalid: (ask, problems) => show(ask, byField(problems)) },
    async (ask, { account, kind, day, found }) => {
      const answer = await inTransaction(ask, (tx) =>
        lookedInto(tx, { accountId: account, kind, day, found }),
      )
      return answer.ok ? seeOther(ask, '/staff/rights/looking?done=decided') : show(ask, { found: w.own })
    },
  ),
]
