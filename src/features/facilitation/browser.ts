import { h, render } from 'preact'
import { CameForm, type CameSheet } from './came-sheet.tsx'
import { ofValue, walkInValue } from './list-values.ts'
import { SHEET_LASTS_MS } from './rules.ts'
import { seal } from './sealing.ts'
import { type Sent, sendWaiting } from './tablet-sending.ts'
import {
  allWaiting,
  destroySheets,
  keepSheet,
  keepWaiting,
  notedSignOut,
  noteSignOut,
  openSheet,
} from './tablet-store.ts'
import { words } from './words.ts'

/*
 * Who came, on a tablet that may lose its network. Once loaded, the page opens without one; each tick is kept on the tablet
 * first and then sent. Without script the same page is a plain form.
 */

/** All that is kept of a session on the tablet, encrypted. `ahead`: how far the server's clock is ahead of ours, in ms. */
type Kept = { sheet: CameSheet; token: string; publicKey: string; ahead: number; signIn: string }

const root = document.querySelector<HTMLElement>('[data-came]')
const says = document.querySelector<HTMLElement>('[data-tablet]')
const permits = new Map<string, string>()
let kept: Kept | null = null
let loadedAt = 0
let lastAt = 0
let refusedBefore = 0

if (root && says && 'indexedDB' in window && 'locks' in navigator && crypto.subtle) start(root, says)

async function start(page: HTMLElement, status: HTMLElement): Promise<void> {
  const sessionId = location.pathname.split('/')[3] ?? ''
  listen(page, status)
  if (page.dataset.shell === undefined) await withNetwork(page, status, sessionId)
  else await withoutNetwork(page, status, sessionId)
}

/** The page came from the server: take the sheet along for later. */
async function withNetwork(page: HTMLElement, status: HTMLElement, sessionId: string): Promise<void> {
  const signIn = page.dataset.signIn ?? ''
  if ((await notedSignOut()) === signIn) return signOutHere()
  await noteSignOut(null)
  // A form that came back with errors stays the plain form that it was.
  if (page.dataset.typed !== undefined) return
  // What waits goes first, so that the sheet comes back with it.
  await sendWaiting(permits)
  let given = await askForSheet(sessionId)
  if (!given) {
    // The network went in between. What the tablet kept before will do.
    const before = await openSheet<Kept>(sessionId, SHEET_LASTS_MS)
    if (typeof before === 'object') await take(before.kept, before.loadedAt)
    return
  }
  if ((await allWaiting()).some((entry) => entry.sessionId === sessionId)) {
    permits.set(sessionId, given.token)
    await sendWaiting(permits)
    given = (await askForSheet(sessionId)) ?? given
  }
  await take({ ...given, ahead: given.now - Date.now(), signIn }, Date.now())
  show(page, false)
  await offerOffline(page, status)
  await tell(status)
}

async function take(found: Kept, at: number): Promise<void> {
  kept = found
  loadedAt = at
  permits.set(found.sheet.sessionId, found.token)
  await keepSheet(found.sheet.sessionId, at, found)
}

/** There is no network: the shell opens what is kept, if it is not a day old. */
async function withoutNetwork(page: HTMLElement, status: HTMLElement, sessionId: string): Promise<void> {
  const found = await openSheet<Kept>(sessionId, SHEET_LASTS_MS)
  if (typeof found === 'string') {
    const { left } = await sendWaiting(permits)
    const first = found === 'too old' ? words.tablet.tooOld : words.tablet.noSheet
    status.textContent = [first, words.tablet.noSheetWords, left > 0 ? words.tablet.waiting(left) : '']
      .filter(Boolean)
      .join(' ')
    page.dataset.state = found
    return
  }
  kept = found.kept
  loadedAt = found.loadedAt
  permits.set(sessionId, kept.token)
  status.textContent = ''
  show(page, true)
  await send(status)
}

type Given = { sheet: CameSheet; token: string; publicKey: string; now: number }

async function askForSheet(sessionId: string): Promise<Given | null> {
  try {
    const answer = await fetch(`/staff/sessions/${sessionId}/came/sheet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    return answer.ok && answer.headers.get('content-type')?.includes('json')
      ? ((await answer.json()) as Given)
      : null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Draws the list anew. What somebody typed or ticked while the page was loading is taken over, not lost. */
function show(page: HTMLElement, fresh: boolean, focus?: string): void {
  if (!kept) return
  const typed = fresh ? null : takeOver(page, kept.sheet)
  if (fresh) page.replaceChildren()
  render(h(CameForm, { sheet: kept.sheet, firstName: typed?.firstName ?? '' }), page)
  for (const tick of typed?.ticks ?? []) void note(tick)
  if (focus) page.querySelector<HTMLElement>(focus)?.focus()
}

type Change = { value: string; came: boolean }

function takeOver(page: HTMLElement, sheet: CameSheet): { firstName: string; ticks: Change[] } {
  const ticks: Change[] = []
  const lines = linesOf(sheet)
  for (const box of page.querySelectorAll<HTMLInputElement>('input[name="came"]')) {
    const line = lines.find((one) => one.value === box.value)
    // `defaultChecked` is what the server said: only what differs from that was done by somebody.
    if (!line || box.checked === box.defaultChecked || line.came === box.checked) continue
    line.came = box.checked
    ticks.push({ value: line.value, came: line.came })
  }
  readRecord(page, sheet)
  return { firstName: page.querySelector<HTMLInputElement>('input[name="firstName"]')?.value ?? '', ticks }
}

const linesOf = (sheet: CameSheet) => [...sheet.expected, ...sheet.others, ...sheet.walkIns]

function readRecord(page: HTMLElement, sheet: CameSheet): void {
  const number = page.querySelector<HTMLInputElement>('input[name="number"]')
  const themes = page.querySelector<HTMLTextAreaElement>('textarea[name="themes"]')
  if (number) sheet.number = number.value.trim()
  if (themes) sheet.themes = themes.value
  for (const box of page.querySelectorAll<HTMLInputElement>('input[name="topics"]')) {
    const topic = sheet.topics.find((one) => one.id === box.value)
    if (topic) topic.chosen = box.checked
  }
}

function listen(page: HTMLElement, status: HTMLElement): void {
  page.addEventListener('change', async (event) => {
    const box = event.target
    if (!kept || !(box instanceof HTMLInputElement) || box.name !== 'came') return
    const line = linesOf(kept.sheet).find((one) => one.value === box.value)
    if (!line) return
    line.came = box.checked
    await note({ value: line.value, came: line.came })
    await send(status)
  })
  page.addEventListener('submit', async (event) => {
    // Without a sheet of our own the form goes to the server as it is.
    if (!kept) return
    event.preventDefault()
    const then = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'save'
    if (then === 'add') await addSomebody(page, status)
    else await save(page, status)
  })
  window.addEventListener('online', () => void send(status))
  const signOut = document.querySelector<HTMLFormElement>('form[action="/staff/sign-out"]')
  signOut?.addEventListener('submit', async (event) => {
    event.preventDefault()
    const signIn = kept?.signIn ?? page.dataset.signIn ?? ''
    await destroySheets()
    kept = null
    if (await reachServer()) return signOut.submit()
    await noteSignOut(signIn)
    page.replaceChildren()
    page.dataset.state = 'signed out'
    status.textContent = `${words.tablet.signedOut} ${words.tablet.signedOutWords}`
    window.addEventListener('online', () => void signOutHere())
  })
}

async function reachServer(): Promise<boolean> {
  if (!navigator.onLine) return false
  return fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}

/** Tells the server of a sign-out that happened without a network. What waits on the tablet goes first, by its own permit. */
async function signOutHere(): Promise<void> {
  await destroySheets()
  await sendWaiting(permits)
  const answer = await fetch('/staff/sign-out', { method: 'POST', body: new URLSearchParams() }).catch(
    () => null,
  )
  if (!answer) return
  await noteSignOut(null)
  location.assign('/staff/sign-in')
}

/** A moment by the server's clock, later than every one before. */
function moment(ahead: number): string {
  lastAt = Math.max(Date.now() + ahead, lastAt + 1)
  return new Date(lastAt).toISOString()
}

async function put(what: object): Promise<void> {
  if (!kept) return
  const id = crypto.randomUUID()
  const at = moment(kept.ahead)
  const { sessionId } = kept.sheet
  const sealed = await seal(kept.publicKey, { id, token: kept.token, at, ...what })
  await keepWaiting({ id, sessionId, order: Date.parse(at), sealed })
  await keepSheet(sessionId, loadedAt, kept)
}

async function note({ value, came }: Change): Promise<void> {
  const about = ofValue(value)
  if (!about || !kept) return
  const name = kept.sheet.walkIns.find((line) => line.value === value)?.name
  await put({ ...about, ...(name === undefined ? {} : { firstName: name }), came })
}

/** Draws the list as it is now, with what stands in the fields at this very moment: people type while entries are kept. */
function draw(page: HTMLElement, errors: Record<string, string> = {}): void {
  if (!kept) return
  readRecord(page, kept.sheet)
  const firstName = page.querySelector<HTMLInputElement>('input[name="firstName"]')?.value ?? ''
  render(h(CameForm, { sheet: kept.sheet, errors, firstName }), page)
}

async function addSomebody(page: HTMLElement, status: HTMLElement): Promise<void> {
  const field = page.querySelector<HTMLInputElement>('input[name="firstName"]')
  const name = field?.value.trim().slice(0, 60) ?? ''
  if (!field || !kept) return
  if (name === '') {
    status.textContent = words.came.errors.firstNameMissing
    field.focus()
    return
  }
  const value = walkInValue(crypto.randomUUID())
  kept.sheet.walkIns.push({ value, name, signs: [], needs: [], came: true })
  field.value = ''
  await note({ value, came: true })
  draw(page)
  page.querySelector<HTMLInputElement>('input[name="firstName"]')?.focus()
  status.textContent = words.came.added(name)
  await send(status)
}

async function save(page: HTMLElement, status: HTMLElement): Promise<void> {
  if (!kept) return
  const firstName = page.querySelector<HTMLInputElement>('input[name="firstName"]')?.value.trim()
  if (firstName) await addSomebody(page, status)
  readRecord(page, kept.sheet)
  const { sheet } = kept
  const named = linesOf(sheet).filter((line) => line.came).length
  const wrong =
    sheet.number !== '' && !/^\d{1,4}$/.test(sheet.number)
      ? words.came.errors.number
      : sheet.number !== '' && Number(sheet.number) < named
        ? words.came.errors.fewer(named)
        : null
  draw(page, wrong ? { number: wrong } : {})
  if (wrong) {
    page.querySelector<HTMLElement>('input[name="number"]')?.focus()
    return
  }
  await put({
    record: {
      came: sheet.number === '' ? null : Number(sheet.number),
      themes: sheet.themes || null,
      topics: sheet.topics.filter((topic) => topic.chosen).map((topic) => topic.id),
    },
  })
  const sent = await send(status)
  if (sent?.state === 'all sent' && sent.left === 0)
    location.assign(`/staff/sessions/${sheet.sessionId}?done=recorded`)
}

let again: ReturnType<typeof setTimeout> | undefined
let wait = 1000

async function send(status: HTMLElement): Promise<Sent> {
  clearTimeout(again)
  const sent = await sendWaiting(permits)
  refusedBefore += sent.refused
  if (sent.state === 'no network') {
    // Browsers notice a network's return late or never; so does a server that was restarted.
    again = setTimeout(() => void send(status), wait)
    wait = Math.min(wait * 2, 60_000)
  } else wait = 1000
  sayWhere(status, sent)
  return sent
}

async function tell(status: HTMLElement): Promise<void> {
  if ((await allWaiting()).length > 0) await send(status)
}

function sayWhere(status: HTMLElement, { left, state }: Sent): void {
  const refused = refusedBefore > 0 ? ` ${words.tablet.refused(refusedBefore)}` : ''
  const where =
    left === 0
      ? words.tablet.allSent
      : state === 'no permit'
        ? words.tablet.signIn(left)
        : words.tablet.waiting(left)
  status.classList.toggle('app-tablet--stuck', left > 0)
  status.textContent = where + refused
}

/** Once the shell is kept too, says that the page opens without a network. */
async function offerOffline(page: HTMLElement, status: HTMLElement): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/staff/sessions/worker.js')
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage('keep the shell')
    page.dataset.offline = 'ready'
    if (status.textContent === '') status.textContent = words.tablet.ready
  } catch (error) {
    // A browser that keeps no shell (a private window): everything else works.
    if (!(error instanceof Error)) throw error
  }
}
