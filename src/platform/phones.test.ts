import { expect, test } from 'vitest'
import { mobileOf, noTextsThere, readPhone } from './phones.ts'

test.each([
  ['07700 900123', '+447700900123', '07700 900123'],
  ['+44 (0)7700 900123', '+447700900123', '07700 900123'],
  ['0044 7700 900123', '+447700900123', '07700 900123'],
  ['01632 960123', '+441632960123', '01632 960123'],
  ['07624 412345', '+447624412345', '07624 412345'],
  ['+353 85 123 4567', '+353851234567', '+353 85 123 4567'],
])('%s is kept as %s and shown as %s', (written, number, shown) => {
  expect(readPhone(written)).toMatchObject({ number, shown })
})

test.each(['', 'ring me', '999', '0203', '07700 9001234567'])('%s is no telephone number', (written) => {
  expect(readPhone(written)).toBeNull()
  expect(mobileOf(written)).toBeNull()
  expect(noTextsThere(written)).toBeNull()
})

test.each(['07700 900123', '+353 85 123 4567', '07624 412345', '+1 212 555 0123'])(
  '%s takes texts',
  (written) => {
    expect(mobileOf(written)).toMatch(/^\+\d+$/)
    expect(noTextsThere(written)).toBeNull()
  },
)

test.each([
  ['01632 960123', /landline takes no texts/],
  ['020 7946 0123', /landline takes no texts/],
  ['09011 234567', /costs the caller more/],
  ['070 1234 5678', /costs the caller more/],
  ['0808 157 0123', /takes no texts/],
])('%s takes none, and a sentence says so', (written, sentence) => {
  expect(mobileOf(written)).toBeNull()
  expect(noTextsThere(written)).toMatch(sentence)
})
