import {
  Button,
  ButtonRow,
  Details,
  Fieldset,
  InsetText,
  Radios,
  SummaryList,
  Table,
  WarningCallout,
} from '#design/components/index.ts'
import { type DoublePerson, type Field, fields, type Merge, type Pair } from './doubles.ts'
import type { Say } from './shared.tsx'
import { words } from './words.ts'

const w = words.doubles
const alikeWords = (alike: readonly string[]) => {
  const said = alike.map((one) => w.alike[one] ?? one).join(', ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
const nameOf = (person: DoublePerson) => person.fullName || person.called

/** What looks alike, and what was decided lately. */
export function DoublesPage(props: { pairs: readonly Pair[]; merges: readonly Merge[]; say: Say }) {
  const likely = props.pairs.filter((pair) => pair.likely)
  const possible = props.pairs.filter((pair) => !pair.likely)
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <Pairs pairs={likely} caption={w.title} empty={w.empty} />
      {possible.length > 0 && (
        <Details summary={w.possible(possible.length)}>
          <Pairs pairs={possible} caption={w.possible(possible.length)} />
        </Details>
      )}
      {props.merges.length > 0 && (
        <>
          <h2>{w.undoTitle}</h2>
          <Table
            caption={w.undoTitle}
            captionHidden
            responsive
            columns={w.undoColumns}
            rows={props.merges.map((merge) => [
              { content: merge.name, href: `/staff/people/${merge.personId}` },
              props.say.day(merge.at),
              merge.by ?? '',
              {
                content: (
                  <form method="post" action={`/staff/merges/${merge.id}/undo`}>
                    <Button small variant="secondary">
                      {w.undo}
                      <span class="nhsuk-u-visually-hidden">: {merge.name}</span>
                    </Button>
                  </form>
                ),
                rich: true,
              },
            ])}
          />
        </>
      )}
    </>
  )
}

function Pairs(props: { pairs: readonly Pair[]; caption: string; empty?: string }) {
  return (
    <Table
      caption={props.caption}
      captionHidden
      responsive
      columns={w.columns}
      empty={props.empty}
      rows={props.pairs.map(({ one, other, alike }) => [
        nameOf(one),
        nameOf(other),
        alikeWords(alike),
        {
          content: (
            <a href={`/staff/doubles/${one.id}/${other.id}`}>
              {w.compare}
              <span class="nhsuk-u-visually-hidden">
                : {nameOf(one)}, {nameOf(other)}
              </span>
            </a>
          ),
          rich: true,
        },
      ])}
    />
  )
}

/** Both beside each other, and the one decision. */
export function PairPage({ pair, problem, say }: { pair: Pair; problem?: string | undefined; say: Say }) {
  const { one, other } = pair
  const both = [one, other]
  const differing = fields.filter((field) => (one.values[field] ?? '') !== (other.values[field] ?? ''))
  const dead = both.find((person) => person.died)
  return (
    <>
      <h1>{w.pairTitle(nameOf(one), nameOf(other))}</h1>
      {problem && (
        <WarningCallout heading={problem}>
          <p>{w.lede}</p>
        </WarningCallout>
      )}
      {dead && one.died !== other.died && (
        <InsetText>
          <p>{w.hasDied(nameOf(dead))}</p>
        </InsetText>
      )}
      <div class="nhsuk-grid-row">
        {both.map((person, nth) => (
          <div class="nhsuk-grid-column-one-half">
            <h2>{nth === 0 ? w.first : w.second}</h2>
            <SummaryList
              rows={[
                {
                  key: w.name,
                  value: <a href={`/staff/people/${person.id}`}>{nameOf(person)}</a>,
                },
                { key: w.since, value: say.day(person.since) },
                { key: w.reach, value: person.addresses.map(({ value }) => value).join(', ') || w.empties },
                { key: w.groups, value: person.groups.join(', ') || w.empties },
                ...(person.died ? [{ key: w.died, value: w.yes }] : []),
              ]}
            />
          </div>
        ))}
      </div>
      <form method="post" action={`/staff/doubles/${one.id}/${other.id}`}>
        {differing.length > 0 && (
          <Fieldset legend={w.keep} legendSize="m">
            {differing.map((field) => (
              <Choice field={field} one={one} other={other} say={say} />
            ))}
          </Fieldset>
        )}
        <p>{w.sameNote}</p>
        <ButtonRow>
          <Button name="decision" value="same" preventDoubleClick>
            {w.same}
          </Button>
          <Button name="decision" value="different" variant="secondary">
            {w.different}
          </Button>
        </ButtonRow>
      </form>
    </>
  )
}

const labels: Record<Field, string> = {
  called: 'What to call them',
  full_name: 'Full name',
  born_on: 'Day of birth',
  language: 'Language',
  diagnosed_in: 'Month of diagnosis',
  heard_how: 'How they heard of us',
  dietary: 'Dietary needs',
  access_needs: 'Access needs',
  their_note: 'What they wrote',
  bear_in_mind: 'To bear in mind',
  hopes: 'What they hope for',
  message_with: 'Whom a message may be left with',
}

/** A field's value as people say it. */
function valueWords(field: Field, value: string | null | undefined, say: Say): string {
  if (!value) return w.empties
  if (field === 'language') return w.languages[value] ?? value
  if (field === 'diagnosed_in') return say.month(value)
  return field === 'born_on' ? say.date(value) : value
}

function Choice(props: { field: Field; one: DoublePerson; other: DoublePerson; say: Say }) {
  const { field } = props
  const said = (person: DoublePerson) => valueWords(field, person.values[field], props.say)
  const first = props.one.values[field]
  return (
    <Radios
      name={field}
      legend={labels[field]}
      legendSize="s"
      value={first ? 'first' : 'second'}
      choices={[
        { value: 'first', label: said(props.one) },
        { value: 'second', label: said(props.other) },
      ]}
    />
  )
}
