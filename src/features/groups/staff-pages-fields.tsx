import { type Errors, Input, Select } from '#design/components/index.ts'
import { one, type Values } from './form-parts.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords.session

export type Venues = readonly { id: string; name: string; town: string }[]
export type FormProps = { values: Values; errors: Errors; back: string }

/** When a session starts and ends, as two fields. */
export function TimeFields({ values, errors }: FormProps) {
  return (
    <>
      <Input
        name="starts"
        label={w.starts}
        hint={staffWords.programme.timeHint}
        value={one(values, 'starts')}
        error={errors.starts}
        width={5}
      />
      <Input name="ends" label={w.ends} value={one(values, 'ends')} error={errors.ends} width={5} />
    </>
  )
}

/** Where a session is held; nothing when there is nothing to choose. */
export function VenueField({ values, errors, venues }: FormProps & { venues: Venues }) {
  if (venues.length === 0) return null
  return (
    <Select
      name="venue"
      label={w.venue}
      value={one(values, 'venue')}
      error={errors.venue}
      options={venues.map((venue) => ({ value: venue.id, text: `${venue.town}: ${venue.name}` }))}
    />
  )
}
