import { type Action, ActionItem, Card } from './card.tsx'
import { type Content, classes } from './content.ts'

export interface SummaryRow {
  key: Content
  value: Content
  actions?: readonly Action[] | undefined
  /** Set to `false` to leave out the line below. */
  border?: false | undefined
  keyWidth?: 'one-quarter' | 'one-third' | 'one-half' | undefined
}

/** Answers or facts, each with its name and ways to change it. */
export function SummaryList(props: {
  rows: readonly (SummaryRow | false | undefined)[]
  border?: boolean | undefined
  lastRowBorder?: boolean | undefined
  /** The heading of the card that it stands in, read aloud after each action. */
  within?: Content
}) {
  const rows = props.rows.filter((row) => row !== false && row !== undefined)
  const anyActions = rows.some((row) => row.actions?.length)
  return (
    <dl
      class={classes(
        'nhsuk-summary-list',
        props.border === false && 'nhsuk-summary-list--no-border',
        props.border !== false && props.lastRowBorder === false && 'nhsuk-summary-list--no-last-row-border',
      )}
    >
      {rows.map((row) => {
        const actions = row.actions ?? []
        const [first] = actions
        return (
          <div
            class={classes(
              'nhsuk-summary-list__row',
              anyActions && !first && 'nhsuk-summary-list__row--no-actions',
              row.border === false && 'nhsuk-summary-list__row--no-border',
            )}
          >
            <dt class={classes('nhsuk-summary-list__key', row.keyWidth && `nhsuk-u-width-${row.keyWidth}`)}>
              {row.key}
            </dt>
            <dd class="nhsuk-summary-list__value">{row.value}</dd>
            {first && (
              <dd class="nhsuk-summary-list__actions">
                {actions.length === 1 ? (
                  <ActionItem action={first} within={props.within} />
                ) : (
                  <ul class="nhsuk-summary-list__actions-list">
                    {actions.map((action) => (
                      <li class="nhsuk-summary-list__actions-list-item">
                        <ActionItem action={action} within={props.within} />
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}

/** A summary list inside a card with a heading and actions of its own. */
export function SummaryCard(
  props: Parameters<typeof SummaryList>[0] & Omit<Parameters<typeof Card>[0], 'children'>,
) {
  const { rows, border, lastRowBorder, ...card } = props
  return (
    <Card {...card}>
      <SummaryList rows={rows} border={border} lastRowBorder={lastRowBorder} within={card.heading} />
    </Card>
  )
}
