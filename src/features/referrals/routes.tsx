import { ActionLink } from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import type { Charity } from '#platform/charity.ts'
import { wordsIn } from '#platform/language.ts'
import { showPublic } from '#platform/show.tsx'
import { page, type Route } from '#platform/web.ts'
import { words as all, type Words } from './words.ts'

function ProfessionalsPage({ charity, words }: { charity: Charity; words: Words }) {
  return (
    <>
      <h1>{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      <h2>{words.tellTitle}</h2>
      {words.tell.map((text) => (
        <p>{text}</p>
      ))}
      <h2>{words.paperTitle}</h2>
      <p>{words.paper}</p>
      <ActionLink href="/groups">{words.findGroup}</ActionLink>
      <h2>{words.passTitle}</h2>
      <p>{words.pass(charity.illness)}</p>
      <h2>{words.sessionTitle}</h2>
      <p>{words.session}</p>
      <h2>{words.contactTitle}</h2>
      <p>
        {charity.phone && (
          <a href={telephoneLink(charity.phone)}>{words.phone(charity.phone, charity.phoneHours)}</a>
        )}
        {charity.phone && charity.email && <br />}
        {charity.email && <a href={`mailto:${charity.email}`}>{charity.email}</a>}
      </p>
    </>
  )
}

export const routes: Route[] = [
  page('/refer', 'public', (ask) => {
    const words = wordsIn(ask, all)
    return showPublic(
      ask,
      { title: words.title, current: '/refer' },
      <ProfessionalsPage words={words} charity={ask.get('charity')} />,
    )
  }),
]
