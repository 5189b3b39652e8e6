import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { type StaffRole, system } from '../../platform/actor.ts'
import { type TestDatabase, testDatabase } from '../../platform/testing/database.ts'
import { fromOurPage, testServices } from '../../platform/testing/services.ts'
import { transact } from '../../platform/transactions.ts'
import { createStaffSession, inviteStaff } from '../accounts/accounts.ts'
import { routes } from './routes.tsx'
import { logoTypeOf, slugOf, tellsOfIllness } from './rules.ts'
import { staff } from './staff.tsx'

let db: TestDatabase
let app: ReturnType<typeof createApp>
let cookie = ''
beforeAll(async () => {
  db = await testDatabase()
  cookie = await signIn('ada@example.org', 'administrator')
})
afterAll(() => db.drop())
beforeEach(() => {
  app = createApp(testServices(db), [...routes, ...staff])
})

const signIn = (email: string, role: StaffRole) =>
  transact(db.app, system('a test'), async (tx) => {
    const made = await inviteStaff(tx, { email, name: 'Ada', roles: [role] })
    if (!made.ok) throw new Error(made.reason)
    const { token } = await createStaffSession(tx, { accountId: made.accountId, way: 'passkey', device: '' })
    return `staff=${token}`
  })
const send = (path: string, body: Record<string, string> | FormData, as = cookie) =>
  app.request(path, {
    method: 'POST',
    body: body instanceof FormData ? body : new URLSearchParams(body),
    headers: { ...fromOurPage, cookie: as },
  })
const read = async (path: string, as = '') => {
  const answer = await app.request(path, { headers: { cookie: as } })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const charity = {
  name: 'Bay & Hill Support',
  discreetName: 'Bay and Hill',
  phone: '0808 157 0123',
  phoneHours: 'Weekdays, 9am to 5pm',
  email: 'hello@example.org',
  postalAddress: '1 Road\nTown',
  registeredNumber: 'Registered charity 1234567',
  illness: 'secondary breast cancer',
  fromEmail: 'post@example.org',
}

describe('what the charity says of itself', () => {
  it('shows on public pages as soon as it is saved', async () => {
    const saved = await send('/staff/settings/charity', charity)
    expect(saved.headers.get('location')).toBe('/staff/settings?done=saved')
    for (const path of ['/privacy', '/accessibility', '/what-to-expect']) {
      const { status, html } = await read(path)
      expect(status).toBe(200)
      expect(html).toContain('Bay &amp; Hill Support')
      expect(html).toContain('0808 157 0123')
      expect(html).toContain('Last checked on')
    }
    expect((await read('/what-to-expect')).html).toContain('living with secondary breast cancer')
    expect((await read('/staff/settings', cookie)).html).toContain('post@example.org')
  })

  it('refuses what others should not see in a name outside (P7), keeping what was typed', async () => {
    for (const discreetName of ['Breast friends', 'The Cancer Club', 'A Support Group']) {
      const answer = await send('/staff/settings/charity', { ...charity, name: 'Changed', discreetName })
      expect(answer.status).toBe(422)
      const html = await answer.text()
      expect(html).toContain('others may see this name')
      expect(html).toContain(`value="${discreetName}"`)
    }
    expect(await db.rows('select name from charity')).toEqual([{ name: 'Bay & Hill Support' }])
    expect(tellsOfIllness('Alongside', 'an incurable illness')).toBe(false)
  })

  it('says what is missing or wrong, all of it at once', async () => {
    const html = await (
      await send('/staff/settings/charity', {
        ...charity,
        name: '',
        fromEmail: 'post',
        phone: '1'.repeat(41),
      })
    ).text()
    expect(html).toContain('Enter the charity’s name')
    expect(html).toContain('Enter an e-mail address, like hello@example.org')
    expect(html).toContain('Phone must be 40 characters or fewer')
  })
})

describe('colours', () => {
  it('are refused in plain words when people could not read them', async () => {
    const pale = await send('/staff/settings/look', { brand: '#ffcc00', accent: '#e4573d' })
    expect(pale.status).toBe(422)
    expect(await pale.text()).toMatch(/to 1; it needs/)
    const none = await send('/staff/settings/look', { brand: 'purple', accent: '#e4573d' })
    expect(await none.text()).toContain('six letters or digits')
    expect(await db.rows('select brand_colour from charity')).toEqual([{ brand_colour: '#4b1d52' }])
  })

  it('are taken when they hold, and change the theme', async () => {
    expect((await send('/staff/settings/look', { brand: '#0B3D2E', accent: '#e4573d' })).status).toBe(303)
    expect((await read('/theme.css')).html).toContain('--brand:#0b3d2e')
  })
})

describe('the logo', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg==',
    'base64',
  )
  const upload = (bytes: Uint8Array<ArrayBuffer> | string, type: string) => {
    const form = new FormData()
    form.set('logo', new File([bytes], 'logo', { type }))
    return send('/staff/settings/logo', form)
  }

  it('is what its bytes say it is, whatever it is called', async () => {
    expect((await upload(new Uint8Array(png), 'text/html')).status).toBe(303)
    const shown = await app.request('/logo?v=1')
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
    const page = await read('/privacy')
    expect(page.html).toMatch(/\/logo\?v=\w+/)
  })

  it('is refused when it is an SVG, a page, too large or nothing', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    expect(await (await upload(svg, 'image/png')).text()).toContain('must be a PNG')
    expect(await (await upload('<html>', 'image/png')).text()).toContain('must be a PNG')
    const large = new Uint8Array(200_001)
    large.set(png)
    expect(await (await upload(large, 'image/png')).text()).toContain('larger than 200 kB')
    expect(await (await send('/staff/settings/logo', new FormData())).text()).toContain('Choose a picture')
    expect((await upload(new Uint8Array(2_100_000), 'image/png')).status).toBe(413)
    expect(await db.rows('select octet_length(logo) as n from charity')).toEqual([{ n: png.length }])
  })

  it('goes when it is taken away', async () => {
    expect((await send('/staff/settings/logo/remove', {})).status).toBe(303)
    expect((await app.request('/logo')).status).toBe(404)
  })

  it('is told from its first bytes', () => {
    expect(logoTypeOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(logoTypeOf(new TextEncoder().encode('RIFF1234WEBPVP8 '))).toBe('image/webp')
    expect(logoTypeOf(new TextEncoder().encode('RIFF1234WAVEfmt '))).toBeNull()
    expect(logoTypeOf(new Uint8Array(0))).toBeNull()
  })
})

describe('services and topics', () => {
  it('are added, changed, ended and brought back; a name stands once', async () => {
    const service = { name: 'Living well', summary: 'S', whoFor: 'W', firstVisit: 'F' }
    expect((await send('/staff/settings/services/new', service)).status).toBe(303)
    expect((await send('/staff/settings/services/new', { ...service, name: 'living WELL' })).status).toBe(422)
    expect((await send('/staff/settings/services/new', { ...service, name: 'Living, well!' })).status).toBe(
      303,
    )
    const rows = await db.rows<{ id: string; slug: string }>(
      'select id, slug from services order by position',
    )
    expect(rows.map((row) => row.slug)).toEqual(['living-well', 'living-well-2'])
    const id = rows[0]?.id ?? ''
    await send(`/staff/settings/services/${id}`, { ...service, name: 'Living with it' })
    expect(await db.rows('select name, slug from services where id = $1', [id])).toEqual([
      { name: 'Living with it', slug: 'living-well' },
    ])
    await send(`/staff/settings/services/${id}/end`, { ended: 'yes' })
    expect((await read('/staff/settings/services', cookie)).html).toContain('Ended')
    await send(`/staff/settings/services/${id}/end`, { ended: 'no' })
    expect(await db.rows('select from services where ended_at is null')).toHaveLength(2)
    const unknown = '11111111-2222-4333-8444-555555555555'
    expect((await send(`/staff/settings/services/${unknown}`, service)).status).toBe(404)
    expect(slugOf('Çé!')).toBe('ce')
    expect(slugOf('***')).toBe('service')
  })

  it('topics keep their order when one is moved, and a coordinator may keep them', async () => {
    const coordinator = await signIn('cora@example.org', 'coordinator')
    const [service] = await db.rows<{ id: string }>('select id from services order by position')
    for (const name of ['Fatigue', 'Sleep', 'Dying'])
      await send(
        '/staff/settings/topics/new',
        { name, note: name === 'Dying' ? 'We talk about it openly' : '', service: service?.id ?? '' },
        coordinator,
      )
    const order = async () =>
      (await db.rows<{ name: string }>('select name from topics order by position')).map((row) => row.name)
    expect(await order()).toEqual(['Fatigue', 'Sleep', 'Dying'])
    const [dying] = await db.rows<{ id: string }>(`select id from topics where name = 'Dying'`)
    const move = (way: string) => send(`/staff/settings/topics/${dying?.id}/move`, { way }, coordinator)
    await move('up')
    expect(await order()).toEqual(['Fatigue', 'Dying', 'Sleep'])
    await move('up')
    await move('up')
    expect(await order()).toEqual(['Dying', 'Fatigue', 'Sleep'])
    await move('down')
    expect(await order()).toEqual(['Fatigue', 'Dying', 'Sleep'])
    const again = await send(
      '/staff/settings/topics/new',
      { name: 'sleep', note: '', service: service?.id ?? '' },
      coordinator,
    )
    expect(again.status).toBe(422)
    expect((await read('/staff/settings/topics', coordinator)).html).toContain('We talk about it openly')
    expect((await read('/staff/settings', coordinator)).status).toBe(403)
  })
})
