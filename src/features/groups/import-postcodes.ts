import { createReadStream, existsSync, statSync } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import xz from 'xz-decompress'
import yauzl from 'yauzl'
import type { Command } from '#platform/commands.ts'
import { Refusal } from '#platform/refusal.ts'

type Columns = { all: string[]; postcode: string; ended: string; nation: string; lat: string; lon: string }

/**
 * Brings the ONS Postcode Directory into `postcodes` and `outcodes`, in one transaction: readers see the old table until
 * the commit, and an import that is interrupted leaves it as it was. PostgreSQL itself reads the CSV, so that memory does
 * not grow with the file.
 * @param file a CSV, or one in a zip, xz or gz file, with the Directory's columns pcds, doterm, ctry, lat and long.
 * @returns how many postcodes were read, and how many of them are in use.
 * @throws {Refusal} when the file is missing, unreadable, or something else.
 */
export async function importPostcodes(
  ownerUrl: string,
  file: string,
  tell: (line: string) => void,
): Promise<{ rows: number; live: number }> {
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}.`)
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'alongside imports postcodes',
  })
  // A connection that breaks fails the statement under way; without a listener the process would end.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin')
    // Two imports at once would each wait for the other's lock at the end: the second says so at once.
    const { rows } = await client.query<{ alone: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('import postcodes', 0)) as alone`,
    )
    if (!rows[0]?.alone) throw new Refusal('Another import of postcodes is running. Wait for it to end.')
    const columns = await copyIn(client, file, tell)
    tell('Building the tables.')
    const counts = await build(client, columns, file)
    await client.query('commit')
    return counts
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const code = (error as { code?: string }).code
    if (code === '22P04' || code === '22P02' || code === '22021')
      throw new Refusal(`${file} is not the ONS Postcode Directory as CSV: a line does not fit its columns.`)
    throw error
  } finally {
    await client.end()
  }
}

async function copyIn(client: pg.Client, file: string, tell: (line: string) => void): Promise<Columns> {
  const total = statSync(file).size
  const bytes = countBytes(total, tell)
  const { header, rest } = await splitHeader(Readable.from(whole(file, bytes), { objectMode: false }))
  const columns = readHeader(header, file)
  await client.query(
    `create temporary table postcode_lines (${columns.all.map((c) => `"${c}" text`).join(', ')}) on commit drop`,
  )
  await pipeline(rest, client.query(copyFrom('copy postcode_lines from stdin with (format csv)')))
  return columns
}

function readHeader(line: string, file: string): Columns {
  const all = line
    .replace(/^\uFEFF/, '')
    .trim()
    .split(',')
    .map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase())
  // From 2025 on the Directory writes the year into some names (ctry25cd).
  const find = (pattern: RegExp) => all.find((name) => pattern.test(name))
  const postcode = find(/^pcds$/)
  const ended = find(/^doterm$/)
  const nation = find(/^ctry(\d\dcd)?$/)
  const lat = find(/^lat$/)
  const lon = find(/^long$/)
  if (!postcode || !ended || !nation || !lat || !lon || all.some((name) => !/^[a-z0-9_]{1,40}$/.test(name)))
    throw new Refusal(
      `${file} is not the ONS Postcode Directory as CSV: its first line must name pcds, doterm, ctry, lat and long.`,
    )
  return { all, postcode, ended, nation, lat, lon }
}

async function build(client: pg.Client, c: Columns, file: string): Promise<{ rows: number; live: number }> {
  await client.query("set local maintenance_work_mem = '128MB'")
  await client.query(`
    create table postcodes_new (key text collate "C" not null, lat real, lon real, nation nation not null, ended text);
    insert into postcodes_new
    select distinct on (1) upper(replace("${c.postcode}", ' ', '')),
      case when nullif("${c.lat}", '')::float8 between 49 and 61.5 then "${c.lat}"::real end,
      case when nullif("${c.lat}", '')::float8 between 49 and 61.5 then "${c.lon}"::real end,
      (case left("${c.nation}", 1) when 'E' then 'England' when 'S' then 'Scotland' when 'W' then 'Wales'
        when 'N' then 'Northern Ireland' when 'M' then 'Isle of Man' when 'L' then
          case when "${c.postcode}" like 'JE%' then 'Jersey' else 'Guernsey' end end)::nation,
      nullif("${c.ended}", '')
    from postcode_lines
    where "${c.postcode}" ~ '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? *[0-9][A-Za-z]{2}$' and left("${c.nation}", 1) in ('E', 'S', 'W', 'N', 'M', 'L');
    alter table postcodes_new add constraint postcodes_new_pkey primary key (key);
    create table outcodes_new (like outcodes including constraints);
    insert into outcodes_new
    select left(key, length(key) - 3), avg(lat), avg(lon), mode() within group (order by nation), count(*)
    from postcodes_new where ended is null and lat is not null group by 1;
    alter table outcodes_new add constraint outcodes_new_pkey primary key (key);
    analyze postcodes_new;
    analyze outcodes_new`)
  const { rows } = await client.query<{ rows: string; live: string }>(
    'select count(*) as rows, count(*) filter (where ended is null) as live from postcodes_new',
  )
  const counts = { rows: Number(rows[0]?.rows ?? 0), live: Number(rows[0]?.live ?? 0) }
  if (counts.rows === 0) throw new Refusal(`${file} holds no postcodes. Nothing was changed.`)
  // From here to the commit, a few milliseconds, readers wait.
  await client.query(`
    drop table postcodes, outcodes;
    alter table postcodes_new rename to postcodes;
    alter index postcodes_new_pkey rename to postcodes_pkey;
    alter table outcodes_new rename to outcodes;
    alter index outcodes_new_pkey rename to outcodes_pkey;
    grant select on postcodes, outcodes to alongside_public, alongside_member, alongside_staff, alongside_system`)
  await client.query(
    `insert into postcode_import (imported_at, rows, source) values (clock(), $1, $2)
     on conflict (only_row) do update set imported_at = excluded.imported_at, rows = excluded.rows, source = excluded.source`,
    [counts.rows, file.split('/').at(-1)],
  )
  await client.query(`select pg_notify('public_change', 'postcodes')`)
  return counts
}

function countBytes(total: number, tell: (line: string) => void): Transform {
  let read = 0
  let told = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length
      const share = Math.floor((read / total) * 10)
      if (share > told) {
        told = share
        tell(`Read ${share * 10}% of the file.`)
      }
      done(null, chunk)
    },
  })
}

/** A file that is torn, or that is not what its name says, is a reason to stop and no mistake of ours. */
async function* whole(file: string, counter: Transform): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await unpacked(file, counter)) yield chunk
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${file} cannot be read to its end: it is torn, or not what its name says.`)
  }
}

/** The CSV inside whatever it came in. */
async function unpacked(file: string, counter: Transform): Promise<Readable> {
  if (/\.zip$/i.test(file)) return largestCsv(file)
  const raw = createReadStream(file).pipe(counter)
  if (/\.gz$/i.test(file)) return forwardErrors(raw, createGunzip())
  if (/\.xz$/i.test(file))
    return Readable.fromWeb(
      new xz.XzReadableStream(Readable.toWeb(raw) as ReadableStream<Uint8Array>) as never,
    )
  return raw
}

function forwardErrors(from: Readable, into: Transform): Readable {
  from.once('error', (error) => into.destroy(error))
  return from.pipe(into)
}

/** The Directory comes with user guides and small tables beside it; the largest CSV is the Directory. */
function largestCsv(file: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: true }, (error, zip) => {
      if (error) return reject(new Refusal(`${file} cannot be opened as a zip file.`))
      let largest: yauzl.Entry | null = null
      zip.on('entry', (entry: yauzl.Entry) => {
        if (/\.csv$/i.test(entry.fileName) && entry.uncompressedSize > (largest?.uncompressedSize ?? 0))
          largest = entry
        zip.readEntry()
      })
      zip.once('end', () => {
        if (!largest) return reject(new Refusal(`${file} holds no CSV file.`))
        openEntry(file, largest.fileName).then(resolve, reject)
      })
      zip.once('error', reject)
      zip.readEntry()
    })
  })
}

function openEntry(file: string, name: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== name) return zip.readEntry()
        zip.openReadStream(entry, (failed, stream) => (failed ? reject(failed) : resolve(stream)))
      })
      zip.once('error', reject)
      zip.readEntry()
    })
  })
}

/** Takes the first line off a stream. */
async function splitHeader(stream: Readable): Promise<{ header: string; rest: Readable }> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  let head = Buffer.alloc(0)
  let end = -1
  while (end === -1 && head.length < 65_536) {
    const { value, done } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
    end = head.indexOf(0x0a)
  }
  const at = end === -1 ? head.length : end + 1
  async function* following() {
    yield head.subarray(at)
    for (;;) {
      const { value, done } = await chunks.next()
      if (done) return
      yield value
    }
  }
  return {
    header: head.subarray(0, at).toString('utf8'),
    rest: Readable.from(following(), { objectMode: false }),
  }
}

export const importPostcodesCommand: Command = {
  name: 'import postcodes',
  usage: 'import postcodes FILE',
  says: 'Brings the ONS Postcode Directory (CSV, zip, xz or gz), so that distances are exact. Readers notice nothing.',
  async run([file], context) {
    if (!file) throw new Refusal('Say which file: alongside import postcodes FILE')
    const program = await context.open({ connections: 2 })
    try {
      const began = Date.now()
      const { rows, live } = await importPostcodes(program.urls.owner, file, context.tell)
      const say = (count: number) => count.toLocaleString('en-GB')
      context.say(
        `${say(rows)} postcodes, ${say(live)} of them in use, in ${Math.round((Date.now() - began) / 1000)} seconds. Distances are exact from now on.`,
      )
      return 0
    } finally {
      await program.close()
    }
  },
}
