// What a tablet keeps, in two databases of the browser. Signing out deletes the first, and with it the key: nothing of a
// sheet can be read any more. The second holds only what waits to be sent, sealed so that the server alone opens it.
import type { Sealed } from './sealing.ts'

/** Its name stands in src/design/browser/main.ts too: signing out on any page deletes it. */
export const SHEETS = 'alongside-sheets'
const WAITING = 'alongside-waiting'

/** A sheet on the tablet: everything about people encrypted. `loadedAt` by the tablet's own clock, in milliseconds. */
type KeptSheet = { sessionId: string; loadedAt: number; iv: Uint8Array<ArrayBuffer>; text: ArrayBuffer }
/** Something to send. `order` by when it was made. */
export type WaitingEntry = { id: string; sessionId: string; order: number; sealed: Sealed }

function open(name: string, stores: Record<string, string>): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores))
        opening.result.createObjectStore(store, { keyPath })
    }
    opening.onsuccess = () => {
      // Another tab signs out: let it delete.
      opening.result.onversionchange = () => opening.result.close()
      resolve(opening.result)
    }
    opening.onerror = () => reject(opening.error)
  })
}

/** One transaction on one store, done when it is on the disk. */
async function within<T>(
  database: Promise<IDBDatabase>,
  store: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database
  try {
    return await new Promise<T>((resolve, reject) => {
      const tx = db.transaction(store, mode, { durability: 'strict' })
      const request = work(tx.objectStore(store))
      tx.oncomplete = () => resolve(request.result)
      tx.onerror = () => reject(tx.error)
      tx.onabort = () => reject(tx.error)
    })
  } finally {
    db.close()
  }
}
const sheets = () => open(SHEETS, { keys: 'name', sheets: 'sessionId' })
const waiting = () => open(WAITING, { entries: 'id', flags: 'name' })

/** The tablet's key: made once, never to be taken out of the browser, gone with the sign-out. */
async function sheetKey(): Promise<CryptoKey> {
  const found = await within<{ key: CryptoKey } | undefined>(sheets(), 'keys', 'readonly', (s) =>
    s.get('sheets'),
  )
  if (found) return found.key
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await within(sheets(), 'keys', 'readwrite', (s) => s.put({ name: 'sheets', key }))
  return key
}

/** Keeps a sheet, encrypted. @param loadedAt when it came from the server, by the tablet's clock. */
export async function keepSheet(sessionId: string, loadedAt: number, sheet: unknown): Promise<void> {
  const key = await sheetKey()
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = new TextEncoder().encode(JSON.stringify(sheet))
  const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)
  const kept: KeptSheet = { sessionId, loadedAt, iv, text }
  await within(sheets(), 'sheets', 'readwrite', (s) => s.put(kept))
}

/**
 * Opens a kept sheet. Every sheet that is older than `lastsMs`, or from a future that a set-back clock made, is deleted first.
 */
export async function openSheet<T>(
  sessionId: string,
  lastsMs: number,
): Promise<{ kept: T; loadedAt: number } | 'none' | 'too old'> {
  const all = await within<KeptSheet[]>(sheets(), 'sheets', 'readonly', (s) => s.getAll())
  const age = (kept: KeptSheet) => Date.now() - kept.loadedAt
  const old = all.filter((kept) => age(kept) >= lastsMs || age(kept) < -3_600_000)
  for (const kept of old) await within(sheets(), 'sheets', 'readwrite', (s) => s.delete(kept.sessionId))
  if (old.some((kept) => kept.sessionId === sessionId)) return 'too old'
  const kept = all.find((sheet) => sheet.sessionId === sessionId)
  if (!kept) return 'none'
  const key = await sheetKey()
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, key, kept.text)
  return { kept: JSON.parse(new TextDecoder().decode(bytes)) as T, loadedAt: kept.loadedAt }
}

/** Deletes the key and every sheet. */
export function destroySheets(): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(SHEETS)
    deleting.onsuccess = () => resolve()
    deleting.onerror = () => reject(deleting.error)
  })
}

/** Puts something on the way; when this returns, it outlives a reload, a crash and a sign-out. */
export async function keepWaiting(entry: WaitingEntry): Promise<void> {
  await within(waiting(), 'entries', 'readwrite', (s) => s.put(entry))
}
/** What waits, the oldest first. */
export async function allWaiting(): Promise<WaitingEntry[]> {
  const all = await within<WaitingEntry[]>(waiting(), 'entries', 'readonly', (s) => s.getAll())
  return all.sort((a, b) => a.order - b.order)
}
export async function dropWaiting(ids: readonly string[]): Promise<void> {
  for (const id of ids) await within(waiting(), 'entries', 'readwrite', (s) => s.delete(id))
}

/** Notes which sign-in was ended on the tablet without a network, until the server has been told; null takes it back. */
export async function noteSignOut(signIn: string | null): Promise<void> {
  const flags = waiting()
  if (signIn === null) await within(flags, 'flags', 'readwrite', (s) => s.delete('signed out'))
  else await within(flags, 'flags', 'readwrite', (s) => s.put({ name: 'signed out', signIn }))
}
export async function notedSignOut(): Promise<string | null> {
  const found = await within<{ signIn: string } | undefined>(waiting(), 'flags', 'readonly', (s) =>
    s.get('signed out'),
  )
  return found?.signIn ?? null
}
