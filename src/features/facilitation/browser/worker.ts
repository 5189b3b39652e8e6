// The service worker of who came. It keeps the empty shell of that page and what the shell is made of, which is the same
// for everybody and holds nothing about anybody, and shows it when there is no network. Sheets are none of its business.

const worker = self as unknown as {
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void
  addEventListener(type: 'message', listen: (event: Lasting & { data: unknown }) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
type Lasting = { waitUntil(work: Promise<unknown>): void }
type Fetching = { request: Request; respondWith(answer: Promise<Response>): void }

const SHELL = '/staff/sessions/offline'
const CACHE = 'alongside-shell'
/** So long a page may take to come before the shell stands in: milliseconds. */
const PATIENCE = 8000
const came = /^\/staff\/sessions\/[0-9a-f-]{36}\/came$/

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()))
})
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
})
// A page that came over the network asks for the newest shell.
worker.addEventListener('message', (event) => {
  if (event.data === 'keep the shell') event.waitUntil(keepShell())
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (came.test(url.pathname)) event.respondWith(pageOrShell(request))
  } else if (url.pathname.startsWith('/assets/') || url.pathname === '/theme.css') {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
  }
})

async function keepShell(): Promise<void> {
  const answer = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' })
  if (!answer.ok) throw new Error(`The shell answered ${answer.status}`)
  const html = await answer.clone().text()
  const parts = [...html.matchAll(/(?:href|src)="((?:\/assets\/|\/theme\.css)[^"]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  )
  const cache = await caches.open(CACHE)
  const wanted = new Set(parts.map((part) => new URL(part, self.location.origin).href))
  await Promise.all(
    [...wanted].map(async (part) => {
      if (!(await cache.match(part))) await cache.add(part)
    }),
  )
  await cache.put(SHELL, answer)
  for (const old of await cache.keys()) {
    if (!wanted.has(old.url) && new URL(old.url).pathname !== SHELL) await cache.delete(old)
  }
}

async function pageOrShell(request: Request): Promise<Response> {
  const shell = await caches.match(SHELL)
  if (!shell) return fetch(request)
  let late: ReturnType<typeof setTimeout> | undefined
  try {
    return await Promise.race([
      fetch(request),
      new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(new Error('late')), PATIENCE)
      }),
    ])
  } catch (error) {
    if (error instanceof Error) return shell
    throw error
  } finally {
    clearTimeout(late)
  }
}
