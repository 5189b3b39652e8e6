import type { Route } from '#platform/web.ts'
import { staffAddDate } from './staff-add-date.tsx'
import { staffGroupParts } from './staff-group-parts.tsx'
import { staffGroups } from './staff-groups.tsx'
import { staffInstead } from './staff-instead.tsx'
import { staffProgramme } from './staff-programme.tsx'
import { staffSessions } from './staff-sessions.tsx'
import { staffVenues } from './staff-venues.tsx'

/** Groups, their dates and venues behind sign-in. */
export const staff: Route[] = [
  ...staffGroups,
  ...staffGroupParts,
  ...staffProgramme,
  ...staffSessions,
  ...staffInstead,
  ...staffAddDate,
  ...staffVenues,
]
