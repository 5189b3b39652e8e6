import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Command } from '#platform/commands.ts'
import { keepErasures } from '#platform/erasures.ts'
import type { Pump, Timer } from '#platform/jobs.ts'
import { transact } from '#platform/transactions.ts'
import type { Route } from '#platform/web.ts'
import { routes as sampleRoutes } from '../sample/routes.tsx'
import { commands as accountCommands } from './features/accounts/commands.ts'
import { routes as accountRoutes } from './features/accounts/routes.tsx'
import { sampleSignIn } from './features/accounts/sample-sign-in.ts'
import { staff as accountStaff } from './features/accounts/staff.tsx'
import { myWishesRoutes } from './features/bereavement/my-wishes.tsx'
import { staff as bereavementStaff } from './features/bereavement/staff.tsx'
import { routes as charityRoutes } from './features/charity/routes.tsx'
import { staff as charityStaff } from './features/charity/staff.tsx'
import { timers as concernTimers } from './features/concerns/jobs.ts'
import { staff as concernStaff } from './features/concerns/staff.tsx'
import { timers as facilitationTimers } from './features/facilitation/jobs.ts'
import { staff as facilitationStaff } from './features/facilitation/staff.tsx'
import { commands as groupCommands } from './features/groups/commands.ts'
import { importPostcodesCommand } from './features/groups/import-postcodes.ts'
import { timers as groupTimers } from './features/groups/jobs.ts'
import { routes as groupRoutes } from './features/groups/routes.tsx'
import { staff as groupStaff } from './features/groups/staff.tsx'
import { pumps as messagePumps, timers as messageTimers } from './features/messages/jobs.ts'
import { routes as messageRoutes } from './features/messages/routes.tsx'
import { sample as messageSample } from './features/messages/sample.tsx'
import { staff as messageStaff } from './features/messages/staff.tsx'
import { staffLetters } from './features/messages/staff-letters.tsx'
import { textRoutes } from './features/messages/text-routes.ts'
import { routes as offerRoutes } from './features/offers/routes.tsx'
import { timers as peopleTimers } from './features/people/jobs.ts'
import { myConsentRoutes } from './features/people/my-consent-routes.tsx'
import { myFormRoutes } from './features/people/my-form-routes.tsx'
import { myLinkRoutes } from './features/people/my-link-routes.tsx'
import { myRoutes } from './features/people/my-routes.tsx'
import { joinRoutes } from './features/people/routes.tsx'
import { staff as peopleStaff } from './features/people/staff.tsx'
import { pumps as placePumps } from './features/places/jobs.ts'
import { routes as placeRoutes } from './features/places/routes.tsx'
import { staff as placeStaff } from './features/places/staff.tsx'
import { routes as referralRoutes } from './features/referrals/routes.tsx'
import { timers as rightsTimers } from './features/rights/jobs.ts'
import { routes as rightsRoutes } from './features/rights/routes.tsx'
import { routes as signpostRoutes } from './features/signposting/routes.tsx'
import { staff as todayStaff } from './features/today/staff.tsx'
import { routes as welcomeRoutes } from './features/welcome/routes.tsx'
import { staff as welcomeStaff } from './features/welcome/staff.tsx'

/** What a feature brings: its routes, what it does at set times or when rows fall due, and its commands. */
export type Feature = {
  name: string
  routes: Route[]
  timers?: Timer[]
  pumps?: Pump[]
  commands?: Command[]
}

/** Every feature, in the order in which routes are tried. */
export const features: Feature[] = [
  {
    name: 'groups',
    routes: [...groupRoutes, ...groupStaff],
    timers: groupTimers,
    commands: [importPostcodesCommand, ...groupCommands],
  },
  {
    name: 'messages',
    routes: [...messageRoutes, ...messageStaff, ...staffLetters, ...textRoutes, ...messageSample],
    timers: messageTimers,
    pumps: messagePumps,
  },
  { name: 'referrals', routes: referralRoutes },
  { name: 'sample', routes: sampleRoutes },
  {
    name: 'accounts',
    routes: [...sampleSignIn, ...accountRoutes, ...accountStaff],
    commands: accountCommands,
  },
  {
    name: 'people',
    routes: [
      ...joinRoutes,
      ...myLinkRoutes,
      ...myFormRoutes,
      ...myConsentRoutes,
      ...myRoutes,
      ...peopleStaff,
    ],
    timers: peopleTimers,
  },
  { name: 'charity', routes: [...charityRoutes, ...charityStaff] },
  { name: 'places', routes: [...placeRoutes, ...placeStaff], pumps: placePumps },
  { name: 'bereavement', routes: [...myWishesRoutes, ...bereavementStaff] },
  { name: 'facilitation', routes: facilitationStaff, timers: facilitationTimers },
  { name: 'concerns', routes: concernStaff, timers: concernTimers },
  { name: 'offers', routes: offerRoutes },
  { name: 'signposting', routes: signpostRoutes },
  { name: 'welcome', routes: [...welcomeRoutes, ...welcomeStaff] },
  { name: 'rights', routes: rightsRoutes, timers: rightsTimers },
  { name: 'today', routes: todayStaff },
]

/** The program's own housekeeping. */
const housekeeping: Timer[] = [
  {
    name: 'platform.partitions',
    cron: '10 2 * * *',
    run: (services) =>
      transact(services.database, system('partitions'), async (tx) => {
        await sql`select make_audit_partitions()`.execute(tx)
        await sql`select forget_old_rates()`.execute(tx)
      }),
  },
  {
    name: 'platform.erasures',
    cron: '*/5 * * * *',
    atStart: true,
    async run({ database, config }) {
      const erased = await transact(database, system('erasures'), async (tx) => {
        const { rows } = await sql<{ id: string }>`select person_id as id from erasures order by at`.execute(
          tx,
        )
        return rows.map((row) => row.id)
      })
      await keepErasures(erased, config.erasuresFile)
    },
  },
]

export const timers: Timer[] = [...housekeeping, ...features.flatMap((feature) => feature.timers ?? [])]
export const pumps: Pump[] = features.flatMap((feature) => feature.pumps ?? [])
export const allCommands: Command[] = features.flatMap((feature) => feature.commands ?? [])
