import {
  Button,
  Checkboxes,
  ErrorSummary,
  type Errors,
  Input,
  SummaryList,
  Textarea,
} from '#design/components/index.ts'
import type { MyAddress } from './my-queries.ts'
import { helperWords } from './words-helpers.ts'
import type { MyWords } from './words-my.ts'

const addressOwner = (address: MyAddress, w: MyWords) =>
  address.whose === 'own' ? '' : address.whoseName ? w.reach.of(address.whoseName) : w.reach.someoneElse

/** The ways to reach somebody. */
export function ReachPage({ w, addresses }: { w: MyWords; addresses: MyAddress[] }) {
  return (
    <>
      <h1>{w.reach.title}</h1>
      <form method="post" action="/my/reach/remove">
        <SummaryList
          rows={addresses.map((address) => ({
            key: w.reach[address.kind],
            value: (
              <>
                <span class="app-typed">{address.value}</span>
                {[
                  addressOwner(address, w),
                  address.kind === 'email' && !address.confirmed && w.reach.unconfirmed,
                  address.wrong && w.reach.wrong,
                ]
                  .filter(Boolean)
                  .map((text) => (
                    <span class="app-small"> ({text})</span>
                  ))}
              </>
            ),
            actions:
              addresses.length > 1
                ? [{ text: w.reach.remove, about: address.value, name: 'address', value: address.id }]
                : [],
          }))}
        />
      </form>
      <ul class="nhsuk-list">
        {(['email', 'phone', 'post'] as const).map((kind) => (
          <li>
            <a href={`/my/reach/${kind}`}>{w.reach.change[kind]}</a>
          </li>
        ))}
      </ul>
      {addresses.some((address) => address.whose !== 'own') && (
        <p>
          <a href="/my/helpers">{helperWords[w.language].link}</a>
        </p>
      )}
    </>
  )
}

/** A new way to reach somebody. */
export function AddressPage(props: {
  w: MyWords
  kind: 'email' | 'phone' | 'post'
  value: string
  ways: string[]
  /** How letters to them are made. */
  letters: string[]
  errors: Errors
}) {
  const { w, kind, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/my/reach/${kind}`} noValidate>
        {kind === 'post' ? (
          <Textarea
            name="value"
            label={w.reach.postLabel}
            labelSize="xl"
            heading
            rows={4}
            value={props.value}
            error={errors.value}
            autocomplete="street-address"
          />
        ) : (
          <Input
            name="value"
            type={kind === 'email' ? 'email' : 'tel'}
            label={kind === 'email' ? w.reach.emailLabel : w.reach.phoneLabel}
            labelSize="xl"
            heading
            hint={kind === 'email' ? w.reach.emailHint : undefined}
            value={props.value}
            error={errors.value}
            autocomplete={kind === 'email' ? 'email' : 'tel'}
            spellcheck={false}
          />
        )}
        {kind === 'phone' && (
          <Checkboxes
            name="ways"
            legend={w.reach.ways}
            legendSize="s"
            hint={w.reach.waysHint}
            error={errors.ways}
            values={props.ways}
            choices={[
              { value: 'voicemail', label: w.reach.voicemail },
              { value: 'texts', label: w.reach.texts },
            ]}
          />
        )}
        {kind === 'post' && (
          <Checkboxes
            name="letters"
            legend={w.reach.letters}
            legendSize="s"
            values={props.letters}
            choices={[
              { value: 'large', label: w.reach.large },
              { value: 'reminders', label: w.reach.letterReminders },
            ]}
          />
        )}
        <Button>{w.save}</Button>
      </form>
    </>
  )
}
