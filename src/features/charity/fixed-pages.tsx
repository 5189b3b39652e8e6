import { Button, SummaryCard } from '#design/components/index.ts'
import type { FixedPage, Words } from './words-public.ts'

const idOf = (heading: string) =>
  heading
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')

/** A page of text, with what stands on it listed first and the day on which somebody last went through it. */
export function FixedTextPage({
  fixed,
  text,
  find,
  more,
}: {
  fixed: Words['fixed']
  text: FixedPage
  find?: boolean
  /** Where it goes on. */
  more?: { href: string; text: string } | undefined
}) {
  return (
    <>
      <h1>{text.title}</h1>
      <p class="app-lede">{text.lede}</p>
      {text.sections.length > 4 && (
        <nav aria-label={fixed.contents}>
          <ul class="nhsuk-list">
            {text.sections.map((section) => (
              <li>
                <a href={`#${idOf(section.heading)}`}>{section.heading}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {text.sections.map((section) => (
        <section>
          <h2 id={idOf(section.heading)}>{section.heading}</h2>
          {section.paragraphs?.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
          {section.list && (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {section.list.map((item) => (
                <li>{item}</li>
              ))}
            </ul>
          )}
          {section.facts?.map((fact) => (
            <SummaryCard
              level={3}
              heading={fact.title}
              rows={fact.rows.map(([key, value]) => ({ key, value }))}
            />
          ))}
        </section>
      ))}
      {more && (
        <p>
          <a href={more.href}>{more.text}</a>
        </p>
      )}
      {find && (
        <p>
          <Button href="/groups">{fixed.findGroup}</Button>
        </p>
      )}
    </>
  )
}
