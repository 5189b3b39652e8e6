import { ActionLink, Button, InsetText } from '#design/components/index.ts'
import type { OfCharity } from './joining-props.ts'
import type { GroupToJoin } from './stages.ts'
import type { Words } from './words.ts'

/** Shown instead of the form while a group takes nobody new: kind, and with ways on. */
export function NotOpenPage(props: {
  w: Words
  group: GroupToJoin
  why: 'paused' | 'closed' | 'full'
  charity: OfCharity
}) {
  const { w, group, why, charity } = props
  return (
    <>
      <p class="app-eyebrow">{group.name}</p>
      <h1>{w.closed.title}</h1>
      <p class="app-lede">{w.closed[why]}</p>
      {why === 'paused' && group.pausedWords && <InsetText>{group.pausedWords}</InsetText>}
      <p>{w.closed.othersHint}</p>
      <ActionLink href="/groups">{w.closed.others}</ActionLink>
      {charity.phone && <p>{w.closed.ring(charity.phone, charity.phoneHours)}</p>}
    </>
  )
}

/** After the form was sent. The same for everybody, whether an address was known or not (P4). */
export function SentPage(props: {
  w: Words
  group: GroupToJoin
  by: 'email' | 'phone' | 'post'
  begins: string
  charity: OfCharity
}) {
  const { w, group, by, charity } = props
  if (by === 'email')
    return (
      <>
        <p class="app-eyebrow">{group.name}</p>
        <h1>{w.sent.title}</h1>
        <p class="app-lede">{w.sent.email}</p>
        <p>{w.sent.days}</p>
        <h2 class="nhsuk-heading-s">{w.sent.nothing}</h2>
        <p>{w.sent.spam}</p>
        <p>
          <a href={`/groups/${group.slug}`}>{w.sent.group}</a>
        </p>
      </>
    )
  // Nobody rings them, and there is no place to arrange (migrations/0383-just-come.sql).
  const justComes = props.begins === 'just-come' && group.kind === 'in person' && group.limit === null
  return (
    <>
      <p class="app-eyebrow">{group.name}</p>
      <h1>{w.sent.otherTitle}</h1>
      <p class="app-lede">{justComes ? w.sent.justCome : w.sent[by]}</p>
      {justComes && by === 'post' && <p>{w.sent.post}</p>}
      {props.begins === 'i-call' && charity.phone && <p>{w.sent.iCall(charity.phone, charity.phoneHours)}</p>}
      {group.limit !== null && <p>{w.sent.places}</p>}
      {!justComes && <p>{w.sent.until}</p>}
      <Button href={`/groups/${group.slug}`} variant="secondary">
        {w.sent.group}
      </Button>
    </>
  )
}

/** A few kind words, and one way on. */
export function WordsPage(props: {
  title: string
  text: string
  more?: string | undefined
  ways?: { href: string; text: string }[]
}) {
  return (
    <>
      <h1>{props.title}</h1>
      <p class="app-lede">{props.text}</p>
      {props.more && <p>{props.more}</p>}
      {props.ways?.map((way) => (
        <ActionLink href={way.href}>{way.text}</ActionLink>
      ))}
    </>
  )
}

/** A link leads to a page with a button: looking changes nothing (P9). */
export function ButtonPage(props: {
  title: string
  text: string
  button: string
  action: string
  small?: string | undefined
}) {
  return (
    <>
      <h1>{props.title}</h1>
      <p class="app-lede">{props.text}</p>
      <form method="post" action={props.action}>
        <Button preventDoubleClick>{props.button}</Button>
      </form>
      {props.small && <p class="app-small">{props.small}</p>}
    </>
  )
}
