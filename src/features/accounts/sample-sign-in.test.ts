import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { testServices } from '../../platform/testing/services.ts'
import { sampleRoles, sampleSignIn } from './sample-sign-in.ts'

describe('signing in to the sample', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase()
  })
  afterAll(() => db.drop())

  const press = (sample: boolean, role: string) =>
    createApp(testServices(db, { sample }), sampleSignIn).request('/sample/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ role }),
      headers: { 'sec-fetch-site': 'same-origin' },
    })

  it('gives a session to each role and leads to Today', async () => {
    for (const [said, { role }] of Object.entries(sampleRoles)) {
      const answer = await press(true, said)
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/staff')
      expect(answer.headers.get('set-cookie')).toMatch(/^staff=[\w-]{43}; .*HttpOnly.*SameSite=Lax/)
      const [newest] = await db.rows<{ way: string; roles: string[] }>(
        `select s.way, array(select role::text from account_roles r where r.account_id = s.account_id) as roles
         from staff_sessions s order by created_at desc limit 1`,
      )
      expect(newest).toEqual({ way: 'sample', roles: [role] })
    }
  })

  it('makes each account once', async () => {
    await press(true, 'helper')
    await press(true, 'helper')
    const rows = await db.rows(`select from accounts where email = 'helper@example.org'`)
    expect(rows).toHaveLength(1)
  })

  it('does not exist outside sample mode, and knows no other role', async () => {
    const [before] = await db.rows(`select count(*)::int as n from staff_sessions`)
    expect((await press(false, 'administrator')).status).toBe(404)
    expect((await press(true, 'king')).status).toBe(422)
    expect(await db.rows(`select count(*)::int as n from staff_sessions`)).toEqual([before])
  })
})
