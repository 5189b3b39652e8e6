import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A message that sample mode kept instead of sending it: an e-mail unless it says otherwise. */
export type SampleMail = {
  id: string
  channel?: 'text'
  messageId: string
  to: string
  from: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; content: string }[]
  sentAt: string
}

const folderOf = (dataFolder: string) => join(dataFolder, 'sample-mail')
const named = /^\d{15}-[A-Za-z0-9-]{1,60}\.json$/

/**
 * Keeps one message as a file, so that every process of one sample finds it. The same message sent again (at least once)
 * takes the place of the first when it was kept in the same millisecond only; otherwise both stand, as they would arrive.
 */
export function keepSampleMail(dataFolder: string, mail: Omit<SampleMail, 'id'>, key: string): void {
  const folder = folderOf(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = `${String(Date.parse(mail.sentAt)).padStart(15, '0')}-${key.replace(/[^A-Za-z0-9-]/g, '').slice(0, 60)}`
  const draft = join(folder, `.${name}-${process.pid}`)
  // A reader never finds half a file.
  writeFileSync(draft, JSON.stringify({ id: name, ...mail }), { mode: 0o600 })
  renameSync(draft, join(folder, `${name}.json`))
}

/**
 * The messages kept, newest first.
 * @param to only those to this address, however it is written.
 * @param most how many at the most.
 */
export function sampleMails(dataFolder: string, to: string | null = null, most = 200): SampleMail[] {
  const folder = folderOf(dataFolder)
  if (!existsSync(folder)) return []
  const wanted = to?.trim().toLowerCase()
  const found: SampleMail[] = []
  for (const name of readdirSync(folder)
    .filter((file) => named.test(file))
    .toSorted()
    .reverse()) {
    if (found.length >= most) break
    const mail = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SampleMail
    if (!wanted || mail.to.toLowerCase() === wanted) found.push(mail)
  }
  return found
}

/** One message kept, or null. */
export function sampleMail(dataFolder: string, id: string): SampleMail | null {
  const name = `${id}.json`
  if (!named.test(name)) return null
  const path = join(folderOf(dataFolder), name)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SampleMail) : null
}
