import { somebody } from '#platform/actor.ts'
import type { Charity } from '#platform/charity.ts'
import { publicHtml } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, page, type Route } from '#platform/web.ts'
import { readLogo } from './charity.ts'
import { FixedTextPage } from './fixed-pages.tsx'
import { textSizeRoutes } from './text-size.tsx'
import { deathPage, whenSomeoneDies } from './words-death.ts'
import { accessibility, type FixedPage, fixed, privacy, whatToExpect } from './words.ts'

/** Where a page of text goes on. */
const goesOn: Record<string, { href: string; text: string }> = {
  '/privacy': { href: '/privacy/how-long', text: fixed.howLong },
  '/what-to-expect': { href: '/when-someone-dies', text: deathPage },
}

async function fixedPage(ask: Ask, path: string, words: (charity: Charity) => FixedPage): Promise<Response> {
  const charity = ask.get('charity')
  const html = await ask
    .get('services')
    .cache.get(`fixed ${ask.get('language')} ${path} ${charity.version}`, 60_000, async () => {
      const text = words(charity)
      return publicHtml(
        ask,
        { title: text.title, current: path },
        <FixedTextPage
          text={text}
          find={path === '/what-to-expect' || path === '/when-someone-dies'}
          more={goesOn[path]}
        />,
      )
    })
  return ask.html(html) as Response
}

/** What anybody may read about the charity. */
export const routes: Route[] = [
  ...textSizeRoutes,
  page('/privacy', 'public', (ask) => fixedPage(ask, '/privacy', privacy)),
  page('/accessibility', 'public', (ask) => fixedPage(ask, '/accessibility', accessibility)),
  page('/what-to-expect', 'public', (ask) => fixedPage(ask, '/what-to-expect', whatToExpect)),
  page('/when-someone-dies', 'public', (ask) => fixedPage(ask, '/when-someone-dies', whenSomeoneDies)),
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
