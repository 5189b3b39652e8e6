import { useWords } from '../reading.ts'
import { type Content, classes } from './content.ts'
import { Icon } from './icon.tsx'

export interface NavItem {
  href?: string | undefined
  text: Content
  /** This very page, or one that lies `within` the entry. */
  current?: boolean | 'within' | undefined
}

/** On the right of the header: a link, a plain text, or something done by a press (`action`, posted). */
export interface AccountItem {
  text: Content
  href?: string | undefined
  action?: string | undefined
  icon?: boolean | undefined
  /** Hidden fields of the posted form. */
  fields?: Readonly<Record<string, string>> | undefined
}

/** The head of a page: mark and name, who to ring or who is signed in, the main places to go. */
export function Header(props: {
  /** The mark, beside the name. */
  logo?: Content
  name?: string | undefined
  href?: string | undefined
  /** What a screen reader says for the mark and name together. */
  homeLabel?: string | undefined
  account?: readonly (AccountItem | false | undefined)[] | undefined
  accountLabel?: string | undefined
  nav?: readonly (NavItem | false | undefined)[] | undefined
  navLabel?: string | undefined
  more?: string | undefined
  class?: string | undefined
  navClass?: string | undefined
}) {
  const words = useWords()
  const nav = (props.nav ?? []).filter((item) => item !== false && item !== undefined)
  const name = props.name && <span class="nhsuk-header__service-name">{props.name}</span>
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: as nhsuk-frontend writes it, for older screen readers
    <header class={classes('nhsuk-header', props.class)} data-module="nhsuk-header" role="banner">
      <div class="nhsuk-header__container nhsuk-width-container">
        <div class="nhsuk-header__service">
          {props.href ? (
            <a class="nhsuk-header__service-logo" href={props.href} aria-label={props.homeLabel}>
              {props.logo}
              {name}
            </a>
          ) : (
            <>
              {props.logo}
              {name}
            </>
          )}
        </div>
        {props.account && (
          <nav class="nhsuk-header__account" aria-label={props.accountLabel ?? 'Account'}>
            <ul class="nhsuk-header__account-list">
              {props.account.map((item) => {
                if (!item) return null
                const inside = (
                  <>
                    {item.icon && <Icon name="user" />}
                    {item.text}
                  </>
                )
                return (
                  <li class="nhsuk-header__account-item">
                    {item.href !== undefined ? (
                      <a class="nhsuk-header__account-link" href={item.href}>
                        {inside}
                      </a>
                    ) : item.action !== undefined ? (
                      <form class="nhsuk-header__account-form" action={item.action} method="post" novalidate>
                        {Object.entries(item.fields ?? {}).map(([field, value]) => (
                          <input type="hidden" name={field} value={value} />
                        ))}
                        {/* biome-ignore lint/a11y/useButtonType: submits its form */}
                        <button class="nhsuk-header__account-button">{inside}</button>
                      </form>
                    ) : (
                      inside
                    )}
                  </li>
                )
              })}
            </ul>
          </nav>
        )}
      </div>
      {nav.length > 0 && (
        <nav
          class={classes('nhsuk-header__navigation', props.navClass)}
          aria-label={props.navLabel ?? 'Menu'}
        >
          <div class="nhsuk-header__navigation-container nhsuk-width-container">
            <ul class="nhsuk-header__navigation-list">
              {nav.map((item) => {
                const inside = item.current ? (
                  <strong class="nhsuk-header__navigation-item-current-fallback">{item.text}</strong>
                ) : (
                  item.text
                )
                return (
                  <li
                    class={classes(
                      'nhsuk-header__navigation-item',
                      item.current && 'nhsuk-header__navigation-item--current',
                    )}
                  >
                    {item.href === undefined ? (
                      <span
                        class="nhsuk-header__navigation-text"
                        aria-current={item.current === 'within' ? 'true' : item.current ? 'page' : undefined}
                      >
                        {inside}
                      </span>
                    ) : (
                      <a
                        class="nhsuk-header__navigation-link"
                        href={item.href}
                        aria-current={item.current === 'within' ? 'true' : item.current ? 'page' : undefined}
                      >
                        {inside}
                      </a>
                    )}
                  </li>
                )
              })}
              <li class="nhsuk-header__menu" hidden>
                {/* biome-ignore lint/a11y/useButtonType: it stands in no form */}
                <button
                  class="nhsuk-header__menu-toggle nhsuk-header__navigation-link"
                  id="toggle-menu"
                  aria-expanded="false"
                >
                  <span class="nhsuk-u-visually-hidden">{words.browse}</span>
                  {props.more ?? 'More'}
                </button>
              </li>
            </ul>
          </div>
        </nav>
      )}
    </header>
  )
}
