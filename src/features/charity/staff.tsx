import { checkColours, DEFAULT_COLOURS } from '#design/theme.ts'
import type { Charity } from '#platform/charity.ts'
import { readCharity } from '#platform/charity.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { byField } from '#platform/typed-form.ts'
import { type Ask, action, button, inTransaction, page, type Raw, type Route } from '#platform/web.ts'
import {
  endService,
  endTopic,
  largestLogo,
  listServices,
  listTopics,
  logoTypeOf,
  moveTopic,
  saveCharity,
  saveColours,
  saveLogo,
  saveService,
  saveTopic,
} from './charity.ts'
import { charityForm, coloursForm, endForm, logoForm, moveForm, serviceForm, topicForm } from './forms.ts'
import {
  CharityFormPage,
  LookPage,
  ServiceFormPage,
  ServicesPage,
  SettingsPage,
  TopicFormPage,
  TopicsPage,
} from './settings-pages.tsx'
import { en as words } from './words.ts'

type Errors = Record<string, string>
type Values = Record<string, string>
const permission = 'change settings'
const current = '/staff/settings'
const home = { text: words.settings.title, href: '/staff/settings' }
const typedIn = (raw: Raw): Values =>
  Object.fromEntries(Object.entries(raw).map(([name, said]) => [name, typeof said === 'string' ? said : '']))
const done = (ask: Ask) => {
  const code = ask.req.query('done')
  return code !== undefined && Object.hasOwn(words.done, code) ? words.done[code] : undefined
}
const idIn = (ask: Ask): string | null => {
  const said = ask.req.param('id') ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(said) ? said : null
}
const options = (title: string, errors: Errors, breadcrumbs = [home]) => ({
  title,
  current,
  breadcrumbs,
  errors,
  status: Object.keys(errors).length > 0 ? 422 : 200,
})

function charityPage(ask: Ask, values: Values, errors: Errors = {}): Response {
  return showStaff(
    ask,
    options(words.charity.title, errors),
    <CharityFormPage values={values} errors={errors} />,
  )
}

/** The settings as they are in the database now: another process may have changed them a moment ago. */
const settings = (ask: Ask): Promise<Charity> => inTransaction(ask, readCharity)

async function lookPage(ask: Ask, errors: Errors = {}, typed: Values = {}): Promise<Response> {
  const charity = await settings(ask)
  const values = { brand: charity.brandColour, accent: charity.accentColour, ...typed }
  return showStaff(
    ask,
    { ...options(words.look.title, errors), flash: done(ask) },
    <LookPage charity={charity} values={values} errors={errors} />,
  )
}

const charityRoutes: Route[] = [
  page('/staff/settings', permission, async (ask) =>
    showStaff(
      ask,
      { title: words.settings.title, current, flash: done(ask) },
      <SettingsPage charity={await settings(ask)} />,
    ),
  ),
  page('/staff/settings/charity', permission, async (ask) => {
    const { hasLogo: _, welsh, ...charity } = await settings(ask)
    return charityPage(ask, { ...charity, welsh: welsh ? 'yes' : '' })
  }),
  action(
    '/staff/settings/charity',
    permission,
    {
      schema: charityForm,
      invalid: (ask, problems, raw) => charityPage(ask, typedIn(raw), byField(problems)),
    },
    async (ask, form) => {
      await inTransaction(ask, (tx) => saveCharity(tx, form))
      return seeOther(ask, '/staff/settings?done=saved')
    },
  ),
  page('/staff/settings/look', permission, (ask) => lookPage(ask)),
  action('/staff/settings/look', permission, { schema: coloursForm }, async (ask, form) => {
    const refusals = checkColours({ ...DEFAULT_COLOURS, ...form })
    if (refusals.length > 0)
      return lookPage(ask, Object.fromEntries(refusals.map((r) => [r.colour, r.message])), form)
    await inTransaction(ask, (tx) => saveColours(tx, form))
    return seeOther(ask, '/staff/settings/look?done=saved')
  }),
  action(
    '/staff/settings/logo',
    permission,
    // A little more than the picture itself: the form around it, and enough to say kindly what is too large.
    { schema: logoForm, largest: 2_000_000 },
    async (ask, { logo }) => {
      const w = words.look
      if (!(logo instanceof File) || logo.size === 0) return lookPage(ask, { logo: w.missing })
      if (logo.size > largestLogo) return lookPage(ask, { logo: w.large })
      const bytes = new Uint8Array(await logo.arrayBuffer())
      const type = logoTypeOf(bytes)
      if (!type) return lookPage(ask, { logo: w.kind })
      await inTransaction(ask, (tx) => saveLogo(tx, { bytes, type }))
      return seeOther(ask, '/staff/settings/look?done=logo')
    },
  ),
  action('/staff/settings/logo/remove', permission, { schema: button }, async (ask) => {
    await inTransaction(ask, (tx) => saveLogo(tx, null))
    return seeOther(ask, '/staff/settings/look?done=no-logo')
  }),
]

const servicesHome = { text: words.services.title, href: '/staff/settings/services' }

async function servicePage(ask: Ask, typed?: Values, errors: Errors = {}): Promise<Response> {
  const id = idIn(ask)
  const service = id ? ((await inTransaction(ask, listServices)).find((one) => one.id === id) ?? null) : null
  if (!service && ask.req.param('id') !== undefined) return notFound(ask)
  const values = typed ?? {
    name: service?.name ?? '',
    summary: service?.summary ?? '',
    whoFor: service?.whoFor ?? '',
    firstVisit: service?.firstVisit ?? '',
  }
  return showStaff(
    ask,
    {
      ...options(service?.name ?? words.services.newTitle, errors, [home, servicesHome]),
      // A service's name tells of the illness: the tab does not (P7).
      tabTitle: words.services.title,
    },
    <ServiceFormPage service={service} values={values} errors={errors} />,
  )
}

const saveServiceAt = (path: string): Route =>
  action(
    path,
    permission,
    {
      schema: serviceForm,
      invalid: (ask, problems, raw) => servicePage(ask, typedIn(raw), byField(problems)),
    },
    async (ask, form) => {
      const id = idIn(ask)
      const saved = await inTransaction(ask, async (tx) => {
        if (path.endsWith(':id') && !(await listServices(tx)).some((one) => one.id === id)) return null
        return saveService(tx, id, form)
      })
      if (!saved) return notFound(ask)
      return saved.ok
        ? seeOther(ask, '/staff/settings/services?done=saved')
        : servicePage(ask, form, { name: words.services.nameTaken })
    },
  )

const serviceRoutes: Route[] = [
  page('/staff/settings/services', permission, async (ask) =>
    showStaff(
      ask,
      { ...options(words.services.title, {}), flash: done(ask) },
      <ServicesPage services={await inTransaction(ask, listServices)} />,
    ),
  ),
  page('/staff/settings/services/new', permission, (ask) => servicePage(ask)),
  saveServiceAt('/staff/settings/services/new'),
  page('/staff/settings/services/:id', permission, (ask) => servicePage(ask)),
  saveServiceAt('/staff/settings/services/:id'),
  action('/staff/settings/services/:id/end', permission, { schema: endForm }, async (ask, { ended }) => {
    const id = idIn(ask)
    if (!id) return notFound(ask)
    await inTransaction(ask, (tx) => endService(tx, id, ended === 'yes'))
    return seeOther(ask, `/staff/settings/services?done=${ended === 'yes' ? 'ended' : 'back'}`)
  }),
]

const topics = 'change topics'
const topicsHome = { text: words.topics.title, href: '/staff/settings/topics' }
const topicsWay = (ask: Ask) => {
  const actor = ask.get('actor')
  // Coordinators keep the topics but have no other settings to go back to.
  return actor.kind === 'staff' && actor.roles.includes('administrator') ? [home] : []
}

async function topicPage(ask: Ask, typed?: Values, errors: Errors = {}): Promise<Response> {
  const id = idIn(ask)
  const found = await inTransaction(ask, async (tx) => ({
    topic: id ? ((await listTopics(tx)).find((one) => one.id === id) ?? null) : null,
    services: await listServices(tx),
  }))
  if (!found.topic && ask.req.param('id') !== undefined) return notFound(ask)
  const only = found.services.filter((service) => !service.ended)
  const values = typed ?? {
    name: found.topic?.name ?? '',
    note: found.topic?.note ?? '',
    service: found.topic?.serviceId ?? (only.length === 1 ? (only[0]?.id ?? '') : ''),
  }
  return showStaff(
    ask,
    options(found.topic?.name ?? words.topics.newTitle, errors, [...topicsWay(ask), topicsHome]),
    <TopicFormPage {...found} values={values} errors={errors} />,
  )
}

const saveTopicAt = (path: string): Route =>
  action(
    path,
    topics,
    {
      schema: topicForm,
      invalid: (ask, problems, raw) => topicPage(ask, typedIn(raw), byField(problems)),
    },
    async (ask, form) => {
      const id = idIn(ask)
      const saved = await inTransaction(ask, async (tx) => {
        if (path.endsWith(':id') && !(await listTopics(tx)).some((one) => one.id === id)) return null
        if (!(await listServices(tx)).some((one) => one.id === form.service)) return null
        return saveTopic(tx, id, form)
      })
      if (!saved) return notFound(ask)
      return saved.ok
        ? seeOther(ask, '/staff/settings/topics?done=saved')
        : topicPage(ask, form, { name: words.topics.nameTaken })
    },
  )

const topicRoutes: Route[] = [
  page('/staff/settings/topics', topics, async (ask) => {
    const found = await inTransaction(ask, async (tx) => ({
      topics: await listTopics(tx),
      services: await listServices(tx),
    }))
    return showStaff(
      ask,
      { ...options(words.topics.title, {}, topicsWay(ask)), flash: done(ask) },
      <TopicsPage {...found} />,
    )
  }),
  page('/staff/settings/topics/new', topics, (ask) => topicPage(ask)),
  saveTopicAt('/staff/settings/topics/new'),
  page('/staff/settings/topics/:id', topics, (ask) => topicPage(ask)),
  saveTopicAt('/staff/settings/topics/:id'),
  action('/staff/settings/topics/:id/move', topics, { schema: moveForm }, async (ask, { way }) => {
    const id = idIn(ask)
    if (!id) return notFound(ask)
    await inTransaction(ask, (tx) => moveTopic(tx, id, way))
    return seeOther(ask, '/staff/settings/topics')
  }),
  action('/staff/settings/topics/:id/end', topics, { schema: endForm }, async (ask, { ended }) => {
    const id = idIn(ask)
    if (!id) return notFound(ask)
    await inTransaction(ask, (tx) => endTopic(tx, id, ended === 'yes'))
    return seeOther(ask, `/staff/settings/topics?done=${ended === 'yes' ? 'ended' : 'back'}`)
  }),
]

/** The charity's settings, services and topics. */
export const staff: Route[] = [...charityRoutes, ...serviceRoutes, ...topicRoutes]
