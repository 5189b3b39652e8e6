import { sampleCommand } from '../sample/commands.ts'
import { loadSample } from '../sample/load.ts'
import { createApp } from './app.tsx'
import { type Config, readConfig } from './config.ts'
import { allCommands, pumps, timers } from './features.ts'
import { backupCommands } from './platform/backup-commands.ts'
import type { Command, CommandContext } from './platform/commands.ts'
import { startJobs } from './platform/jobs.ts'
import { openLog } from './platform/log.ts'
import { openProgram } from './platform/program.ts'
import { Refusal } from './platform/refusal.ts'
import { startServing } from './platform/serve.ts'

const serve: Command = {
  name: 'serve',
  usage: 'serve',
  says: 'Serves the pages, and works on jobs in the same process unless ALONGSIDE_JOBS=elsewhere.',
  async run(_args, context) {
    const program = await context.open()
    const { config, log } = program.services
    if (config.sample && (await loadSample(program.services))) context.tell('Laid the sample charity.')
    const serving = await startServing(
      program,
      createApp(program.services),
      config.jobsHere ? { timers, pumps } : null,
    ).catch(async (error) => {
      await program.close()
      throw error
    })
    context.say(`Alongside runs at http://localhost:${serving.port}`)
    if (config.sample) {
      context.say(`Have a look round: http://localhost:${serving.port}/sample`)
      context.say(`Every message that it sends: http://localhost:${serving.port}/sample/mail`)
      context.say('Stop it with Ctrl and C.')
    }
    const signal = await untilTold()
    log.info({ signal }, 'stopping')
    await serving.stop()
    await program.close()
    return 0
  },
}

const work: Command = {
  name: 'work',
  usage: 'work',
  says: 'Works on jobs only; as many as you like on as many machines.',
  async run(_args, context) {
    const program = await context.open()
    const jobs = await startJobs(program.services, program.urls.jobs, timers, pumps)
    context.say('Working on jobs. Stop with Ctrl and C.')
    await untilTold()
    await jobs.stop()
    await program.close()
    return 0
  },
}

const migrateOnly: Command = {
  name: 'migrate',
  usage: 'migrate',
  says: 'Brings the database up to date and ends.',
  async run(_args, context) {
    const program = await context.open()
    await program.close()
    context.say('The database is up to date.')
    return 0
  },
}

const commands: Command[] = [serve, work, migrateOnly, sampleCommand, ...backupCommands, ...allCommands]

/** The first SIGTERM or SIGINT; a second one ends the process at once. */
function untilTold(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
}

function findCommand(args: string[]): { command: Command; rest: string[] } | null {
  for (const command of commands) {
    const words = command.name.split(' ')
    if (words.every((word, i) => args[i] === word)) return { command, rest: args.slice(words.length) }
  }
  return null
}

function contextFor(config: Config, beside: boolean): CommandContext {
  const log = openLog(config.logLevel)
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  return {
    config,
    log,
    say: (line) => process.stdout.write(`${line}\n`),
    tell,
    open: (options) => openProgram({ config, log, tell, join: beside, ...options }),
  }
}

const args = process.argv.slice(2)
// `npm start` says "start": the same as serve.
const found = findCommand(args.length === 0 || args[0] === 'start' ? ['serve'] : args)
if (!found) {
  process.stderr.write(`There is no command "${args.join(' ')}". There are:\n`)
  for (const command of commands) process.stderr.write(`  ${command.usage}\n      ${command.says}\n`)
  process.exitCode = 2
} else {
  try {
    const config = readConfig(found.command.beforeSettings ? {} : undefined)
    const context = contextFor(config, found.command !== serve && found.command !== work)
    process.exitCode = await found.command.run(found.rest, context)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
