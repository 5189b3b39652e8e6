import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useAssetsIn } from '#design/assets.ts'
import { findBrowser } from '../../scripts/browser.mjs'
import { buildAssets } from '../../scripts/build-assets.ts'
import { type SampleCharity, sampleCharity } from '../sample-charity.ts'
import { accessibility, openBrowser, sideways, type Visitor, visitor } from './browser.ts'

// The sample charity on a Friday morning, while somebody watches.
let assets: string
let charity: SampleCharity
let server: Server
let address: string
let browser: Browser
let lastSession: string
const open: Visitor[] = []

beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), 'assets-'))
  await buildAssets(undefined, assets)
  useAssetsIn(assets)
  charity = await sampleCharity()
  server = serve({ port: 0, hostname: 'localhost', fetch: charity.app.fetch }) as Server
  await new Promise<void>((resolve) => server.once('listening', resolve))
  address = `http://localhost:${(server.address() as AddressInfo).port}`
  browser = await openBrowser(process.env.ALONGSIDE_BROWSER ?? findBrowser())
  const [row] = await charity.db.rows<{
    id: string
  }>(`select s.id from sessions s join groups g on g.id = s.group_id
    where g.slug = 'south-essex' and s.ends_at < clock() order by s.starts_at desc limit 1`)
  lastSession = row?.id ?? ''
}, 120_000)
afterAll(async () => {
  for (const one of open) await one.close()
  await browser?.close()
  server?.close()
  await charity?.db.drop()
  if (assets) await rm(assets, { recursive: true })
})

async function as(role: string, { width = 360, script = true } = {}): Promise<Visitor> {
  const one = await visitor(browser, address, { width, script, cookie: await charity.signIn(role) })
  open.push(one)
  return one
}
async function isFine({ page, complaints }: Visitor, script: boolean): Promise<void> {
  expect(await sideways(page)).toBe(0)
  expect(complaints()).toEqual([])
  if (script) expect(await accessibility(page)).toEqual([])
}

describe.each([
  ['with script', true],
  ['without script', false],
])('a concern, at 360 px, %s', (name, script) => {
  it('is raised from the session, looked after by the nurse, and read by the facilitator', async () => {
    const facilitator = await as('facilitator', { script })
    const what = `She is very low today (${name}).`
    const { page } = facilitator
    await page.goto(`/staff/sessions/${lastSession}`)
    await page.getByRole('link', { name: 'Raise a concern about somebody' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Raise a concern')
    // Whom to ring stands before the form, and every number can be pressed.
    for (const number of ['999', '111', '116 123', '07700 900 321'])
      expect(await page.getByRole('link', { name: number, exact: true }).getAttribute('href')).toBe(
        `tel:${number.replaceAll(' ', '')}`,
      )
    await page.getByText('Somebody looks at what comes in here until 5pm.').waitFor()
    await isFine(facilitator, script)
    await page.getByRole('button', { name: 'Tell the nurse' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isFine(facilitator, script)
    await page.getByLabel('Who is it about?').selectOption({ index: 2 })
    await page.getByLabel('What worries you?').fill(what)
    await page.getByRole('radio', { name: 'Now' }).check()
    await page.getByRole('button', { name: 'Tell the nurse' }).click()
    await page.getByText('The nurse has been told.').waitFor()
    await isFine(facilitator, script)
    const concern = page.url()

    const nurse = await as('nurse', { script })
    await nurse.page.goto('/staff')
    await isFine(nurse, script)
    await nurse.page.goto(concern)
    await nurse.page.getByText(what).waitFor()
    await nurse.page.getByRole('radio', { name: 'An answer for the facilitator' }).check()
    await nurse.page.getByLabel('In words').fill('I have rung her. Thank you for telling me.')
    await nurse.page.getByRole('button', { name: 'Save' }).click()
    await nurse.page.getByText('Saved.').waitFor()
    await nurse.page.getByRole('radio', { name: 'The end: nothing more is to be done' }).check()
    await nurse.page.getByLabel('In words').fill('Her sister is with her, and her GP rings tomorrow.')
    await nurse.page.getByRole('button', { name: 'Save' }).click()
    await isFine(nurse, script)
    expect(await nurse.page.getByRole('definition').filter({ hasText: 'Closed' }).count()).toBe(1)

    await page.goto('/staff')
    await page.getByText('There is an answer to a concern that you raised').first().waitFor()
    await page.goto(concern)
    await page.getByText('I have rung her. Thank you for telling me.').waitFor()
    const kinds = await charity.db.rows<{ kind: string; as_role: string }>(
      `select kind, as_role from concern_steps where concern_id = $1 order by at`,
      [concern.split('/').at(-1)?.split('?')[0]],
    )
    expect(kinds.map((step) => `${step.as_role} ${step.kind}`)).toEqual([
      'nurse looked',
      'nurse answered',
      'nurse closed',
      'facilitator looked',
    ])

    const coordinator = await as('coordinator', { script })
    expect((await coordinator.page.goto(concern))?.status()).toBe(403)
  })

  it('is raised by a helper from a call, who then sees only that somebody has looked', async () => {
    const helper = await as('helper', { script })
    const what = `He says she must not talk to me (${name}).`
    const { page } = helper
    const [call] = await charity.db.rows<{ id: string; called: string }>(
      `select c.id, p.called from calls c join people p on p.id = c.person_id
       where c.ended_at is null and c.why = 'welcome' and not has_died(p.id) order by c.due_at, c.id limit 1`,
    )
    await page.goto(`/staff/calls/${call?.id}`)
    await page.getByRole('link', { name: 'Something they said worries me: raise a concern' }).click()
    await page.getByText(`About ${call?.called}`).waitFor()
    await page.getByRole('link', { name: '999', exact: true }).waitFor()
    await isFine(helper, script)
    await page.getByRole('button', { name: 'Tell the nurse' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await isFine(helper, script)
    await page.getByLabel('What worries you?').fill(what)
    await page.getByRole('radio', { name: 'Today' }).check()
    await page.getByRole('radio', { name: 'Nobody else' }).check()
    await page.getByRole('button', { name: 'Tell the nurse' }).click()
    await page.getByText('The nurse has been told.').waitFor()
    await page.getByText('It reached the nurse; nobody has looked yet').first().waitFor()
    expect(await page.getByText(what).count()).toBe(0)
    await isFine(helper, script)
    const [concern] = await charity.db.rows<{ id: string }>('select id from concerns where what = $1', [what])
    expect((await page.goto(`/staff/concerns/${concern?.id}`))?.status()).toBe(403)

    const facilitator = await as('facilitator', { script })
    expect((await facilitator.page.goto(`/staff/concerns/${concern?.id}`))?.status()).toBe(404)
    const nurse = await as('nurse', { script })
    await nurse.page.goto(`/staff/concerns/${concern?.id}`)
    await nurse.page.getByText(what).waitFor()
    await nurse.page.getByText('(helper)').first().waitFor()
    await isFine(nurse, script)
    await page.goto('/staff/concerns')
    await page.getByText('It has been looked at').first().waitFor()
  })
})

describe('a question of the group', () => {
  it('warns of a name before anything is kept, and the answer stands on the next day sheet', async () => {
    const facilitator = await as('facilitator')
    const { page } = facilitator
    const [somebody] = await charity.db.rows<{
      called: string
    }>(`select p.called from people p join members m on m.person_id = p.id
      join groups g on g.id = m.group_id where g.slug = 'south-essex' and m.left_at is null order by m.joined_at limit 1`)
    await page.goto(`/staff/sessions/${lastSession}/question`)
    await page.getByLabel('The question').fill(`May ${somebody?.called} swim after radiotherapy?`)
    await page.getByRole('button', { name: 'Ask the nurse' }).click()
    await page.getByText('This looks like a name').first().waitFor()
    await isFine(facilitator, true)
    expect(await charity.db.rows(`select from questions where words like '%swim%'`)).toEqual([])
    await page.getByLabel('The question').fill('May somebody swim after radiotherapy?')
    await page.getByRole('button', { name: 'Ask the nurse' }).click()
    await page.getByText('The nurse has your question.').waitFor()

    const nurse = await as('nurse')
    await nurse.page.goto('/staff/questions')
    await isFine(nurse, true)
    const answer = 'Yes, once the skin is whole again: plain water first.'
    await nurse.page.getByLabel('Answer: May somebody swim after radiotherapy?').fill(answer)
    await nurse.page.getByRole('button', { name: /^Save the answer.*swim/ }).click()
    await nurse.page.getByText(answer).first().waitFor()
    const [next] = await charity.db.rows<{
      id: string
    }>(`select s.id from sessions s join groups g on g.id = s.group_id
      where g.slug = 'south-essex' and s.starts_at > clock() and s.state = 'planned' order by s.starts_at limit 1`)
    await page.goto(`/staff/sessions/${next?.id}/sheet`)
    await page.getByRole('heading', { name: 'From the nurse, to take back' }).waitFor()
    await page.getByText(answer).waitFor()
    await page.getByText('01632 960 202').waitFor()
  })
})
