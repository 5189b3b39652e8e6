import { Button, ButtonRow, ErrorSummary, Input, InsetText } from '#design/components/index.ts'
import { PasskeyBox } from './passkey-box.tsx'
import { en as words } from './words.ts'

export function SignInPage(props: {
  then: string
  email: string
  errors: Record<string, string>
  openId: boolean
  sample: boolean
  signedOut: boolean
}) {
  const w = words.signIn
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {props.signedOut && <InsetText>{w.signedOut}</InsetText>}
      {props.sample && (
        <InsetText>
          {w.sample} <a href="/sample">{w.sampleLink}</a>
        </InsetText>
      )}
      <PasskeyBox does="sign in" then={props.then} />
      {props.openId && (
        <p>
          <Button href="/staff/openid" variant="secondary">
            {w.openId}
          </Button>
        </p>
      )}
      <h2>{w.firstTime}</h2>
      <p>{w.firstTimeWords}</p>
      <form method="post" action="/staff/sign-in" novalidate>
        <Input
          name="email"
          label={words.email}
          hint={w.emailHint}
          value={props.email}
          error={props.errors.email}
          type="email"
          autocomplete="email"
          inputmode="email"
          spellcheck={false}
          width={30}
        />
        <Button variant="secondary" preventDoubleClick>
          {w.sendLink}
        </Button>
      </form>
      <p class="app-small">{w.lost}</p>
    </>
  )
}

export function LinkSentPage({ sample }: { sample: boolean }) {
  const w = words.linkSent
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.words}</p>
      <p>{w.minutes}</p>
      <p>{w.nothing}</p>
      {sample && (
        <InsetText>
          {w.sampleMail}: <a href="/sample/mail">/sample/mail</a>
        </InsetText>
      )}
      <p>
        <a href="/staff/sign-in">{w.again}</a>
      </p>
    </>
  )
}

export function LinkPage({ token, works }: { token: string; works: boolean }) {
  const w = words.link
  if (!works)
    return (
      <>
        <h1>{w.oldTitle}</h1>
        <p class="app-lede">{w.old}</p>
        <Button href="/staff/sign-in">{w.anew}</Button>
      </>
    )
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.words}</p>
      <form method="post" action={`/staff/link/${token}`}>
        <Button preventDoubleClick>{w.button}</Button>
      </form>
    </>
  )
}

export function EnrolPage({ name }: { name: string }) {
  const w = words.enrol
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede(name)}</p>
      <p>{w.what}</p>
      <p>{w.from}</p>
      <PasskeyBox does="make" then="/staff/account?done=passkey" />
    </>
  )
}

export function OpenIdBackPage({ query }: { query: string }) {
  const w = words.openId
  return (
    <>
      <h1>{w.backTitle}</h1>
      <p class="app-lede">{w.backWords}</p>
      <form method="post" action="/staff/openid/finish">
        <input type="hidden" name="query" value={query} />
        <Button preventDoubleClick>{w.button}</Button>
      </form>
    </>
  )
}

export function OpenIdTroublePage({ unknown }: { unknown: boolean }) {
  const w = words.openId
  return (
    <>
      <h1>{unknown ? w.unknownTitle : w.failedTitle}</h1>
      <p class="app-lede">{unknown ? w.unknown : w.failed}</p>
      <ButtonRow>
        <Button href="/staff/sign-in">{words.link.anew}</Button>
      </ButtonRow>
    </>
  )
}
