import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { newToken } from '#platform/tokens.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let make: ReturnType<typeof smallCharity>
let group: string
let morag: string
beforeAll(async () => {
  db = await testDatabase()
  app = createApp(testServices(db))
  make = smallCharity(db)
  group = await make.group('Scotland online')
  morag = await make.person('Morag', { groups: [group] })
})
afterAll(() => db.drop())

async function member(personId: string): Promise<Visitor> {
  const { token, hash } = newToken()
  await db.rows(
    `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 hour')`,
    [personId, hash],
  )
  return new Visitor(app).carrying(`my=${token}`)
}
const coordinator = async (groups: string[]) =>
  new Visitor(app).carrying((await make.staff(['coordinator'], groups)).cookie)

it('what a member offers reaches the group’s coordinator, is answered, and the answer is read on their own pages', async () => {
  const mine = await (await member(morag)).open('/my/offers')
  await mine.press('Send it', {})
  expect(mine.status).toBe(422)
  expect(mine.text).toContain('Choose what it is')
  await mine.press('Send it', { 'An hour of help': 'ticked', 'Tell us about it': 'I can bake.' })
  expect(mine.text).toContain('Thank you. We will answer you here.')
  expect(mine.text).toContain('We have it, and will answer.')

  const elsewhere = await coordinator([await make.group('Dorset')])
  expect((await elsewhere.open('/staff')).text).not.toContain('offers something')
  expect((await elsewhere.open('/staff/offers')).text).not.toContain('I can bake.')

  const answers = await coordinator([group])
  expect((await answers.open('/staff')).text).toContain('A member offers something')
  await answers.open('/staff/offers')
  expect(answers.text).toContain('I can bake.')
  const [offer] = await db.rows<{ id: string }>('select id from offers')
  const answer = new URLSearchParams({ state: 'taken up', reply: 'Scones in May?' })
  expect((await elsewhere.send(`/staff/offers/${offer?.id}`, answer)).status).toBe(404)
  await answers.send(`/staff/offers/${offer?.id}`, answer)
  await answers.send(`/staff/offers/${offer?.id}`, answer)
  expect(answers.text).toContain('Taken up')

  // One discreet message, through the gate, without a word of it.
  const mails = await db.rows<{ kind: string; person_id: string; details: unknown }>(
    'select kind, person_id, details from messages',
  )
  expect(mails).toEqual([{ kind: 'offer answered', person_id: morag, details: {} }])
  expect((await mine.open('/my/offers')).text).toContain('Yes, please. We are glad of it. Scones in May?')
})

it('nobody offers in somebody else’s group or name', async () => {
  const other = await make.person('Other', { groups: [await make.group('Leeds')] })
  const page = await (await member(other)).open('/my/offers')
  expect(page.text).not.toContain('I can bake.')
  await page.send('/my/offers', new URLSearchParams({ kind: 'tip', words: 'x', group }))
  expect(page.status).toBe(422)
  expect(await db.rows('select from offers where person_id = $1', [other])).toEqual([])
})
