import { type Content, classes, has } from './content.ts'
import { Icon } from './icon.tsx'

export interface PageStep {
  href: string
  /** The name of that page, below the word. */
  label?: Content
  /** Instead of "Previous" or "Next". */
  text?: Content
}

export interface PageNumber {
  number: number
  href: string
  current?: boolean | undefined
  ariaLabel?: string | undefined
}

function StepTitle({ step, word }: { step: PageStep; word: string }) {
  return (
    <span class="nhsuk-pagination__title">
      {has(step.text) ? (
        step.text
      ) : (
        <>
          {word}
          <span class="nhsuk-u-visually-hidden"> page</span>
        </>
      )}
    </span>
  )
}

function StepLabel({ step }: { step: PageStep }) {
  if (!has(step.label)) return null
  return (
    <>
      <span class="nhsuk-u-visually-hidden">:</span>
      <span class="nhsuk-pagination__page">{step.label}</span>
    </>
  )
}

/** To the pages before and after; with `items`, numbered, `'…'` standing for those left out. */
export function Pagination(props: {
  previous?: PageStep | undefined
  next?: PageStep | undefined
  items?: readonly (PageNumber | '…' | false | undefined)[] | undefined
  label?: string | undefined
}) {
  const { previous, next, items } = props
  const numbered = items !== undefined && items.length > 0
  return (
    <nav
      class={classes('nhsuk-pagination', numbered && 'nhsuk-pagination--numbered')}
      // biome-ignore lint/a11y/noRedundantRoles: as nhsuk-frontend writes it
      role="navigation"
      aria-label={props.label ?? 'Pagination'}
    >
      {numbered ? (
        <>
          {previous && (
            <a href={previous.href} class="nhsuk-pagination__previous" rel="prev">
              <Icon name="arrow-left" />
              <StepTitle step={previous} word="Previous" />
            </a>
          )}
          <ul class="nhsuk-pagination__list">
            {items.map((item) => {
              if (!item) return null
              if (item === '…') {
                return <li class="nhsuk-pagination__item nhsuk-pagination__item--ellipsis">⋯</li>
              }
              return (
                <li
                  class={classes('nhsuk-pagination__item', item.current && 'nhsuk-pagination__item--current')}
                >
                  <a
                    class="nhsuk-pagination__link"
                    href={item.href}
                    aria-label={item.ariaLabel ?? `Page ${item.number}`}
                    aria-current={item.current ? 'page' : undefined}
                  >
                    {item.number}
                  </a>
                </li>
              )
            })}
          </ul>
          {next && (
            <a href={next.href} class="nhsuk-pagination__next" rel="next">
              <StepTitle step={next} word="Next" />
              <Icon name="arrow-right" />
            </a>
          )}
        </>
      ) : (
        <ul class="nhsuk-list nhsuk-pagination__list">
          {previous && (
            <li class="nhsuk-pagination-item--previous">
              <a class="nhsuk-pagination__link nhsuk-pagination__link--prev" href={previous.href} rel="prev">
                <StepTitle step={previous} word="Previous" />
                <StepLabel step={previous} />
                <Icon name="arrow-left" />
              </a>
            </li>
          )}
          {next && (
            <li class="nhsuk-pagination-item--next">
              <a class="nhsuk-pagination__link nhsuk-pagination__link--next" href={next.href} rel="next">
                <StepTitle step={next} word="Next" />
                <StepLabel step={next} />
                <Icon name="arrow-right" />
              </a>
            </li>
          )}
        </ul>
      )}
    </nav>
  )
}

/**
 * The numbers to offer for a long list: first, last, and those around the current one.
 * Counts from 1; `href` gives the address of a page.
 */
export function pageNumbers(
  current: number,
  count: number,
  href: (page: number) => string,
): (PageNumber | '…')[] {
  const wanted = [...new Set([1, current - 1, current, current + 1, count])]
    .filter((page) => page >= 1 && page <= count)
    .sort((a, b) => a - b)
  return wanted.flatMap((page, index) => {
    const before = wanted[index - 1]
    const item = { number: page, href: href(page), current: page === current }
    return before !== undefined && page - before > 1 ? ['…' as const, item] : [item]
  })
}
