import { Button, ErrorSummary, type Errors, HiddenFields, Input } from '#design/components/index.ts'
import type { OfCharity } from './joining-props.ts'
import type { MyWords } from './words-my.ts'

/** Asking for a link. */
export function AskForLinkPage(props: { w: MyWords; email: string; errors: Errors; charity: OfCharity }) {
  const { w, charity } = props
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.link.title}</h1>
      <p class="app-lede">{w.link.lede}</p>
      <form method="post" action="/my/link" noValidate>
        <Input
          name="email"
          type="email"
          label={w.link.label}
          value={props.email}
          error={props.errors.email}
          autocomplete="email"
          spellcheck={false}
        />
        <Button preventDoubleClick>{w.link.send}</Button>
      </form>
      {charity.phone && <p>{w.link.noEmail(charity.phone, charity.phoneHours)}</p>}
    </>
  )
}

/** A link leads here: a button, so that programs that follow links open nothing (P9). */
export function OpenPage({ w, token, after }: { w: MyWords; token: string; after: string }) {
  return (
    <>
      <h1>{w.open.title}</h1>
      <p class="app-lede">{w.open.text}</p>
      <form method="post" action={`/my/open/${token}`}>
        <HiddenFields values={{ after }} />
        <Button preventDoubleClick>{w.open.button}</Button>
      </form>
    </>
  )
}
