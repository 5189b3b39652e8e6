import { expect, test } from 'vitest'
import { addressIn, laidOver, languageOf, linksIn, pathOf } from './language.ts'

const request = (path: string) => new Request(`http://localhost:3000${path}`)

test('Welsh pages have the English addresses with /cy before them; staff pages and files have none', () => {
  expect(
    ['/cy', '/cy/', '/cy/groups?near=CF10', '/cyclists', '/groups', '/'].map((path) => pathOf(request(path))),
  ).toEqual(['/', '/', '/groups', '/cyclists', '/groups', '/'])
  expect(
    ['/cy/staff', '/cy/staff/people', '/cy/assets/main.css', '/cy/logo'].map((path) => pathOf(request(path))),
  ).toEqual(['/cy/staff', '/cy/staff/people', '/cy/assets/main.css', '/cy/logo'])
  expect(
    ['/cy', '/cy?a', '/cy/my', '/cymru', '/groups?next=/cy/'].map((path) => languageOf(request(path))),
  ).toEqual(['cy', 'cy', 'cy', 'en', 'en'])
})

test('every link and form of a Welsh page stays Welsh, but for those that lead elsewhere or to the other language', () => {
  const html = [
    '/groups',
    '/',
    '/staff',
    '/theme.css?v=1',
    '/groups/a/calendar.ics',
    'https://example.org/',
    '//example.org',
    '#main',
  ]
    .map((href) => `<a href="${href}">`)
    .join('')
  expect(linksIn('cy', `${html}<form action="/text-size"><a href="/groups" hreflang="en">`)).toBe(
    '<a href="/cy/groups"><a href="/cy"><a href="/staff"><a href="/theme.css?v=1"><a href="/groups/a/calendar.ics"><a href="https://example.org/">' +
      '<a href="//example.org"><a href="#main"><form action="/cy/text-size"><a href="/groups" hreflang="en">',
  )
  expect(linksIn('en', html)).toBe(html)
  expect(addressIn('cy', '/cy/groups')).toBe('/cy/groups')
})

test('what is not translated yet stays English', () => {
  const en = { one: 'One', more: { two: 'Two', three: (n: number) => `${n} threes` }, list: ['a'] }
  const both = laidOver(en, { more: { two: 'Dau' } })
  expect([both.one, both.more.two, both.more.three(2), both.list]).toEqual(['One', 'Dau', '2 threes', ['a']])
})
