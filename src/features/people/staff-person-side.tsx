import { Box, Button, Details, Facts, Textarea } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import {
  hasWishes,
  type KeptWishes,
  WishesFacts,
  wishesTitle,
  writeWishes,
} from '#features/bereavement/bereavement.ts'
import type { Say } from './staff-person-page.tsx'
import type { PersonAddress, PersonPage } from './staff-person-queries.ts'
import { words } from './staff-words.ts'
import { helperStaffWords } from './words-helpers.ts'

const w = words.page

/** What whoever meets them should know; a few words. */
export function BearInMind(props: { personId: string; bearInMind: string | null; mayChange: boolean }) {
  return (
    <Box label={w.bear}>
      <h2 class="nhsuk-heading-s">{w.bear}</h2>
      <p>{props.bearInMind ?? w.nothingToBear}</p>
      {props.mayChange && (
        <Details summary={w.change}>
          <form method="post" action={`/staff/people/${props.personId}/bear-in-mind`}>
            <Textarea
              name="bearInMind"
              label={w.bear}
              hint={words.details.bearHint}
              rows={3}
              value={props.bearInMind ?? ''}
            />
            <Button small>{w.saveBear}</Button>
          </form>
        </Details>
      )}
    </Box>
  )
}

function AddressValue({ address, died }: { address: PersonAddress; died: boolean }) {
  // One wrong press on a phone would ring somebody who died (P1). Whoever they shared an address with can still be rung.
  if (died && address.whose !== 'someone else') return <>{address.value}</>
  if (address.wrongAt) return <s>{address.value}</s>
  // Nothing to press: nobody is to ring or to write there.
  if (address.told === 'nothing') return <>{address.value}</>
  if (address.kind === 'email') return <a href={`mailto:${address.value}`}>{address.value}</a>
  if (address.kind === 'phone') return <a href={telephoneLink(address.value)}>{address.value}</a>
  return <span class="app-typed">{address.value}</span>
}

/** What is to be known about an address, in a few words. */
export function addressNotes(address: PersonAddress): string {
  return [
    address.whose === 'someone else' &&
      [w.of(address.whoseName), address.relation && `(${address.relation})`].filter(Boolean).join(' '),
    address.told !== 'everything' && w.toldThere[address.told],
    address.wrongAt
      ? w.wrong(address.wrongWhy)
      : address.kind === 'email' && (address.confirmedAt ? w.confirmed : w.notConfirmed),
  ]
    .filter((note) => note !== false && note !== '')
    .join(' · ')
}

/** Every way to reach them, and which are fine. */
export function Reach(props: { shown: PersonPage; mayChange: boolean; died: boolean; say: Say }) {
  const { person, addresses } = props.shown
  const fine = [person.voicemailOk && w.voicemail, person.textsOk && w.texts].filter(Boolean).join(', ')
  const heading = props.died ? w.before.reach : w.reach
  const notFine = [!person.voicemailOk && w.voicemail, !person.textsOk && w.texts].filter(Boolean).join(', ')
  return (
    <Box label={heading}>
      <h2 class="nhsuk-heading-s">{heading}</h2>
      {addresses.length === 0 ? (
        <p>{w.noWay}</p>
      ) : (
        <ul class="app-lines">
          {addresses.map((address) => (
            <li class="app-lines__item">
              <AddressValue address={address} died={props.died} />
              {addressNotes(address) && (
                <>
                  <br />
                  <span class="app-small">{addressNotes(address)}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {!props.died && (
        <Facts
          items={[
            [w.fine, fine],
            [w.notFine, notFine],
          ]}
        />
      )}
      {props.mayChange && (
        <p>
          <a href={`/staff/people/${person.id}/addresses`}>{w.changeReach}</a>
        </p>
      )}
      {props.mayChange && addresses.some((address) => address.whose === 'someone else') && (
        <p>
          <a href={`/staff/people/${person.id}/helpers`}>{helperStaffWords.link}</a>
        </p>
      )}
    </Box>
  )
}

/** Whom to ring in an emergency: for the staff of their groups alone, who may change it too. */
export function Emergency(props: {
  personId: string
  contact: { name: string; phone: string; whereIAm: string } | null
  mayChange: boolean
}) {
  const { contact } = props
  const some = contact && (contact.name || contact.phone || contact.whereIAm)
  if (!some && !props.mayChange) return null
  return (
    <Box label={w.emergency}>
      <h2 class="nhsuk-heading-s">{w.emergency}</h2>
      {some ? (
        <Facts
          items={[
            [
              w.emergencyRing,
              (contact.name || contact.phone) && (
                <>
                  {contact.name} {contact.phone && <a href={telephoneLink(contact.phone)}>{contact.phone}</a>}
                </>
              ),
            ],
            [w.where, contact.whereIAm],
          ]}
        />
      ) : (
        <p>{w.noEmergency}</p>
      )}
      {props.mayChange && (
        <p>
          <a href={`/staff/people/${props.personId}/emergency`}>{w.changeEmergency}</a>
        </p>
      )}
    </Box>
  )
}

/**
 * After a death: what was to be borne in mind and whom they had named for an emergency, to read and not to press. Whoever
 * rings the family does so on purpose (features/bereavement), not because a number stood under "In an emergency".
 */
export function FromBefore(props: {
  bearInMind: string | null
  contact: { name: string; phone: string; whereIAm: string } | null
}) {
  const named = [props.contact?.name, props.contact?.phone].filter(Boolean).join(', ')
  if (!props.bearInMind && !named) return null
  return (
    <Box label={w.before.title}>
      <h2 class="nhsuk-heading-s">{w.before.title}</h2>
      <Facts
        items={[
          [w.before.bear, props.bearInMind],
          [w.before.named, named],
        ]}
      />
      {named && <p class="app-small">{w.before.why}</p>}
    </Box>
  )
}

/** What they said their group may be told; for the staff of their groups alone, who write it down when they say it. */
export function TheirWishes(props: { personId: string; wishes: KeptWishes | null; mayWrite: boolean }) {
  const { wishes } = props
  const write = props.mayWrite && (
    <p>
      <a href={`/staff/people/${props.personId}/wishes`}>{writeWishes}</a>
    </p>
  )
  if (!hasWishes(wishes)) return write || null
  return (
    <Box label={wishesTitle}>
      <Details summary={wishesTitle}>
        <WishesFacts wishes={wishes} />
        {write}
      </Details>
    </Box>
  )
}
