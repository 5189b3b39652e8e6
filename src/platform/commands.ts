import type { Config } from '../config.ts'
import type { Log } from './log.ts'
import type { Program } from './program.ts'

/** What a command can reach. `open` connects to the database only when the command needs it. */
export type CommandContext = {
  config: Config
  log: Log
  /** A line for whoever runs it, on standard output. */
  say(line: string): void
  /** Progress and warnings, on standard error. */
  tell(line: string): void
  open(options?: { connections?: number }): Promise<Program>
}

/** One word or two after `alongside`, e.g. `staff add`. Returns the exit code; a Refusal is printed as its sentence. */
export type Command = {
  name: string
  usage: string
  says: string
  /** True when it runs before there are settings: then those given are not looked at. */
  beforeSettings?: true
  run(args: string[], context: CommandContext): Promise<number>
}
