import type { ComponentChildren } from 'preact'
import type { Errors } from '#design/components/index.ts'
import { PrintPage, PublicPage, renderPage, StaffPage } from '#design/layout.tsx'
import { may, type Permission } from './access.ts'
import { publicAnswer } from './compression.ts'
import { addressIn, linksIn } from './language.ts'
import type { Ask } from './web.ts'

type Crumb = { text: string; href: string }

/** What a page says about itself. */
export type PageOptions = {
  title: string
  /** The browser's tab, when others may look over a shoulder: never names the illness or the service (P7). */
  tabTitle?: string
  breadcrumbs?: Crumb[]
  back?: { href: string; text?: string }
  /** What is wrong with a form on it: the tab says so first. The page itself places its `ErrorSummary`. */
  errors?: Errors | undefined
  /** Said once at the top, after something was done. */
  flash?: string | undefined
  status?: number
  /** More for the head: structured data. */
  head?: ComponentChildren
  /** Scripts of this page, by their names in the assets. */
  scripts?: string[]
}
export type PublicOptions = PageOptions & {
  /** The address of the menu's entry that this page belongs to, such as '/groups'. */
  current?: string
  /** Its words are English in every language, and marked so. */
  onlyEnglish?: boolean
  /** Use the whole width; otherwise lines stay short, as for forms. */
  wide?: boolean
  /** Not for search engines. */
  noIndex?: boolean
  /** Leave out the menu, on the pages of a form or of one person. */
  plain?: boolean
}
export type StaffOptions = PageOptions & {
  /** The address of the menu's entry that this page belongs to, such as '/staff/groups'. */
  current?: string
}

/** What every layout is told of the request. */
function surroundings(ask: Ask) {
  const { config } = ask.get('services')
  const charity = ask.get('charity')
  return {
    charity: {
      name: charity.name,
      phone: charity.phone || undefined,
      phoneHours: charity.phoneHours || undefined,
      email: charity.email || undefined,
      logoUrl: charity.hasLogo ? `/logo?v=${charity.version}` : undefined,
    },
    themeVersion: charity.version,
    language: ask.get('language'),
    baseUrl: config.baseUrl,
    sample: config.sample,
  }
}

function forLayout<T extends PageOptions>({ status: _status, ...options }: T) {
  return options
}

/** Shows a page to anybody. */
export function showPublic(ask: Ask, options: PublicOptions, children: ComponentChildren): Response {
  // What a form shows again has no address of its own: whoever changed the language there would lose what they typed.
  const asked = ask.req.method === 'GET' ? new URL(ask.req.url).searchParams : null
  asked?.delete('done')
  const html = pageHtml(ask, options, children, asked && (asked.size > 0 ? `?${asked}` : ''))
  return ask.get('actor')?.kind === 'public'
    ? publicAnswer(ask, html, { status: options.status ?? 200 })
    : send(ask, html, options.status)
}

/** The same as text, for pages that are kept in the cache: without what one reader's address asked for. */
export function publicHtml(ask: Ask, options: PublicOptions, children: ComponentChildren): string {
  return pageHtml(ask, options, children, '')
}

function pageHtml(
  ask: Ask,
  options: PublicOptions,
  children: ComponentChildren,
  query: string | null,
): string {
  const { path } = ask.req
  const inBoth =
    query === null || !ask.get('charity').welsh || options.status === 404
      ? undefined
      : { en: `${path}${query}`, cy: `${addressIn('cy', path)}${query}` }
  const html = renderPage(
    <PublicPage {...surroundings(ask)} inBoth={inBoth} {...forLayout(options)}>
      {children}
    </PublicPage>,
  )
  return linksIn(ask.get('language'), html)
}

/** Shows someone's own page: the tab says nothing of the illness or the service (P7). */
export function showMember(ask: Ask, options: PublicOptions, children: ComponentChildren): Response {
  return showPublic(
    ask,
    { ...options, tabTitle: options.tabTitle ?? ask.get('charity').discreetName, noIndex: true },
    children,
  )
}

const staffNavigation: { href: string; text: string; permission: Permission }[] = [
  { href: '/staff', text: 'Today', permission: 'see today' },
  { href: '/staff/groups', text: 'Groups', permission: 'see groups' },
  { href: '/staff/people', text: 'People', permission: 'see people' },
  { href: '/staff/calls', text: 'Calls', permission: 'make calls' },
  { href: '/staff/concerns', text: 'Concerns', permission: 'raise concerns' },
  { href: '/staff/questions', text: 'Questions', permission: 'answer questions' },
  { href: '/staff/messages', text: 'Messages', permission: 'see messages' },
  { href: '/staff/settings', text: 'Settings', permission: 'change settings' },
]

/** Shows a page behind sign-in; its menu holds what this person may open. */
export function showStaff(ask: Ask, options: StaffOptions, children: ComponentChildren): Response {
  const actor = ask.get('actor')
  const html = renderPage(
    <StaffPage
      {...surroundings(ask)}
      {...forLayout(options)}
      navigation={staffNavigation.filter((item) => may(actor, item.permission))}
      signedInAs={actor.kind === 'staff' ? actor.name : undefined}
    >
      {children}
    </StaffPage>,
  )
  return send(ask, html, options.status)
}

/** Shows a page made for paper. */
export function showPrint(
  ask: Ask,
  options: PageOptions & { landscape?: boolean },
  children: ComponentChildren,
): Response {
  const html = renderPage(
    <PrintPage {...surroundings(ask)} {...forLayout(options)}>
      {children}
    </PrintPage>,
  )
  return send(ask, linksIn(ask.get('language'), html), options.status)
}

function send(ask: Ask, html: string, status = 200): Response {
  return ask.html(html, status as 200) as Response
}

/** After a form was done: go and look (303), so that a reload sends nothing twice. */
export function seeOther(ask: Ask, path: string): Response {
  return ask.redirect(addressIn(ask.get('language'), path), 303)
}
