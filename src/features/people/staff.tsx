import type { Route } from '#platform/web.ts'
import { helperRoutes } from './helpers.tsx'
import { staff as changes } from './staff-changes.tsx'
import { consentRoutes } from './staff-consents.tsx'
import { emergencyRoutes } from './staff-emergency.tsx'
import { lateRoutes } from './staff-late.tsx'
import { staff as lists } from './staff-list.tsx'
import { registerRoutes } from './staff-register.tsx'

/** People, for those who work with them: the list, one person's page, and what is changed there. */
export const staff: Route[] = [
  ...lists,
  ...registerRoutes,
  ...changes,
  ...consentRoutes,
  ...emergencyRoutes,
  ...helperRoutes,
  ...lateRoutes,
]
