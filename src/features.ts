import type { Pump, Timer } from '#platform/jobs.ts'
import type { Route } from '#platform/web.ts'

/** What a feature brings: its routes, and what it does at set times or when rows fall due. */
export type Feature = { name: string; routes: Route[]; timers?: Timer[]; pumps?: Pump[] }

/** Every feature, in the order in which routes are tried. */
export const features: Feature[] = []
