import { Button, ButtonRow, ErrorSummary, Input, Radios, Textarea } from '#design/components/index.ts'
import { seeOther, showMember } from '#platform/show.tsx'
import {
  type Ask,
  action,
  button,
  inTransaction,
  type Problem,
  page,
  type Raw,
  type Route,
} from '#platform/web.ts'
import { wishesForm } from './forms.ts'
import { hasWishes, saveWishes, type Wishes, wishesOf } from './wishes.tsx'
import { wishesWords as w } from './wishes-words.ts'

function me(ask: Ask): string {
  const actor = ask.get('actor')
  if (actor.kind !== 'member') throw new Error('A page of somebody’s own needs somebody')
  return actor.personId
}
const yesNo = (said: boolean | null) => (said === null ? '' : said ? 'yes' : 'no')
const valuesOf = (wishes: Wishes | null): Record<string, string> => ({
  whenIll: wishes?.whenIll ?? '',
  whenDied: wishes?.whenDied ?? '',
  nameUsed: yesNo(wishes?.nameUsed ?? null),
  remembered: yesNo(wishes?.remembered ?? null),
  byWhom: wishes?.byWhom ?? '',
  how: wishes?.how ?? '',
})

async function show(ask: Ask, problems: Problem[] = [], raw?: Raw): Promise<Response> {
  const known = await inTransaction(ask, (tx) => wishesOf(tx, me(ask)))
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
  const typed = raw && Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]))
  return showMember(
    ask,
    {
      title: w.title,
      current: '/my',
      back: { href: '/my' },
      flash: w.done[ask.req.query('done') ?? ''],
      errors,
      status: problems.length > 0 ? 422 : 200,
    },
    <WishesPage values={typed ?? valuesOf(known)} errors={errors} saved={hasWishes(known)} />,
  )
}

function WishesPage(props: {
  values: Record<string, string>
  errors: Record<string, string>
  saved: boolean
}) {
  const { values, errors } = props
  const open = { value: '', label: w.open }
  const told = [{ value: 'tell', label: w.tell }, { value: 'say nothing', label: w.quiet }, open]
  const yesNoOpen = [{ value: 'yes', label: w.yes }, { value: 'no', label: w.no }, open]
  const ask = (name: string, legend: string, choices: typeof told, hint?: string) => (
    <Radios
      name={name}
      legend={legend}
      legendSize="s"
      hint={hint}
      value={values[name] ?? ''}
      choices={choices}
    />
  )
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <p>{w.who}</p>
      <form method="post" action="/my/wishes" novalidate>
        {ask('whenIll', w.whenIll, told)}
        {ask('whenDied', w.whenDied, told)}
        {ask('nameUsed', w.nameUsed, yesNoOpen)}
        {ask('remembered', w.remembered, yesNoOpen, w.rememberedHint)}
        <Input
          name="byWhom"
          label={w.byWhom}
          hint={w.byWhomHint}
          value={values.byWhom}
          error={errors.byWhom}
          autocomplete="off"
        />
        <Textarea name="how" label={w.how} hint={w.howHint} rows={4} value={values.how} error={errors.how} />
        <ButtonRow>
          <Button preventDoubleClick>{w.save}</Button>
          <a href="/my">{w.skip}</a>
        </ButtonRow>
      </form>
      {props.saved && (
        <form method="post" action="/my/wishes/clear">
          <Button variant="secondary" small>
            {w.clear}
          </Button>
        </form>
      )}
    </>
  )
}

/** What a member's group may be told about them: optional, and changed or taken away at any time. */
export const myWishesRoutes: Route[] = [
  page('/my/wishes', 'member', (ask) => show(ask)),
  action('/my/wishes', 'member', { schema: wishesForm, invalid: show }, async (ask, form) => {
    await inTransaction(ask, (tx) =>
      saveWishes(tx, me(ask), {
        whenIll: form.whenIll || null,
        whenDied: form.whenDied || null,
        nameUsed: form.nameUsed,
        remembered: form.remembered,
        byWhom: form.byWhom || null,
        how: form.how || null,
      }),
    )
    return seeOther(ask, '/my/wishes?done=saved')
  }),
  action('/my/wishes/clear', 'member', { schema: button }, async (ask) => {
    const nothing = {
      whenIll: null,
      whenDied: null,
      nameUsed: null,
      remembered: null,
      byWhom: null,
      how: null,
    }
    await inTransaction(ask, (tx) => saveWishes(tx, me(ask), nothing))
    return seeOther(ask, '/my/wishes?done=cleared')
  }),
]
