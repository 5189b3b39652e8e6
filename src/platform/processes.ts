import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

/** A killed process whose parent has not collected it still has an id, but does nothing any more. */
function isZombie(pid: number): boolean {
  const stat = readOrNothing(`/proc/${pid}/stat`)
  return stat !== undefined && statFields(stat)[0] === 'Z'
}

/**
 * When a process began, as an opaque text that differs between two processes that were given the same id.
 * Undefined when there is no such process.
 */
export function startedAt(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined
  const stat = readOrNothing(`/proc/${pid}/stat`)
  if (stat !== undefined) {
    // proc(5): field 22 counts clock ticks since boot; the boot's own id tells two boots apart.
    const boot = readOrNothing('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
    return `${boot}:${statFields(stat)[19]}`
  }
  const listed = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return listed.status === 0 ? listed.stdout.trim() : undefined
}

/** The command line of a running process, or an empty text when it cannot be read. */
export function commandOf(pid: number): string {
  const line = readOrNothing(`/proc/${pid}/cmdline`)
  if (line !== undefined) return line.replaceAll('\0', ' ').trim()
  const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return listed.status === 0 ? listed.stdout.trim() : ''
}

/** The fields of /proc/PID/stat after the command's name, which may itself hold spaces and brackets. */
function statFields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Not Linux, or the process is gone: the callers ask another way.
    return undefined
  }
}
