import { Button, HiddenFields, Table } from '#design/components/index.ts'
import { ComponentsPage } from '#design/components-page.tsx'
import { renderPage } from '#design/layout.tsx'
import type { SampleRole } from '#features/accounts/sample-sign-in.ts'
import { showPublic } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { page, type Route } from '#platform/web.ts'
import { words } from './words.ts'

function LookAround() {
  return (
    <>
      <h1>{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      <h2>{words.visitorTitle}</h2>
      <ul class="nhsuk-list">
        {words.visitor.map(([href, name, text]) => (
          <li>
            <a href={href}>{name}</a>
            <br />
            {text}
          </li>
        ))}
      </ul>
      <h2>{words.memberTitle}</h2>
      <p>{words.member}</p>
      <h2>{words.staffTitle}</h2>
      <Table
        caption={words.staff}
        columns={['Role', 'What they see', '']}
        responsive
        rows={(Object.entries(words.roles) as [SampleRole, readonly [string, string]][]).map(
          ([role, [name, text]]) => [
            name,
            text,
            {
              content: (
                <form method="post" action="/sample/sign-in">
                  <HiddenFields values={{ role }} />
                  <Button small variant="secondary">
                    {words.signIn(name)}
                  </Button>
                </form>
              ),
            },
          ],
        )}
      />
      <h2>{words.alsoTitle}</h2>
      <p>
        <a href="/sample/components">{words.components}</a>
      </p>
    </>
  )
}

/** Pages that exist only in sample mode. */
export const routes: Route[] = [
  page('/sample', 'public', (ask) =>
    ask.get('services').config.sample
      ? showPublic(ask, { title: words.title, wide: true, noIndex: true }, <LookAround />)
      : notFound(ask),
  ),
  page('/sample/components', 'public', (ask) => {
    if (!ask.get('services').config.sample) return notFound(ask)
    const { name, phone, phoneHours, version } = ask.get('charity')
    return ask.html(
      renderPage(<ComponentsPage charity={{ name, phone, phoneHours }} themeVersion={version} sample />),
    ) as Response
  }),
]
