import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '#platform/testing/database.ts'
import { testServices } from '#platform/testing/services.ts'
import { smallCharity } from '#platform/testing/small-charity.ts'
import { createApp } from '../../app.tsx'
import { Visitor } from '../people/testing/visitor.ts'
import { type Signpost, signpostsFor } from './signposting.ts'

const entry = (name: string, where: Partial<Signpost> = {}): Signpost => ({
  id: name,
  name,
  whatFor: 'help',
  phone: '01632 960 200',
  web: '',
  nations: [],
  areas: [],
  groupIds: [],
  urgent: false,
  checkedOn: '2026-11-01',
  ...where,
})

it('a group has the help for everywhere, its nations, its postcode area and itself', () => {
  const all = [
    entry('everywhere'),
    entry('Scotland', { nations: ['Scotland'] }),
    entry('Essex', { areas: ['SS', 'CM'] }),
    entry('Sheffield', { areas: ['S'] }),
    entry('group', { groupIds: ['g1'] }),
  ]
  const names = (group: Parameters<typeof signpostsFor>[1]) => signpostsFor(all, group).map((one) => one.name)
  expect(names({ groupId: 'g1', kind: 'in person', nations: ['England'], postcode: 'SS6 7ED' })).toEqual([
    'everywhere',
    'Essex',
    'group',
  ])
  expect(names({ groupId: 'g2', kind: 'online', nations: ['Scotland'], postcode: null })).toEqual([
    'everywhere',
    'Scotland',
  ])
  expect(names({ groupId: 'g3', kind: 'in person', nations: ['England'], postcode: 's1 2hh' })).toEqual([
    'everywhere',
    'Sheffield',
  ])
})

describe('the directory', () => {
  let db: TestDatabase
  let app: ReturnType<typeof createApp>
  let make: ReturnType<typeof smallCharity>
  let coordinator: string
  let essex: string
  beforeAll(async () => {
    db = await testDatabase()
    app = createApp(testServices(db))
    make = smallCharity(db)
    essex = await make.group('South Essex', { kind: 'in person' })
    await make.group('Dorset online')
    coordinator = (await make.staff(['coordinator'], [essex])).cookie
  })
  afterAll(() => db.drop())
  const staff = () => new Visitor(app).carrying(coordinator)

  it('takes an entry, shows it on the pages of its groups and on paper, and not on others', async () => {
    const page = await staff().open('/staff/help/new')
    await page.press('Save', { Name: 'The Saltings Hospice', 'Postcode areas': 'ss, 12' })
    expect(page.status).toBe(422)
    for (const said of ['Say what it is for', 'Enter the letters that postcodes begin with'])
      expect(page.text).toContain(said)
    await page.press('Save', {
      'What it is for': 'Help with symptoms',
      Phone: '01632 960 201',
      'Postcode areas': 'ss CM',
    })
    expect(page.text).toContain('Saved, and noted as checked today.')
    const somebody = new Visitor(app)
    for (const path of ['/groups/south-essex', '/groups/south-essex/help'])
      expect((await somebody.open(path)).text, path).toMatch(
        /The Saltings Hospice.*01632 960 201|Help with symptoms/,
      )
    expect((await somebody.open('/groups/dorset-online')).text).not.toContain('Saltings')
    // On a telephone a press rings it, on the sheet for the printer too.
    expect((await somebody.open('/groups/south-essex/help')).html).toContain('href="tel:01632960201"')
    // Whoever leads the group finds it from the session's page.
    const session = await make.session(essex, 48)
    const leads = await staff().open(`/staff/sessions/${session}`)
    expect(leads.text).toContain('Where else to find help: one entry to hand on')
    expect(leads.html).toContain('href="/groups/south-essex/help"')
    expect((await somebody.open('/groups/south-essex')).html).toContain('href="/when-someone-dies"')
  })

  it('reminds on Today when an entry was not checked for so many months, until somebody does', async () => {
    await db.rows(`update signposts set checked_on = (clock() - interval '5 months')::date`)
    expect((await staff().open('/staff')).text).not.toContain('Where to find help” is to be checked')
    await db.rows(`update signposts set checked_on = (clock() - interval '7 months')::date`)
    expect((await staff().open('/staff')).text).toContain('An entry of “Where to find help” is to be checked')
    const page = await staff().open('/staff/help')
    expect(page.text).toContain('time to check')
    // What is to be rung to check it stands beside it.
    expect(page.html).toContain('href="tel:01632960201"')
    await page.press('It is still right')
    expect(page.text).not.toContain('time to check')
    expect((await staff().open('/staff')).text).not.toContain('is to be checked')
    const [row] = await db.rows<{ today: boolean; by: string | null }>(
      `select checked_on = (clock() at time zone 'Europe/London')::date as today, checked_by as by from signposts`,
    )
    expect(row?.today && row.by !== null).toBe(true)
  })

  describe('of a charity with many groups', () => {
    beforeAll(() =>
      db.rows(
        `insert into groups (service_id, slug, name, kind, nations, venue_id, state)
         select service_id, 'a-group-' || n, 'A group ' || n, kind, nations, venue_id, 'open'
         from groups, generate_series(1, 230) n where slug = 'south-essex'`,
      ),
    )
    afterAll(() => db.rows(`delete from groups where slug like 'a-group-%'`))

    it('one’s own group stands first, and any other is found by its name, with what was typed kept', async () => {
      const page = await staff().open('/staff/help/new')
      const offered = [...page.html.matchAll(/name="groupIds"[^>]*>[\s\S]*?<label[^>]*>\s*([^<]*?)\s*</g)]
      expect(offered.map(([, name]) => name)).toEqual(['South Essex'])
      await page.press('Show these groups', {
        Name: 'The Heron Hospice',
        'South Essex': 'ticked',
        'Find a group': 'group 229',
      })
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('Say what it is for')
      await page.press('Save', {
        'What it is for': 'Rest for a week',
        Phone: '01632 960 205',
        'A group 229': 'ticked',
      })
      const [row] = await db.rows<{ groups: string[] }>(
        `select array(select g.name from groups g where g.id = any (s.group_ids) order by g.name) as groups
         from signposts s where s.name = 'The Heron Hospice'`,
      )
      expect(row?.groups).toEqual(['A group 229', 'South Essex'])
    })

    it('looking for a group saves nothing, and Enter with nothing looked for does', async () => {
      const [row] = await db.rows<{ id: string }>(`select id from signposts where name = 'The Heron Hospice'`)
      const page = await staff().open(`/staff/help/${row?.id}`)
      await page.press('Show these groups', { Name: 'Something else', 'Find a group': 'nowhere at all' })
      expect(page.text).toContain('No group is called “nowhere at all”')
      expect(await db.rows(`select 1 from signposts where name = 'Something else'`)).toEqual([])
      await page.press('Show these groups', { 'Find a group': '' })
      expect(page.text).toContain('Saved, and noted as checked today.')
      expect(
        await db.rows(`select cardinality(group_ids) as groups from signposts where name = 'Something else'`),
      ).toEqual([{ groups: 2 }])
      await db.rows(`delete from signposts where name = 'Something else'`)
    })

    it('whatever is typed to find one, the page stands', async () => {
      for (const typed of ['%_', '\\', `x${'🫖'.repeat(80)}`, "' or 1=1 --", '\u202E<b>']) {
        const list = await staff().open(`/staff/help?q=${encodeURIComponent(typed)}`)
        expect(list.text, typed).toContain('No group is called')
        const page = await staff().open('/staff/help/new')
        await page.press('Show these groups', { 'Find a group': typed })
        expect(page.text, typed).toContain('No group is called')
      }
    })

    it('the list of any of them is found to be printed', async () => {
      const page = await staff().open('/staff/help?q=group+229')
      expect(page.html).toContain('href="/groups/a-group-229/help"')
      expect(page.html).not.toContain('href="/groups/a-group-228/help"')
      expect((await staff().open('/staff/help')).text).toContain('1 of 232 groups shown.')
    })
  })

  it('an entry for a group that has been closed is still for it after it was changed', async () => {
    const closed = await make.group('Leeds')
    await db.rows(`update signposts set group_ids = array[$1::uuid]`, [closed])
    await db.rows(`update groups set state = 'closed' where id = $1`, [closed])
    const [row] = await db.rows<{ id: string }>('select id from signposts')
    const page = await staff().open(`/staff/help/${row?.id}`)
    await page.press('Save', { Phone: '01632 960 209' })
    expect(await db.rows('select phone, group_ids from signposts')).toEqual([
      { phone: '01632 960 209', group_ids: [closed] },
    ])
  })

  it('an entry that is taken off the list is nowhere any more', async () => {
    const [row] = await db.rows<{ id: string }>('select id from signposts')
    await (await staff().open(`/staff/help/${row?.id}`)).press('Take it off the list')
    expect((await new Visitor(app).open('/groups/south-essex')).text).not.toContain('Saltings')
  })
})
