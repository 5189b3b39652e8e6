import type { Route } from '#platform/web.ts'
import { staffGroups } from './staff-groups.tsx'
import { staffProgramme } from './staff-programme.tsx'
import { staffSessions } from './staff-sessions.tsx'
import { staffVenues } from './staff-venues.tsx'

/** Groups, their dates and venues behind sign-in. */
export const staff: Route[] = [...staffGroups, ...staffProgramme, ...staffSessions, ...staffVenues]
