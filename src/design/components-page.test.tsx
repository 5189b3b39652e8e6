import { HtmlValidate } from 'html-validate'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { htmlRules } from '../../tests/html-rules.ts'
import { CircleOfChairs, DateList, ErrorSummary, pageNumbers, TodoList } from './components/index.ts'
import { ComponentsPage } from './components-page.tsx'
import { find, parse } from './fixtures/html.ts'
import { PrintPage, PublicPage, renderPage, StaffPage } from './layout.tsx'

const charity = { name: 'Alongside', phone: '01632 960 123', phoneHours: 'Weekdays 9am to 5pm' }

const documents = {
  components: renderPage(<ComponentsPage charity={charity} sample />),
  'a public page': renderPage(
    <PublicPage
      title="South Essex"
      charity={charity}
      current="/groups"
      breadcrumbs={[{ href: '/', text: 'Home' }]}
    >
      <h1>South Essex</h1>
    </PublicPage>,
  ),
  'a staff page': renderPage(
    <StaffPage
      title="Today"
      charity={charity}
      current="/staff"
      signedInAs="Ruth"
      navigation={[{ href: '/staff', text: 'Today' }]}
      flash="Saved."
    >
      <h1>Today</h1>
    </StaffPage>,
  ),
  'a printed sheet': renderPage(
    <PrintPage title="Day sheet" charity={charity} back={{ href: '/staff' }}>
      <h1>South Essex</h1>
    </PrintPage>,
  ),
}

describe('every document', () => {
  it.each(Object.entries(documents))('%s is valid HTML', async (_name, html) => {
    const report = await new HtmlValidate(htmlRules).validateString(html)
    const messages = report.results.flatMap((result) =>
      result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.selector})`),
    )
    expect(messages).toEqual([])
  })

  it.each(Object.entries(documents))(
    '%s has no style or script of its own, and asks nothing of another server',
    (_name, html) => {
      expect(html).not.toMatch(/\sstyle=|<style|\son\w+=/)
      expect(html.match(/<script(?![^>]*\ssrc=)[^>]*>/g)).toBeNull()
      expect(html.match(/(?:src|href)="https?:[^"]*"/g)).toBeNull()
    },
  )

  it('begins with a way past the header', () => {
    for (const name of ['components', 'a public page', 'a staff page'] as const) {
      expect(documents[name]).toMatch(/<body><a class="nhsuk-skip-link"[^>]*href="#maincontent"/)
      expect(documents[name].match(/id="maincontent"/g)).toHaveLength(1)
    }
  })
})

describe('a page', () => {
  it('keeps staff and members out of search engines, and shows the public', () => {
    expect(documents['a public page']).not.toContain('noindex')
    expect(documents['a staff page']).toContain('noindex')
    expect(documents['a printed sheet']).toContain('noindex')
  })

  it('says in its tab what it is, or less where others may look (P7), and first that something is wrong', () => {
    const title = (html: string) => /<title>([^<]*)<\/title>/.exec(html)?.[1]
    expect(title(documents['a public page'])).toBe('South Essex – Alongside')
    const discreet = renderPage(
      <PublicPage
        title="Living with it"
        tabTitle="Your place"
        charity={charity}
        errors={{ name: 'Enter a name' }}
      >
        <h1>Living with it</h1>
      </PublicPage>,
    )
    expect(title(discreet)).toBe('Error: Your place')
    expect(discreet.slice(0, discreet.indexOf('<body>'))).not.toContain('Living with it')
  })

  it('marks the entry of the menu that it belongs to', () => {
    expect(documents['a public page']).toMatch(/href="\/groups" aria-current="true"/)
    expect(documents['a public page'].match(/aria-current/g)).toHaveLength(1)
  })

  it('signs out with a posted form, never a link (P9)', () => {
    expect(documents['a staff page']).toMatch(/<form[^>]*action="\/staff\/sign-out"[^>]*method="post"/)
    expect(documents['a staff page']).not.toMatch(/<a[^>]*sign-out/)
  })

  it('shows its menu only to who is signed in', () => {
    const before = renderPage(
      <StaffPage title="Sign in" charity={charity} navigation={[{ href: '/staff/people', text: 'People' }]}>
        <h1>Sign in</h1>
      </StaffPage>,
    )
    expect(before).not.toContain('/staff/people')
    expect(before).not.toContain('sign-out')
  })
})

describe('the circle of chairs', () => {
  it.each([
    ['small', 8],
    ['large', 16],
  ] as const)('%s is always whole, with one chair for you', (size, count) => {
    const html = renderToString(<CircleOfChairs size={size} />)
    expect(html.match(/<circle/g)).toHaveLength(count)
    expect(html.match(/app-seat--you/g)).toHaveLength(1)
    const places = [...html.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) =>
      Math.hypot(Number(x) - 50, Number(y) - 50).toFixed(0),
    )
    expect(new Set(places).size).toBe(1)
  })

  it('takes nothing that could tell how many came', () => {
    // @ts-expect-error: there is no such prop, and there must not be
    renderToString(<CircleOfChairs taken={3} />)
  })
})

describe('dates', () => {
  it('stand in words beside their leaf, which screen readers skip', () => {
    const html = renderToString(
      <DateList dates={[{ month: 'Nov', day: 27, title: 'Friday 27 November', time: '11am to 1pm' }]} />,
    )
    const leaf = find(parse(html), 'app-leaf')
    expect(leaf?.attributes['aria-hidden']).toBe('true')
    expect(html.replace(/<[^>]*>/g, '')).toContain('Friday 27 November, 11am to 1pm')
  })

  it('say so kindly when there are none', () => {
    expect(renderToString(<DateList dates={[]} empty="No dates yet." />)).toContain('No dates yet.')
    expect(renderToString(<TodoList items={[]} empty="Nothing to do today." />)).toContain(
      'Nothing to do today.',
    )
  })
})

describe('an error summary', () => {
  it('leads to the field, also where its name is no id, and to the part that is told', () => {
    const html = renderToString(
      <ErrorSummary
        errors={{ 'times[0]': 'Enter a time', born: 'Enter a year' }}
        to={{ born: 'born-year' }}
      />,
    )
    expect(html).toContain('href="#times-0-"')
    expect(html).toContain('href="#born-year"')
  })

  it('is not there when nothing is wrong', () => {
    expect(renderToString(<ErrorSummary errors={{}} />)).toBe('')
  })
})

describe('the numbers of a long list', () => {
  const numbers = (current: number, count: number) =>
    pageNumbers(current, count, (page) => `?page=${page}`).map((item) => (item === '…' ? '…' : item.number))

  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [7, 40, [1, '…', 6, 7, 8, '…', 40]],
    [40, 40, [1, '…', 39, 40]],
  ] as const)('page %i of %i', (current, count, expected) => {
    expect(numbers(current, count)).toEqual(expected)
  })
})
