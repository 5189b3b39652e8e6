import { Button } from '#design/components/index.ts'
import { en as words } from './words.ts'

/**
 * The button that makes or uses a passkey. Without a script a sentence stands in its place: browsers have no other way
 * to a passkey.
 */
export function PasskeyBox({ does, then }: { does: 'make' | 'sign in'; then: string }) {
  const make = does === 'make'
  return (
    <div
      data-passkey={does}
      data-then={then}
      data-unsupported={words.signIn.passkeyNotHere}
      data-cancelled={words.signIn.passkeyCancelled}
      data-known={words.enrol.known}
      data-refused={make ? words.enrol.refused : words.signIn.passkeyRefused}
    >
      <p data-passkey-note>{make ? words.enrol.needsScript : words.signIn.passkeyNeedsScript}</p>
      <div data-passkey-ready hidden>
        <Button type="button">{make ? words.enrol.button : words.signIn.withPasskey}</Button>
        {!make && <p class="app-small">{words.signIn.passkeyHint}</p>}
      </div>
      <p role="status" data-passkey-says />
    </div>
  )
}
