import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { Refusal } from './refusal.ts'

/**
 * A backup is a row of frames: one letter, four bytes of length, and that many bytes. The last one holds the sha256
 * of all before it, so a torn or altered file is noticed before a single row is written. The whole is gzip, and age
 * around it when somebody is to be the only one to read it.
 */
export type Frame =
  | { kind: 'header'; value: BackupHeader }
  | { kind: 'table'; value: { name: string; columns: string[] } }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'sequences'; value: Record<string, string | null> }

export interface BackupHeader {
  format: 1
  takenAt: string
  /** The migrations of the copied database: restoring begins with the very same ones. */
  migrations: { number: number; name: string; sha256: string }[]
}

const letters = { header: 'H', table: 'T', rows: 'D', sequences: 'S' } as const
const last = 'Z'
const torn = (path: string, why: string) =>
  new Refusal(`${path} is torn or was altered (${why}). Nothing was restored; please take another copy.`)

/**
 * Writes frames to a file that appears under its name only once it is whole and on disk.
 * @param recipients age public keys (`age1…`); with none the file is not encrypted.
 * @returns its size in bytes.
 */
export async function writeFrames(
  path: string,
  frames: AsyncIterable<Frame>,
  recipients: string[],
): Promise<number> {
  const draft = `${path}.part`
  try {
    // Before anything is read: a mistyped key must not leave a copy half begun.
    const encrypter = new Encrypter()
    for (const recipient of recipients) addRecipient(encrypter, recipient)
    const plain = compressed(frames)
    const stream = recipients.length === 0 ? plain : await encrypted(encrypter, plain)
    await pipeline(stream, createWriteStream(draft, { mode: 0o600 }))
    const file = await open(draft, 'r+')
    try {
      await file.sync()
      const { size } = await file.stat()
      await rename(draft, path)
      return size
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(draft, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC') throw new Refusal(`The disk is full: ${path} was not written.`)
    if (code === 'EACCES' || code === 'ENOENT') throw new Refusal(`${path} cannot be written here.`)
    throw error
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient)
  } catch (cause) {
    throw new Refusal(`"${recipient}" is not an age public key; those begin with age1.`, { cause })
  }
}

async function encrypted(encrypter: Encrypter, plain: Readable): Promise<Readable> {
  const stream = await encrypter.encrypt(Readable.toWeb(plain) as ReadableStream<Uint8Array>)
  return Readable.fromWeb(stream as never)
}

/** An error in what is read ends what is written, too: a half file must never look whole. */
function compressed(frames: AsyncIterable<Frame>): Readable {
  const source = Readable.from(encode(frames))
  const gzip = createGzip({ level: 6 })
  source.once('error', (error) => gzip.destroy(error))
  return source.pipe(gzip)
}

async function* encode(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let count = 0
  for await (const frame of frames) {
    const body = frame.kind === 'rows' ? frame.bytes : Buffer.from(JSON.stringify(frame.value))
    const bytes = wrap(letters[frame.kind], body)
    hash.update(bytes)
    count += 1
    yield bytes
  }
  yield wrap(last, Buffer.from(JSON.stringify({ frames: count, sha256: hash.digest('hex') })))
}

function wrap(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter, 0, 'latin1')
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

/**
 * Reads a backup's frames. Throws a Refusal at the end when the checksum does not fit, so read it once to check
 * before anything is believed.
 * @param identities age secret keys, for an encrypted file.
 */
export async function* readFrames(path: string, identities: string[]): AsyncGenerator<Frame> {
  const hash = createHash('sha256')
  let count = 0
  let ended = false
  try {
    for await (const { letter, body, whole } of parts(await plainStream(path, identities))) {
      if (ended) throw torn(path, 'something follows its end')
      if (letter === last) {
        const end = JSON.parse(body.toString()) as { frames: number; sha256: string }
        if (end.sha256 !== hash.digest('hex') || end.frames !== count)
          throw torn(path, 'its checksum does not fit')
        ended = true
        continue
      }
      hash.update(whole)
      count += 1
      yield frameOf(letter, body, path)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal(`There is no file ${path}.`)
    if (isUnreadable(error)) throw torn(path, (error as Error).message)
    throw error
  }
  if (!ended) throw torn(path, 'its end is missing')
}

/** Errors of gzip, of age, and of JSON cut short: the file's fault. Whoever reads the frames keeps their own. */
function isUnreadable(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return code.startsWith('Z_') || error instanceof SyntaxError || error instanceof Unreadable
}
class Unreadable extends Error {}

function frameOf(letter: string, body: Buffer, path: string): Frame {
  if (letter === letters.rows) return { kind: 'rows', bytes: body }
  const kind = (['header', 'table', 'sequences'] as const).find((name) => letters[name] === letter)
  if (kind === undefined) throw torn(path, 'it has a part of an unknown kind')
  return { kind, value: JSON.parse(body.toString()) } as Frame
}

async function* parts(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<{ letter: string; body: Buffer; whole: Buffer }> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= 5) {
      const end = 5 + rest.readUInt32BE(1)
      if (end > 64_000_000) throw new Unreadable('a part is impossibly long')
      if (rest.length < end) break
      const whole = rest.subarray(0, end)
      yield { letter: whole.toString('latin1', 0, 1), body: whole.subarray(5), whole }
      rest = rest.subarray(end)
    }
  }
  if (rest.length > 0) throw new Unreadable('it ends in the middle of a part')
}

async function plainStream(path: string, identities: string[]): Promise<AsyncIterable<Buffer>> {
  const file = await open(path, 'r')
  const start = Buffer.alloc(21)
  const { bytesRead } = await file.read(start, 0, 21, 0)
  await file.close()
  const isEncrypted = start.toString('latin1', 0, bytesRead) === 'age-encryption.org/v1'
  if (!isEncrypted && !(start[0] === 0x1f && start[1] === 0x8b)) {
    throw new Refusal(`${path} is not a backup of Alongside.`)
  }
  const raw = createReadStream(path)
  if (!isEncrypted) return piped(raw)
  if (identities.length === 0) {
    throw new Refusal(`${path} is encrypted. Give the file that holds its key with --identity FILE.`)
  }
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(raw) as ReadableStream<Uint8Array>)
    return piped(Readable.fromWeb(plain as never))
  } catch (error) {
    raw.destroy()
    throw new Refusal(`${path} cannot be opened with this key: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}

/** Decompresses; a broken source (age notices altered bytes) shows as an unreadable file. */
function piped(source: Readable): AsyncIterable<Buffer> {
  const gunzip = createGunzip()
  source.once('error', (error) => gunzip.destroy(new Unreadable(error.message)))
  return source.pipe(gunzip)
}

/** The age secret keys in a file as `age-keygen` writes it: lines that are no comments. */
export async function readIdentities(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(`The key file ${path} cannot be read.`)
  })
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (keys.length === 0) throw new Refusal(`${path} holds no age secret key.`)
  return keys
}
