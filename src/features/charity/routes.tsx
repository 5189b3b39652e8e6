import { somebody } from '#platform/actor.ts'
import type { Charity } from '#platform/charity.ts'
import { inEachLanguage } from '#platform/language.ts'
import { publicHtml } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, page, type Route } from '#platform/web.ts'
import { readLogo } from './charity.ts'
import { FixedTextPage } from './fixed-pages.tsx'
import { textSizeRoutes } from './text-size.tsx'
import { words as deathWords } from './words-death.ts'
import { type FixedPage, words } from './words-public.ts'

type OwnPath = '/privacy' | '/accessibility' | '/what-to-expect' | '/when-someone-dies'

/** Each page of text, and where it goes on. */
const pagesIn = inEachLanguage(
  { en: { ...words.en, ...deathWords.en }, cy: { ...words.cy, ...deathWords.cy } },
  (w): Record<OwnPath, { text: (charity: Charity) => FixedPage; more?: { href: string; text: string } }> => ({
    '/privacy': { text: w.privacy, more: { href: '/privacy/how-long', text: w.fixed.howLong } },
    '/accessibility': { text: w.accessibility },
    '/what-to-expect': { text: w.whatToExpect, more: { href: '/when-someone-dies', text: w.deathPage } },
    '/when-someone-dies': { text: w.whenSomeoneDies },
  }),
)

async function fixedPage(ask: Ask, path: OwnPath): Promise<Response> {
  const charity = ask.get('charity')
  const language = ask.get('language')
  const html = await ask
    .get('services')
    .cache.get(`fixed ${language} ${path} ${charity.version}`, 60_000, async () => {
      const { text: say, more } = pagesIn(language)[path]
      const text = say(charity)
      return publicHtml(
        ask,
        { title: text.title, current: path },
        <FixedTextPage
          fixed={words[language].fixed}
          text={text}
          find={path === '/what-to-expect' || path === '/when-someone-dies'}
          more={more}
        />,
      )
    })
  return ask.html(html) as Response
}

/** What anybody may read about the charity. */
export const routes: Route[] = [
  ...textSizeRoutes,
  page('/privacy', 'public', (ask) => fixedPage(ask, '/privacy')),
  page('/accessibility', 'public', (ask) => fixedPage(ask, '/accessibility')),
  page('/what-to-expect', 'public', (ask) => fixedPage(ask, '/what-to-expect')),
  page('/when-someone-dies', 'public', (ask) => fixedPage(ask, '/when-someone-dies')),
  page('/logo', 'public', async (ask) => {
    const { cache, database } = ask.get('services')
    const logo = await cache.get('logo', 60_000, () => transact(database, somebody, readLogo))
    if (!logo) return notFound(ask)
    return ask.body(new Uint8Array(logo.bytes), 200, {
      'content-type': logo.type,
      // The address holds the version: a new logo has a new address.
      'cache-control': 'public, max-age=31536000, immutable',
    }) as Response
  }),
]
