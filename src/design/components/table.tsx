import { type Content, classes, has, type Size } from './content.ts'

export interface Column {
  text: Content
  /** Numbers stand right, digit under digit. */
  numeric?: boolean | undefined
  width?: string | undefined
  align?: 'left' | 'centre' | 'right' | undefined
  class?: string | undefined
}

export interface Cell {
  content: Content
  numeric?: boolean | undefined
  href?: string | undefined
  colspan?: number | undefined
  rowspan?: number | undefined
  align?: 'left' | 'centre' | 'right' | undefined
  class?: string | undefined
  /** Wrap the content when the narrow form puts its column's name beside it; 'inline' when it is all words. */
  rich?: boolean | 'inline' | undefined
}

/** A row: each cell as its content, or with more to say about it. */
export type Row = readonly (Content | Cell)[]

function asCell(cell: Content | Cell): Cell {
  return typeof cell === 'object' && cell !== null && 'content' in cell ? cell : { content: cell as Content }
}

function isText(content: Content): boolean {
  return typeof content === 'string' || typeof content === 'number'
}

/**
 * Facts in rows and columns. `responsive` turns each row into a small list on narrow screens, with the columns'
 * names beside the values; without it, wide tables scroll inside their own frame (`scroll`).
 */
export function Table(props: {
  caption?: Content
  captionSize?: Size | undefined
  /** Only for screen readers, when a heading above says the same. */
  captionHidden?: boolean | undefined
  columns?: readonly (string | Column)[] | undefined
  rows: readonly Row[]
  firstCellIsHeader?: boolean | undefined
  responsive?: boolean | undefined
  compact?: boolean | undefined
  striped?: boolean | undefined
  border?: boolean | undefined
  lastRowBorder?: boolean | undefined
  reverse?: boolean | undefined
  /** The id of the caption, needed with `scroll`. */
  captionId?: string | undefined
  scroll?: boolean | undefined
  /** Shown instead of rows when there are none. */
  empty?: Content
}) {
  const columns: Column[] = (props.columns ?? []).map((column) =>
    typeof column === 'string' ? { text: column } : column,
  )
  const { responsive } = props
  const table = (
    <table
      class={classes(
        'nhsuk-table',
        props.reverse && 'nhsuk-table--reverse',
        props.compact && 'nhsuk-table--compact',
        responsive && 'nhsuk-table--responsive',
        props.border === false && 'nhsuk-table--no-border',
        props.border !== false && props.lastRowBorder === false && 'nhsuk-table--no-last-row-border',
        props.striped && 'nhsuk-table--striped',
      )}
      role={responsive ? 'table' : undefined}
    >
      {has(props.caption) && (
        <caption
          class={classes(
            'nhsuk-table__caption',
            props.captionSize && `nhsuk-table__caption--${props.captionSize}`,
            props.captionHidden && 'nhsuk-u-visually-hidden',
          )}
          id={props.captionId}
        >
          {props.caption}
        </caption>
      )}
      {columns.length > 0 && (
        <thead class="nhsuk-table__head" role={responsive ? 'rowgroup' : undefined}>
          <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            {columns.map((column) => {
              const look = classes(
                'nhsuk-table__header',
                column.numeric && 'nhsuk-table__header--numeric',
                column.align && `nhsuk-u-text-align-${column.align}`,
                column.width && `nhsuk-u-width-${column.width}`,
                column.class,
              )
              // A column of buttons needs no name; a header without words would be read out as one.
              return has(column.text) ? (
                <th class={look} scope="col" role={responsive ? 'columnheader' : undefined}>
                  {column.text}
                </th>
              ) : (
                <td class={look} role={responsive ? 'cell' : undefined} />
              )
            })}
          </tr>
        </thead>
      )}
      <tbody class="nhsuk-table__body">
        {props.rows.map((row) => (
          <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            {row.map((content, index) => {
              const cell = asCell(content)
              const column = columns[index]
              const isHeader = index === 0 && props.firstCellIsHeader === true
              const kind = isHeader ? 'header' : 'cell'
              // A word among numbers stands where the numbers do.
              const align =
                cell.align ?? (cell.numeric === false && column?.numeric ? 'right' : column?.align)
              const numeric = cell.numeric ?? column?.numeric
              const inside = cell.href ? (
                <a class="nhsuk-link" href={cell.href}>
                  {cell.content}
                </a>
              ) : (
                cell.content
              )
              const Tag = isHeader ? 'th' : 'td'
              return (
                <Tag
                  class={classes(
                    `nhsuk-table__${kind}`,
                    numeric && `nhsuk-table__${kind}--numeric`,
                    align && `nhsuk-u-text-align-${align}`,
                    cell.class,
                  )}
                  scope={isHeader ? 'row' : undefined}
                  role={responsive ? (isHeader ? 'rowheader' : 'cell') : undefined}
                  colSpan={responsive ? undefined : cell.colspan}
                  rowSpan={cell.rowspan}
                >
                  {responsive && column && has(column.text) && (
                    <span class="nhsuk-table__heading" aria-hidden="true">
                      {column.text}{' '}
                    </span>
                  )}
                  {responsive && column && (cell.rich ?? !isText(cell.content)) ? (
                    cell.rich === 'inline' ? (
                      <span>{inside}</span>
                    ) : (
                      <div>{inside}</div>
                    )
                  ) : (
                    inside
                  )}
                </Tag>
              )
            })}
          </tr>
        ))}
        {props.rows.length === 0 && has(props.empty) && (
          <tr class="nhsuk-table__row" role={responsive ? 'row' : undefined}>
            <td
              class="nhsuk-table__cell app-table__empty"
              colSpan={Math.max(1, columns.length)}
              role={responsive ? 'cell' : undefined}
            >
              {props.empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
  if (!props.scroll) return table
  return (
    <div class={classes('nhsuk-scroll', props.reverse && 'nhsuk-scroll--reverse')} data-module="nhsuk-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: a region that scrolls needs a name */}
      <div class="nhsuk-scroll__content" role="region" aria-labelledby={props.captionId}>
        {table}
      </div>
    </div>
  )
}
