import { Button, ButtonRow, ErrorSummary } from '#design/components/index.ts'
import { dayInWords } from '#features/groups/rules.ts'
import { wordsIn } from '#platform/language.ts'
import { seeOther, showMember } from '#platform/show.tsx'
import { byField, typed } from '#platform/typed-form.ts'
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
import { hasWishes, type KeptWishes, ownWishes, saveWishes } from './wishes.tsx'
import { answersOf, valuesOf, WishesFields } from './wishes-fields.tsx'
import { type WishesWords, wishesWordsIn } from './wishes-words.ts'

function me(ask: Ask): string {
  const actor = ask.get('actor')
  if (actor.kind !== 'member') throw new Error('A page of somebody’s own needs somebody')
  return actor.personId
}
async function show(ask: Ask, problems: Problem[] = [], raw?: Raw): Promise<Response> {
  const w = wordsIn(ask, wishesWordsIn)
  const known = await inTransaction(ask, (tx) => ownWishes(tx, me(ask)))
  const errors = byField(problems)
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
    <WishesPage
      w={w}
      values={raw ? typed(raw) : valuesOf(known)}
      errors={errors}
      saved={hasWishes(known)}
      said={known?.said ?? null}
    />,
  )
}

function WishesPage(props: {
  w: WishesWords
  values: Record<string, string>
  errors: Record<string, string>
  saved: boolean
  said: KeptWishes['said']
}) {
  const { w, values, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <p>{w.who}</p>
      {props.said && <p>{w.wroteDown(dayInWords(props.said.on, null, w.language))}</p>}
      <form method="post" action="/my/wishes" novalidate>
        <WishesFields words={w} values={values} errors={errors} />
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
    await inTransaction(ask, (tx) => saveWishes(tx, me(ask), answersOf(form)))
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
