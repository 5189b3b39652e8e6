import { sql } from 'kysely'
import type * as z from 'zod'
import type { Transaction } from '#platform/database.ts'
import type { charityForm, serviceForm, topicForm } from './forms.ts'
import { type LogoType, slugOf } from './rules.ts'

export { largestLogo, logoTypeOf } from './rules.ts'

const now = sql<Date>`clock()`

/** Saves what the charity says of itself. Every process drops its cache at the commit. */
export async function saveCharity(tx: Transaction, form: z.output<typeof charityForm>): Promise<void> {
  await tx
    .updateTable('charity')
    .set({
      name: form.name,
      discreet_name: form.discreetName,
      phone: form.phone,
      phone_hours: form.phoneHours,
      email: form.email,
      postal_address: form.postalAddress,
      registered_number: form.registeredNumber,
      illness: form.illness,
      from_email: form.fromEmail,
      welsh: form.welsh,
      illness_welsh: form.illnessWelsh,
      phone_hours_welsh: form.phoneHoursWelsh,
      changed_at: now,
    })
    .execute()
}

/** Saves colours that `checkColours` has accepted. */
export async function saveColours(
  tx: Transaction,
  colours: { brand: string; accent: string },
): Promise<void> {
  await tx
    .updateTable('charity')
    .set({ brand_colour: colours.brand, accent_colour: colours.accent, changed_at: now })
    .execute()
}

/** Puts a picture in the place of the circle of chairs, or with null the circle back. */
export async function saveLogo(
  tx: Transaction,
  logo: { bytes: Uint8Array; type: LogoType } | null,
): Promise<void> {
  await tx
    .updateTable('charity')
    .set({ logo: logo ? Buffer.from(logo.bytes) : null, logo_type: logo?.type ?? null, changed_at: now })
    .execute()
}

/** The picture, or null. */
export async function readLogo(tx: Transaction): Promise<{ bytes: Buffer; type: string } | null> {
  const row = await tx.selectFrom('charity').select(['logo', 'logo_type']).executeTakeFirstOrThrow()
  return row.logo && row.logo_type ? { bytes: row.logo, type: row.logo_type } : null
}

export type ServiceRow = {
  id: string
  slug: string
  name: string
  summary: string
  whoFor: string
  firstVisit: string
  ended: boolean
}

/** The charity's services in their order, ended ones last. */
export async function listServices(tx: Transaction): Promise<ServiceRow[]> {
  const { rows } = await sql<ServiceRow>`
    select id, slug, name, summary, who_for as "whoFor", first_visit as "firstVisit", ended_at is not null as ended
    from services order by ended_at is not null, position, name`.execute(tx)
  return rows
}

/** Adds a service, or changes one; its address stays when it is renamed. */
export async function saveService(
  tx: Transaction,
  id: string | null,
  form: z.output<typeof serviceForm>,
): Promise<{ ok: true; id: string } | { ok: false; reason: 'name taken' }> {
  const twin = await tx
    .selectFrom('services')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${form.name})`)
    .$if(id !== null, (query) => query.where('id', '!=', id ?? ''))
    .executeTakeFirst()
  if (twin) return { ok: false, reason: 'name taken' }
  const values = {
    name: form.name,
    summary: form.summary,
    who_for: form.whoFor,
    first_visit: form.firstVisit,
  }
  if (id !== null) {
    await tx.updateTable('services').set(values).where('id', '=', id).execute()
    return { ok: true, id }
  }
  const wanted = slugOf(form.name)
  const taken = await tx.selectFrom('services').select('slug').where('slug', 'like', `${wanted}%`).execute()
  let slug = wanted
  for (let n = 2; taken.some((row) => row.slug === slug); n++) slug = `${wanted}-${n}`
  const row = await tx
    .insertInto('services')
    .values({ ...values, slug, position: sql<number>`(select coalesce(max(position), 0) + 1 from services)` })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ok: true, id: row.id }
}

/** Ends a service or brings it back; its groups stay. */
export async function endService(tx: Transaction, id: string, ended: boolean): Promise<void> {
  await tx
    .updateTable('services')
    .set({ ended_at: ended ? now : null })
    .where('id', '=', id)
    .execute()
}

export type TopicRow = {
  id: string
  serviceId: string
  service: string
  name: string
  note: string
  ended: boolean
}

/** Every topic by service and order, ended ones last. */
export async function listTopics(tx: Transaction): Promise<TopicRow[]> {
  const { rows } = await sql<TopicRow>`
    select t.id, s.id as "serviceId", s.name as service, t.name, coalesce(t.plain_note, '') as note,
      t.ended_at is not null as ended
    from topics t join services s on s.id = t.service_id
    order by s.position, s.name, t.ended_at is not null, t.position, t.name`.execute(tx)
  return rows
}

/** Adds a topic at the end of its service's list, or changes one. */
export async function saveTopic(
  tx: Transaction,
  id: string | null,
  form: z.output<typeof topicForm>,
): Promise<{ ok: true } | { ok: false; reason: 'name taken' }> {
  const twin = await tx
    .selectFrom('topics')
    .select('id')
    .where('service_id', '=', form.service)
    .where(sql<boolean>`lower(name) = lower(${form.name})`)
    .$if(id !== null, (query) => query.where('id', '!=', id ?? ''))
    .executeTakeFirst()
  if (twin) return { ok: false, reason: 'name taken' }
  const values = {
    name: form.name,
    plain_note: form.note === '' ? null : form.note,
    service_id: form.service,
  }
  if (id !== null) await tx.updateTable('topics').set(values).where('id', '=', id).execute()
  else
    await tx
      .insertInto('topics')
      .values({
        ...values,
        position: sql<number>`(select coalesce(max(position), 0) + 1 from topics where service_id = ${form.service})`,
      })
      .execute()
  return { ok: true }
}

/** Moves a topic one place up or down among those that have not ended; at the end it stays. */
export async function moveTopic(tx: Transaction, id: string, way: 'up' | 'down'): Promise<void> {
  const step = way === 'up' ? -1.5 : 1.5
  await sql`
    update topics t set position = o.place
    from (
      select id, row_number() over (order by place) as place
      from (
        select id, row_number() over (order by position, name) + case when id = ${id} then ${step}::numeric else 0 end as place
        from topics
        where ended_at is null and service_id = (select service_id from topics where id = ${id})
      ) as moved
    ) as o
    where t.id = o.id and t.position <> o.place`.execute(tx)
}

/** Ends a topic or brings it back; sessions that have it keep it. */
export async function endTopic(tx: Transaction, id: string, ended: boolean): Promise<void> {
  await tx
    .updateTable('topics')
    .set({ ended_at: ended ? now : null })
    .where('id', '=', id)
    .execute()
}
