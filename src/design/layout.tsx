import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Language } from '#platform/language.ts'
import { assetUrl } from './assets.ts'
import { CircleOfChairs } from './components/circle-of-chairs.tsx'
import { Footer } from './components/footer.tsx'
import { type AccountItem, Header, type NavItem } from './components/header.tsx'
import { BackLink, Breadcrumbs, SkipLink } from './components/links.tsx'
import { type Errors, NotificationBanner } from './components/notices.tsx'
import { telephoneLink } from './links.ts'
import { DocumentLanguage } from './reading.ts'
import { checkedOn, wordsFor } from './words.ts'

/** What every page says about the charity that runs it, from its settings. */
export interface Charity {
  name: string
  phone?: string | null | undefined
  /** "Weekdays 9am to 5pm". */
  phoneHours?: string | null | undefined
  email?: string | null | undefined
  logoUrl?: string | null | undefined
}

interface PageProps {
  /** What the page is about: its `h1` in a few words. */
  title: string
  /** What the browser's tab says instead, in views that others may see (P7). */
  tabTitle?: string | undefined
  charity: Charity
  /** Changes whenever the charity's colours do; without it the page keeps the colours of Alongside. */
  themeVersion?: string | number | null | undefined
  language?: Language | undefined
  /** The same page in both languages, as addresses on this site, when it can be had in both. */
  inBoth?: Readonly<Record<Language, string>> | undefined
  /** The beginning of our addresses, where both are named for search engines. */
  baseUrl?: string | undefined
  /** The address of the menu's entry that this page belongs to. */
  current?: string | undefined
  /** What is wrong with a form on it: the tab says so first. The page itself places its `ErrorSummary`. */
  errors?: Errors | undefined
  breadcrumbs?: readonly { href: string; text: string }[] | undefined
  back?: { href: string; text?: string | undefined } | undefined
  /** Further elements of `head`, such as structured data. */
  head?: ComponentChildren
  /** What was just done, above the page: a sentence, or a banner of one's own. */
  flash?: ComponentChildren
  /** Further browser code, by the names that `assetUrl` knows. */
  scripts?: readonly string[] | undefined
  /** Sample mode: a line at the very top says so. */
  sample?: boolean | undefined
  children?: ComponentChildren
}

export interface PublicPageProps extends PageProps {
  /** Its words are English in every language, and marked so. */
  onlyEnglish?: boolean | undefined
  /** Use the whole width; otherwise lines stay short, as for forms. */
  wide?: boolean | undefined
  /** Not for search engines: members' own pages. */
  noIndex?: boolean | undefined
  /** Leave out the menu, on the pages of a form or of one person. */
  plain?: boolean | undefined
}

export interface StaffPageProps extends PageProps {
  /** Whose session it is; without it nobody is signed in yet and the menu is left out. */
  signedInAs?: string | null | undefined
  /** The entries of the menu, in order; the caller knows what this person may see. */
  navigation?: readonly { href: string; text: string }[] | undefined
}

/** A whole document as text. */
export function renderPage(page: VNode): string {
  return `<!DOCTYPE html>${renderToString(page)}`
}

/** Structured data for search engines, safe inside a page. */
export function JsonLd({ data }: { data: unknown }) {
  const json = JSON.stringify(data).replace(/</g, '\\u003c')
  // With every "<" written as \u003c the text cannot end its element.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}

function Document(
  props: PageProps & {
    kind: 'public' | 'staff' | 'print'
    noIndex?: boolean | undefined
    body: ComponentChildren
  },
) {
  const words = wordsFor(props.language ?? 'en')
  const tab = props.tabTitle ?? `${props.title} – ${props.charity.name}`
  return (
    <html lang={props.language ?? 'en'} class={`app app--${props.kind}`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>
          {props.errors && Object.keys(props.errors).length > 0 ? `${words.errorPrefix}${tab}` : tab}
        </title>
        <meta name="color-scheme" content="light" />
        <meta name="format-detection" content="telephone=no" />
        {props.noIndex && <meta name="robots" content="noindex, nofollow" />}
        <link
          rel="preload"
          href={assetUrl('atkinson.woff2')}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
        <link rel="stylesheet" href={assetUrl('main.css')} />
        {props.themeVersion !== undefined && props.themeVersion !== null && (
          <link rel="stylesheet" href={`/theme.css?v=${encodeURIComponent(props.themeVersion)}`} />
        )}
        <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
        <script type="module" src={assetUrl('main.js')} />
        {props.scripts?.map((name) => (
          <script type="module" src={assetUrl(name)} />
        ))}
        {props.head}
        {!props.noIndex && props.baseUrl !== undefined && <Alternates {...props} />}
      </head>
      <body>
        <DocumentLanguage.Provider value={props.language ?? 'en'}>{props.body}</DocumentLanguage.Provider>
      </body>
    </html>
  )
}

/** Where search engines find the page in each language; without what was typed or done. */
function Alternates({ inBoth, baseUrl = '' }: Pick<PageProps, 'inBoth' | 'baseUrl'>) {
  if (!inBoth) return null
  return (
    <>
      {Object.entries(inBoth).map(([language, path]) => (
        <link rel="alternate" href={`${baseUrl}${path.replace(/\?.*$/, '')}`} hreflang={language} />
      ))}
    </>
  )
}

/** The ways to a larger text, and to the same page in the other language, named in that language. */
function TopLine(props: { language: Language; inBoth: PageProps['inBoth']; plain?: boolean | undefined }) {
  const { language, inBoth, plain } = props
  if (!inBoth && plain) return null
  const words = wordsFor(language)
  const other = language === 'en' ? 'cy' : 'en'
  return (
    <nav class="app-language" aria-label={words.topLine}>
      {/* Not beside a form of several pages: whoever goes elsewhere loses what they typed. */}
      {!plain && (
        <a class="app-language__link" href="/text-size">
          {words.largerText}
        </a>
      )}
      {inBoth && (
        <a class="app-language__link" href={inBoth[other]} hreflang={other} lang={other}>
          {words.otherLanguage}
        </a>
      )}
    </nav>
  )
}

/** That nobody who speaks Welsh has gone through the words yet, and where to say that something reads wrong. */
function ToBeChecked({ language, charity }: { language: Language; charity: Charity }) {
  const words = wordsFor(language)
  if (words.toBeChecked === '') return null
  return (
    <p class="nhsuk-body-s">
      {words.toBeChecked}
      {(charity.email || charity.phone) && (
        <>
          {' '}
          {words.toBeCheckedTell}{' '}
          {charity.email ? (
            <a href={`mailto:${charity.email}`}>{charity.email}</a>
          ) : (
            <a href={telephoneLink(charity.phone ?? '')}>{charity.phone}</a>
          )}
          .
        </>
      )}
    </p>
  )
}

function SampleLine({ language }: { language: string }) {
  const words = wordsFor(language)
  return (
    <aside class="app-sample" aria-label={words.sampleLabel}>
      <p class="app-sample__words">
        {words.sample} <a href="/sample">{words.sampleLook}</a> ·{' '}
        <a href="/sample/mail">{words.sampleMail}</a>
      </p>
    </aside>
  )
}

function Logo({ charity }: { charity: Charity }) {
  return charity.logoUrl ? (
    <img class="app-logo" src={charity.logoUrl} alt="" height="44" />
  ) : (
    <CircleOfChairs class="app-logo" />
  )
}

function Way(props: Pick<PageProps, 'breadcrumbs' | 'back' | 'language'>) {
  const words = wordsFor(props.language ?? 'en')
  if (props.breadcrumbs?.length) {
    return <Breadcrumbs items={props.breadcrumbs} label={words.breadcrumb} />
  }
  if (!props.back) return null
  return (
    <nav class="app-way" aria-label={words.wayBack}>
      <BackLink href={props.back.href}>{props.back.text ?? words.back}</BackLink>
    </nav>
  )
}

function Main(
  props: PageProps & { name: string; onlyEnglish?: boolean | undefined; end?: ComponentChildren },
) {
  const words = wordsFor(props.language ?? 'en')
  return (
    <div class={props.name}>
      <Way {...props} />
      <main class="nhsuk-main-wrapper" id="maincontent">
        {typeof props.flash === 'string' ? (
          <NotificationBanner success title={words.done}>
            {props.flash}
          </NotificationBanner>
        ) : (
          props.flash
        )}
        {props.onlyEnglish && props.language === 'cy' ? (
          <>
            <p class="app-small">{words.onlyEnglish}</p>
            <div lang="en">{props.children}</div>
          </>
        ) : (
          props.children
        )}
        {props.end}
      </main>
    </div>
  )
}

/** A page for everyone, for members and for health professionals. */
export function PublicPage(props: PublicPageProps) {
  const { charity, current } = props
  const language = props.language ?? 'en'
  const words = wordsFor(language)
  const nav: NavItem[] = [
    { href: '/groups', text: words.findGroup, current: current === '/groups' && 'within' },
    { href: '/what-to-expect', text: words.whatToExpect, current: current === '/what-to-expect' && 'within' },
    { href: '/refer', text: words.professionals, current: current === '/refer' && 'within' },
  ]
  const phone: AccountItem[] | undefined = charity.phone
    ? [
        {
          href: telephoneLink(charity.phone),
          text: (
            <>
              <span class="app-header__call">{words.callUs}: </span>
              {charity.phone}
            </>
          ),
        },
      ]
    : undefined
  return (
    <Document
      {...props}
      kind="public"
      body={
        <>
          <SkipLink>{words.skip}</SkipLink>
          {props.sample && <SampleLine language={language} />}
          <TopLine language={language} inBoth={props.inBoth} plain={props.plain} />
          <Header
            class="app-header"
            logo={<Logo charity={charity} />}
            name={charity.name}
            href="/"
            nav={props.plain ? undefined : nav}
            navLabel={words.menu}
            more={words.more}
            account={phone}
            accountLabel={words.contact}
          />
          <Main
            {...props}
            name={props.wide ? 'nhsuk-width-container' : 'nhsuk-width-container app-narrow'}
            end={
              props.current &&
              !props.noIndex && (
                <p class="app-small app-checked">
                  <time dateTime={checkedOn.iso}>{words.checked(checkedOn[language])}</time>
                </p>
              )
            }
          />
          <Footer
            linksHeading={words.support}
            links={[
              { href: '/my', text: words.myPages },
              { href: '/text-size', text: words.largerText },
              { href: '/privacy', text: words.privacy },
              { href: '/accessibility', text: words.accessibility },
              { href: '/staff', text: words.staffSignIn },
            ]}
            text={<ToBeChecked language={language} charity={charity} />}
            owner={
              <p class="nhsuk-body-s">
                {words.free}
                {charity.phone && (
                  <>
                    {' '}
                    {charity.phoneHours ? `${charity.phoneHours}: ` : ''}
                    <a href={telephoneLink(charity.phone)}>{charity.phone}</a>
                  </>
                )}
              </p>
            }
          />
        </>
      }
    />
  )
}

/** A page for people who work or help at the charity: denser, the day's work first. */
export function StaffPage(props: StaffPageProps) {
  const language = props.language ?? 'en'
  const words = wordsFor(language)
  return (
    <Document
      {...props}
      kind="staff"
      noIndex
      body={
        <>
          <SkipLink>{words.skip}</SkipLink>
          {props.sample && <SampleLine language={language} />}
          <Header
            class="app-header app-header--staff"
            logo={<CircleOfChairs class="app-logo" />}
            name={props.charity.name}
            href="/staff"
            nav={
              props.signedInAs
                ? props.navigation?.map((item) => ({
                    ...item,
                    current: item.href === props.current && ('within' as const),
                  }))
                : undefined
            }
            navLabel={words.staffMenu}
            more={words.more}
            account={
              props.signedInAs
                ? [
                    { href: '/staff/account', text: props.signedInAs },
                    { action: '/staff/sign-out', text: words.signOut },
                  ]
                : undefined
            }
            accountLabel={words.account}
          />
          <Main {...props} name="nhsuk-width-container" />
        </>
      }
    />
  )
}

/** A sheet for the printer: no menu, A4, black on white. On screen it looks like the paper. */
export function PrintPage(props: PageProps & { landscape?: boolean | undefined }) {
  return (
    <Document
      {...props}
      kind="print"
      noIndex
      body={
        <>
          <Way back={props.back} language={props.language} />
          <main class={props.landscape ? 'app-sheet app-sheet--landscape' : 'app-sheet'} id="maincontent">
            {props.children}
          </main>
        </>
      }
    />
  )
}
