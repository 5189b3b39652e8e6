import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { fromOurPage, testServices } from '#platform/testing/services.ts'
import { newToken } from '#platform/tokens.ts'
import { createApp } from '../../app.tsx'
import { placeDone } from './places.ts'
import { routes } from './routes.tsx'
import { makeGroup, makeMembers, makeSession } from './testing/world.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test('buttons on one’s own pages: keep, give back and answer, each for oneself only', async () => {
  const app = createApp(testServices(db), routes)
  const groupId = await makeGroup(db.rows, { limit: 1 })
  const sessionId = await makeSession(db.rows, groupId)
  const [first, second] = (await makeMembers(db.rows, groupId, 2)) as [string, string]
  const cookieOf = async (personId: string) => {
    const { token, hash } = newToken()
    await db.rows(
      `insert into member_sessions (person_id, token_hash, expires_at) values ($1, $2, clock() + interval '1 day')`,
      [personId, hash],
    )
    return `my=${token}`
  }
  const press = async (cookie: string, what: string, form: Record<string, string> = {}, id = sessionId) => {
    const answer = await app.request(`/my/sessions/${id}/${what}`, {
      method: 'POST',
      headers: { ...fromOurPage, cookie },
      body: new URLSearchParams(form),
    })
    return answer.headers.get('location') ?? answer.status
  }
  const [one, two] = [await cookieOf(first), await cookieOf(second)]
  expect(await press(one, 'keep')).toBe('/my?done=place-kept')
  expect(await press(two, 'keep')).toBe('/my?done=place-waiting')
  expect(await press(two, 'answer', { answer: 'yes' })).toBe('/my?done=offer-none')
  expect(await press(one, 'give-back')).toBe('/my?done=place-given-back')
  expect(await press(two, 'answer', { answer: 'perhaps' })).toBe(422)
  expect(await press(two, 'answer', { answer: 'yes' })).toBe('/my?done=place-kept')
  expect(
    await db.rows('select person_id, state from places where session_id = $1 order by turn', [sessionId]),
  ).toEqual([
    { person_id: first, state: 'given back' },
    { person_id: second, state: 'kept' },
  ])
  expect(await press(one, 'keep', {}, 'no-id')).toBe('/my?done=place-no-such-session')
  // Without a cookie nobody keeps anything.
  const before = await db.rows('select * from places order by id')
  expect(String(await press('my=nobody', 'give-back'))).not.toContain('done=')
  expect(await db.rows('select * from places order by id')).toEqual(before)
  expect(placeDone('place-kept')).toBe('Your place is kept.')
  expect(placeDone('constructor')).toBeUndefined()
})
