import { type Content, classes } from './content.ts'
import { Icon } from './icon.tsx'

/** Skips the header; the first thing on every page. */
export function SkipLink(props: { href?: string | undefined; children?: Content }) {
  return (
    <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href={props.href ?? '#maincontent'}>
      {props.children ?? 'Skip to main content'}
    </a>
  )
}

/** One step back. Without `href` it is a button that submits its form. */
export function BackLink(props: {
  href?: string | undefined
  reverse?: boolean | undefined
  children?: Content
}) {
  const name = classes('nhsuk-back-link', props.reverse && 'nhsuk-back-link--reverse')
  const inside = props.children ?? 'Back'
  return props.href === undefined ? (
    <button class={name} type="submit">
      {inside}
    </button>
  ) : (
    <a class={name} href={props.href}>
      {inside}
    </a>
  )
}

/** The one thing to do next, as a link with an arrow. Without `href` it is a button that submits its form. */
export function ActionLink(props: {
  href?: string | undefined
  reverse?: boolean | undefined
  children?: Content
}) {
  const name = classes('nhsuk-action-link', props.reverse && 'nhsuk-action-link--reverse')
  const inside = (
    <>
      <Icon name="arrow-right-circle" />
      <span class="nhsuk-action-link__text">{props.children}</span>
    </>
  )
  return props.href === undefined ? (
    <button class={name} type="submit">
      {inside}
    </button>
  ) : (
    <a class={name} href={props.href}>
      {inside}
    </a>
  )
}

/** Where this page stands; below 641 px wide it becomes a link to the step before. */
export function Breadcrumbs(props: {
  items: readonly { href: string; text: string }[]
  reverse?: boolean | undefined
  /** What the narrow form says instead of the last step. */
  back?: { href: string; text: string } | undefined
  id?: string | undefined
  label?: string | undefined
  backTo?: string | undefined
}) {
  const back = props.back ?? props.items.at(-1)
  return (
    <nav
      class={classes('nhsuk-breadcrumb', props.reverse && 'nhsuk-breadcrumb--reverse')}
      id={props.id}
      aria-label={props.label ?? 'Breadcrumb'}
    >
      <ol class="nhsuk-breadcrumb__list">
        {props.items.map((item) => (
          <li class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={item.href}>
              {item.text}
            </a>
          </li>
        ))}
      </ol>
      {back && (
        <BackLink href={back.href} reverse={props.reverse}>
          <span class="nhsuk-u-visually-hidden">{props.backTo ?? 'Back to '}</span>
          {back.text}
        </BackLink>
      )}
    </nav>
  )
}

export interface ContentsItem {
  href: string
  text: string
  current?: boolean | undefined
  items?: readonly ContentsItem[] | undefined
}

function ContentsItems({ items }: { items: readonly (ContentsItem | false | undefined)[] }) {
  return (
    <ol class="nhsuk-contents-list__list">
      {items.map(
        (item) =>
          item && (
            <li class="nhsuk-contents-list__item" aria-current={item.current ? 'page' : undefined}>
              {item.current ? (
                <span class="nhsuk-contents-list__current">{item.text}</span>
              ) : (
                <a class="nhsuk-contents-list__link" href={item.href}>
                  {item.text}
                </a>
              )}
              {item.items && <ContentsItems items={item.items} />}
            </li>
          ),
      )}
    </ol>
  )
}

/** The pages of a guide, or the parts of a page. */
export function ContentsList(props: {
  items: readonly (ContentsItem | false | undefined)[]
  label?: string | undefined
  heading?: string | undefined
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as nhsuk-frontend writes it
    <nav class="nhsuk-contents-list" role="navigation" aria-label={props.label ?? 'Pages in this guide'}>
      <h2 class="nhsuk-u-visually-hidden">{props.heading ?? 'Contents'}</h2>
      <ContentsItems items={props.items} />
    </nav>
  )
}
