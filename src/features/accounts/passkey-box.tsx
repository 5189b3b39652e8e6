import { Button } from '#design/components/index.ts'
import { en as words } from './words.ts'

/**
 * The button that makes or uses a passkey. Without a script a sentence stands in its place: browsers have no other way
 * to a passkey.
 */
export function PasskeyBox({
  does,
  then,
  quiet,
}: {
  does: 'make' | 'sign in'
  then: string
  quiet?: boolean
}) {
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
        {!make && <p>{words.signIn.passkeyHint}</p>}
        <Button type="button" variant={quiet ? 'secondary' : 'main'}>
          {make ? words.enrol.button : words.signIn.withPasskey}
        </Button>
      </div>
      <p role="status" data-passkey-says />
    </div>
  )
}
