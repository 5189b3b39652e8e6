import {
  Button,
  ButtonRow,
  Checkboxes,
  Empty,
  type Errors,
  Fieldset,
  Input,
  Pagination,
  pageNumbers,
  SearchInput,
  Select,
  Table,
  Textarea,
} from '#design/components/index.ts'
import { nations } from './clashes.ts'
import { many, one, type Values } from './form-parts.ts'
import { FormPage } from './staff-pages.tsx'
import { staffWords } from './staff-words.ts'

const w = staffWords.venue

export type ListedVenue = {
  id: string
  name: string
  town: string
  postcode: string
  on_map: boolean
  ended: boolean
  groups: number
}

export function VenuesPage(props: {
  q: string
  venues: readonly ListedVenue[]
  total: number
  page: number
  pageSize: number
  mayAdd: boolean
}) {
  const pages = Math.ceil(props.total / props.pageSize)
  const address = (page: number) => {
    const query = new URLSearchParams({
      ...(props.q ? { q: props.q } : {}),
      ...(page > 1 ? { page: String(page) } : {}),
    })
    return query.size > 0 ? `/staff/venues?${query}` : '/staff/venues'
  }
  return (
    <>
      <h1>{staffWords.venues}</h1>
      {props.mayAdd && (
        <ButtonRow>
          <Button href="/staff/venues/new">{w.add}</Button>
        </ButtonRow>
      )}
      <form method="get" action="/staff/venues">
        <SearchInput name="q" label={w.search} value={props.q} />
      </form>
      {props.venues.length === 0 ? (
        <Empty>
          <p>{props.q ? w.none : w.noneYet}</p>
        </Empty>
      ) : (
        <Table
          caption={w.found(props.total)}
          captionSize="s"
          responsive
          compact
          firstCellIsHeader
          columns={[w.columns.name, w.columns.town, w.columns.map, { text: w.columns.groups, numeric: true }]}
          rows={props.venues.map((venue) => [
            { content: venue.name, href: `/staff/venues/${venue.id}` },
            `${venue.town}, ${venue.postcode}${venue.ended ? ` (${w.ended})` : ''}`,
            venue.on_map ? w.onMap : w.offMap,
            venue.groups,
          ])}
        />
      )}
      {pages > 1 && (
        <Pagination
          previous={props.page > 1 ? { href: address(props.page - 1) } : undefined}
          next={props.page < pages ? { href: address(props.page + 1) } : undefined}
          items={pageNumbers(props.page, pages, address)}
        />
      )}
    </>
  )
}

export function VenuePage(props: {
  title: string
  values: Values
  errors: Errors
  /** Null for a new venue. */
  groups: readonly { slug: string; name: string }[] | null
}) {
  const { values, errors } = props
  const line = (name: string, label: string, hint?: string, width?: 10 | 20) => (
    <Input
      name={name}
      label={label}
      hint={hint}
      value={one(values, name)}
      error={errors[name]}
      width={width}
    />
  )
  const lines = (name: string, label: string, hint?: string) => (
    <Textarea name={name} label={label} hint={hint} rows={2} value={one(values, name)} error={errors[name]} />
  )
  return (
    <>
      <FormPage title={props.title} errors={errors} button={w.save} back="/staff/venues">
        {line('name', w.name)}
        {lines('address', w.address, w.addressHint)}
        {line('town', w.town, undefined, 20)}
        {line('postcode', w.postcode, undefined, 10)}
        <Select
          name="nation"
          label={w.nation}
          hint={w.nationHint}
          value={one(values, 'nation')}
          error={errors.nation}
          options={nations.map((nation) => ({ value: nation, text: nation }))}
        />
        <Fieldset legend={w.access} legendSize="m">
          {lines('stepFree', w.stepFree)}
          {lines('parking', w.parking)}
          {lines('transport', w.transport)}
          {lines('toilets', w.toilets)}
          {lines('room', w.room)}
        </Fieldset>
        <Fieldset legend={w.where} legendSize="m">
          <p>{w.whereHint}</p>
          {line('lat', w.lat, undefined, 10)}
          {line('lon', w.lon, undefined, 10)}
        </Fieldset>
        {lines('note', w.note, w.noteHint)}
        {props.groups !== null && (
          <Checkboxes
            name="ended"
            values={many(values, 'ended')}
            error={errors.ended}
            choices={[{ value: 'yes', label: w.endedLabel }]}
          />
        )}
      </FormPage>
      {props.groups !== null && (
        <>
          <h2>{w.groups}</h2>
          {props.groups.length === 0 ? (
            <p>{w.noGroups}</p>
          ) : (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {props.groups.map((group) => (
                <li>
                  <a href={`/staff/groups/${group.slug}`}>{group.name}</a>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  )
}
