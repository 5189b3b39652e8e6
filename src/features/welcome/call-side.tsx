import { Box, Button, HiddenFields, InsetText, WarningCallout } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { localTime, timeInWords } from '#features/groups/rules.ts'
import type { Now } from './pages.tsx'
import type { CallPage } from './queries.ts'
import { words } from './words.ts'

const w = words.page

/** Who has this call: nobody yet, whoever looks at it, or a colleague, who rings now. */
export function Taken({ call, at }: { call: CallPage; at: Now }) {
  if (call.endedAt || call.died) return null
  const until = call.takenUntil ? timeInWords(localTime(call.takenUntil, at.zone).time) : ''
  if (call.takenByMe)
    return (
      <InsetText>
        <p>{w.mine(until)}</p>
        <form method="post" action={`/staff/calls/${call.id}/give-back`}>
          <Button small variant="secondary">
            {w.giveBack}
          </Button>
        </form>
      </InsetText>
    )
  if (call.takenBy !== null)
    return (
      <WarningCallout heading={w.others(call.takenBy, until)}>
        <p>{w.othersWords}</p>
        <form method="post" action={`/staff/calls/${call.id}/take`}>
          <HiddenFields values={{ now: 'yes' }} />
          <Button small variant="secondary">
            {w.takeOver}
          </Button>
        </form>
      </WarningCallout>
    )
  // Beside the number that it shows, where there is one.
  return call.phones.length === 0 ? <Take call={call} /> : null
}

function Take({ call }: { call: CallPage }) {
  return (
    <form method="post" action={`/staff/calls/${call.id}/take`}>
      <Button preventDoubleClick>{w.take}</Button>
      <p class="app-small">{call.phones.length > 0 ? w.takeForNumber : w.takeHint}</p>
    </form>
  )
}

/** Where a letter goes, for whom nobody can ring. */
function Letter({ call }: { call: CallPage }) {
  return (
    <>
      <p>{call.notByPhone ? w.notByPhone : call.posts.length > 0 ? w.writeHint : w.noNumber}</p>
      {call.posts.map((address) => (
        <address>
          {address.split('\n').map((line, at) => (
            <>
              {at > 0 && <br />}
              {line}
            </>
          ))}
        </address>
      ))}
    </>
  )
}

/** Only for whoever has taken the call, so that nobody else dials meanwhile. */
function Numbers({ call }: { call: CallPage }) {
  return (
    <>
      {call.notByPhone && <p>{w.thisCallAlone}</p>}
      {call.phones.map((phone) => (
        <p>
          <a class="nhsuk-heading-m" href={telephoneLink(phone.value)}>
            {phone.value}
          </a>
          {phone.whose === 'someone else' && (
            <>
              <br />
              <span class="app-small">
                {w.of(phone.whoseName)}
                {phone.told === 'dates' && `. ${w.datesOnly}`}
              </span>
            </>
          )}
        </p>
      ))}
    </>
  )
}

/** The numbers, or the address of whom nobody can ring, and whether a message may be left. */
export function PhoneNumbers(props: { call: CallPage; mayOpenPerson: boolean }) {
  const { call } = props
  const letter = !call.died && call.phones.length === 0 && call.posts.length > 0
  return (
    <Box label={letter ? w.write : w.number}>
      <h2 class="nhsuk-heading-s">{letter ? w.write : w.number}</h2>
      {call.died ? (
        <p>{w.died}</p>
      ) : call.phones.length === 0 ? (
        <Letter call={call} />
      ) : (
        <>
          {call.takenByMe ? (
            <Numbers call={call} />
          ) : (
            call.takenBy === null && !call.endedAt && <Take call={call} />
          )}
          <p>{call.voicemailOk ? w.voicemail : call.messageWith ? '' : w.noVoicemail}</p>
          {call.messageWith && <p>{w.messageWith(call.messageWith)}</p>}
        </>
      )}
      {props.mayOpenPerson && (
        <p>
          <a href={`/staff/people/${call.personId}`}>{w.person}</a>
        </p>
      )}
      {!call.died && (
        <>
          <p>
            <a href={`/staff/concerns/new?call=${call.id}`}>{w.raiseConcern}</a>
          </p>
          <p>
            <a href={`/staff/people/${call.personId}/died`}>{w.toldOfDeath}</a>
          </p>
        </>
      )}
    </Box>
  )
}
