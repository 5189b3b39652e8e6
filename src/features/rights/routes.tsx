import type { Route } from '#platform/web.ts'
import { copyRoutes } from './copies.tsx'
import { doublesRoutes } from './doubles-routes.tsx'
import { erasureRoutes } from './erasures.tsx'
import { holdRoutes } from './hold-routes.tsx'
import { lookingRoutes } from './looking-pages.tsx'
import { retentionRoutes } from './retention-pages.tsx'
import { staff } from './staff.tsx'

/** What people may ask for about what is kept of them, and what keeps records in order. */
export const routes: Route[] = [
  ...copyRoutes,
  ...erasureRoutes,
  ...holdRoutes,
  ...retentionRoutes,
  ...doublesRoutes,
  ...lookingRoutes,
  ...staff,
]
