import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ClientBase } from 'pg'
import { isId } from './ids.ts'
import { Refusal } from './refusal.ts'

const heading =
  '# People who were erased from Alongside, by random ids that say nothing about them. Restoring asks for this.'

/** The ids of everybody who was erased, oldest first. */
export async function erasedPeople(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ person_id: string }>(
    'select person_id from erasures order by at, person_id',
  )
  return rows.map((row) => row.person_id)
}

/**
 * Writes the list of erasures to a file outside the database, whole or not at all. Ids that the file already has
 * stay: after restoring an older copy the file may know more than the database.
 * @returns how many ids the file now holds.
 */
export async function keepErasures(erased: string[], path: string): Promise<number> {
  const ids = new Set([...((await readErasures(path)) ?? []), ...erased])
  const text = `${[heading, ...ids, `# end: ${ids.size}`].join('\n')}\n`
  if (text !== (await readOrNothing(path))) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.part`, text, { mode: 0o600, flush: true })
    await rename(`${path}.part`, path)
  }
  return ids.size
}

/** The ids in a list of erasures, or undefined when there is no such file. Refuses a torn one. */
export async function readErasures(path: string): Promise<string[] | undefined> {
  const text = await readOrNothing(path)
  if (text === undefined) return undefined
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const ids = lines.filter((line) => !line.startsWith('#'))
  if (lines.at(-1) !== `# end: ${ids.length}` || !ids.every(isId)) {
    throw new Refusal(
      `The list of erasures ${path} is torn or was altered. Please take a newer or another copy of it.`,
    )
  }
  return ids
}

async function readOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
