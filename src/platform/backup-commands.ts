import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { backup } from './backup.ts'
import { readIdentities } from './backup-file.ts'
import type { Command } from './commands.ts'
import { initDatabase, sayInitialised } from './database-init.ts'
import { examine } from './doctor.ts'
import { erasedPeople, keepErasures, readErasures } from './erasures.ts'
import { Refusal } from './refusal.ts'
import { restore } from './restore.ts'

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options']

function read<const O extends NonNullable<Options>>(args: string[], usage: string, options: O) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true })
    const [first, ...more] = positionals
    if (first === undefined || more.length > 0) throw new Refusal(`Please write: alongside ${usage}`)
    return { values, first }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(`${(error as Error).message}\nPlease write: alongside ${usage}`, { cause: error })
  }
}

const backupUsage = 'backup FILE [--recipient age1…]'
const backupCommand: Command = {
  name: 'backup',
  usage: backupUsage,
  says: 'Copies everything to one file while the program goes on; encrypted for each recipient that is given.',
  async run(args, context) {
    const { values, first } = read(args, backupUsage, { recipient: { type: 'string', multiple: true } })
    const file = resolve(first)
    const program = await context.open({ connections: 1 })
    try {
      const { rows, bytes } = await backup(program.urls.owner, file, {
        recipients: values.recipient ?? [],
        erasuresFile: context.config.erasuresFile,
        tell: context.tell,
      })
      const all = Object.values(rows).reduce((sum, one) => sum + one, 0)
      context.say(`${all.toLocaleString('en-GB')} rows, ${megabytes(bytes)} MB in ${file}`)
      context.say(`The list of erasures is beside it, and kept up to date in ${context.config.erasuresFile}`)
      return 0
    } finally {
      await program.close()
    }
  },
}

const restoreUsage = 'restore FILE [--erasures FILE | --no-erasures] [--identity KEY-FILE]'
const restoreCommand: Command = {
  name: 'restore',
  usage: restoreUsage,
  says: 'Fills an empty database from a backup. No message goes out until an administrator opens the gate.',
  async run(args, context) {
    const { values, first } = read(args, restoreUsage, {
      erasures: { type: 'string' },
      'no-erasures': { type: 'boolean' },
      identity: { type: 'string' },
    })
    const kept = context.config.erasuresFile
    const erased = values['no-erasures'] ? [] : await newestErasures(values.erasures, kept)
    const identities = values.identity === undefined ? [] : await readIdentities(resolve(values.identity))
    const program = await context.open({ connections: 1 })
    try {
      const done = await restore(program.urls, resolve(first), { identities, erased, tell: context.tell })
      await keepList(program.urls.owner, kept)
      const all = Object.values(done.rows).reduce((sum, one) => sum + one, 0)
      context.say(`${all.toLocaleString('en-GB')} rows restored from the backup of ${done.takenAt}.`)
      context.say(
        `${done.erased} people erased since then were erased again; ${done.held} due messages are held.`,
      )
      context.say(
        'The gate is closed: nothing is sent until an administrator has looked through deaths, stops and',
      )
      context.say('erasures since the backup, and opens it under Messages.')
      return 0
    } finally {
      await program.close()
    }
  },
}

/** Nobody who was erased may come back, so a restore insists on a list or on hearing that there is none. */
async function newestErasures(given: string | undefined, kept: string): Promise<string[]> {
  const ids = await readErasures(given === undefined ? kept : resolve(given))
  if (ids !== undefined) return ids
  throw new Refusal(
    `Please give the newest list of erasures with --erasures FILE: it was kept in ${kept} on the machine that ran ` +
      'Alongside, and stands beside each backup. If nobody was erased since the backup, say --no-erasures.',
  )
}

async function keepList(ownerUrl: string, path: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await keepErasures(await erasedPeople(client), path)
  } finally {
    await client.end()
  }
}

const initUsage = 'database init ADMIN_URL [--name alongside] [--new-passwords]'
const initCommand: Command = {
  name: 'database init',
  usage: initUsage,
  says: 'Makes the roles and the database on a PostgreSQL server and prints the three addresses.',
  beforeSettings: true,
  async run(args, context) {
    const { values, first } = read(args, initUsage, {
      name: { type: 'string', default: 'alongside' },
      'new-passwords': { type: 'boolean', default: false },
    })
    if (!/^postgres(ql)?:\/\//.test(first)) {
      throw new Refusal('The address begins with postgres:// and names an administrator, host and database.')
    }
    const done = await initDatabase(first, { name: values.name, newPasswords: values['new-passwords'] })
    context.say(sayInitialised(done).trimEnd())
    return 0
  },
}

const doctorCommand: Command = {
  name: 'doctor',
  usage: 'doctor',
  says: 'Says in plain words what is wrong with this set-up. Ends with 1 when something is.',
  async run(_args, context) {
    const program = await context.open({ connections: 2 })
    try {
      const findings = await examine(program)
      for (const { well, part, says } of findings)
        context.say(`${well ? 'fine ' : 'WRONG'}  ${part}: ${says}`)
      return findings.every(({ well }) => well) ? 0 : 1
    } finally {
      await program.close()
    }
  },
}

/** Backup, restore, making a database, and a doctor. */
export const backupCommands: Command[] = [backupCommand, restoreCommand, initCommand, doctorCommand]

const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })
