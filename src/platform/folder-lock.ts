import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startedAt } from './processes.ts'
import { Refusal } from './refusal.ts'

/** A living program holds the folder. */
export class FolderInUse extends Refusal {}

interface Holder {
  pid: number
  started: string
}

/**
 * Takes a folder for this process alone, until `release` or its death. A lock left behind by a dead process
 * is taken over. Throws FolderInUse, which names the process, when a living one holds the folder.
 */
export async function lockFolder(folder: string): Promise<{ release(): void }> {
  const path = join(folder, 'lock')
  const mine = JSON.stringify({ pid: process.pid, started: startedAt(process.pid) ?? '' })
  const draft = join(folder, `lock.${process.pid}`)
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (claim(draft, path)) return { release: () => releaseIfMine(path, mine) }
      const found = read(path)
      if (found === undefined) continue
      const holder = parse(found)
      if (holder !== undefined && startedAt(holder.pid) === holder.started) {
        throw new FolderInUse(
          `Alongside is already running on ${folder} (process ${holder.pid}). ` +
            'Stop it first, or use another data folder.',
        )
      }
      if (takeOver(folder, path, draft, found)) return { release: () => releaseIfMine(path, mine) }
      await wait(50)
    }
    throw new Refusal(`Another process is starting on ${folder}. Please try again in a moment.`)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Linking is atomic and fails when the name exists, so only one of two processes gets an unlocked folder. */
function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Two processes can find the same dead holder at once. Only the one that makes the turnstile folder goes on,
 * and it looks again: the other may just have gone through. A turnstile older than 10 s was left by a crash.
 */
function takeOver(folder: string, path: string, draft: string, stale: string): boolean {
  const turnstile = join(folder, 'lock.turn')
  try {
    mkdirSync(turnstile)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const since = statSync(turnstile, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > 10_000)
      rmSync(turnstile, { recursive: true, force: true })
    return false
  }
  try {
    if (read(path) !== stale) return false
    const copy = `${draft}.new`
    writeFileSync(copy, readFileSync(draft), { mode: 0o600 })
    renameSync(copy, path)
    return true
  } finally {
    rmdirSync(turnstile)
  }
}

function releaseIfMine(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true })
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parse(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>
    if (typeof value.pid === 'number' && typeof value.started === 'string') {
      return { pid: value.pid, started: value.started }
    }
  } catch {
    // A lock torn by a power cut names nobody: it is stale.
  }
  return undefined
}
