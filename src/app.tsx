import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { serveAsset } from '#design/assets.ts'
import { DEFAULT_COLOURS, themeCss } from '#design/theme.ts'
import { features } from './features.ts'
import { charityIn } from './platform/charity.ts'
import { guardOrigin, securityHeaders } from './platform/guards.ts'
import { healthRoutes } from './platform/health.ts'
import { languageOf, pathOf } from './platform/language.ts'
import { countRequest } from './platform/metrics.ts'
import { actorOf } from './platform/sessions.ts'
import { inChosenSize } from './platform/text-size.ts'
import { databaseIsAway, notFound, troublePages, wentWrong } from './platform/trouble.tsx'
import { type Env, mountRoutes, type Route, type Services } from './platform/web.ts'

/**
 * The whole program as one function from request to response: the middleware in order, then each feature's routes.
 * @throws when a route is not declared as it must be; then nothing starts.
 */
export function createApp(
  services: Services,
  routes: readonly Route[] = features.flatMap((f) => f.routes),
): Hono<Env> {
  const app = new Hono<Env>({ getPath: pathOf })

  app.use(async (ask, next) => {
    const began = performance.now()
    ask.set('services', services)
    ask.set('requestId', randomUUID().slice(0, 8))
    ask.set('language', languageOf(ask.req.raw))
    await next()
    const ms = Math.round(performance.now() - began)
    ask.header('x-request-id', ask.get('requestId'))
    // The route's pattern, never the address itself: addresses hold tokens.
    countRequest(ask, ms)
    services.log.info(
      { request: ask.get('requestId'), method: ask.req.method, status: ask.res.status, ms },
      'answered',
    )
  })
  app.use(securityHeaders)
  app.get('/assets/*', (ask) =>
    serveAsset(ask.req.path.slice('/assets/'.length), ask.req.header('accept-encoding')),
  )
  for (const route of healthRoutes) app.get(route.path, route.handle)
  app.use(guardOrigin(routes))

  app.use(inChosenSize)
  app.use(async (ask, next) => {
    ask.set('charity', await services.charity())
    ask.set('actor', await actorOf(ask))
    if (ask.get('language') !== 'en' && !ask.get('charity').welsh) {
      ask.set('language', 'en')
      return notFound(ask)
    }
    ask.set('charity', charityIn(ask.get('language'), ask.get('charity')))
    // PostgreSQL's texts hold no NUL, and nobody's address has one.
    return /%00/.test(ask.req.url) ? notFound(ask) : next()
  })
  app.get('/theme.css', (ask) => {
    const { brandColour, accentColour } = ask.get('charity')
    return ask.body(themeCss({ ...DEFAULT_COLOURS, brand: brandColour, accent: accentColour }), 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  mountRoutes(app, routes, troublePages)

  app.notFound((ask) => notFound(ask))
  app.onError((error, ask) => {
    services.log.error({ err: error, request: ask.get('requestId') }, 'a request went wrong')
    return databaseIsAway(error) ? wentWrong(ask, 503) : wentWrong(ask, 500)
  })
  return app
}
