import type { Command } from '#platform/commands.ts'
import { Refusal } from '#platform/refusal.ts'
import { loadSample } from './load.ts'

/** `alongside sample`: lays the sample charity into an empty database. */
export const sampleCommand: Command = {
  name: 'sample',
  usage: 'sample',
  says: 'Lays the sample charity into an empty database (a first start in sample mode does it by itself).',
  async run(_args, context) {
    const program = await context.open({ connections: 2 })
    try {
      if (!program.services.config.sample)
        throw new Refusal(
          'The sample charity is only for trying the program: there are no made-up people beside real ones.',
        )
      if (!(await loadSample(program.services)))
        throw new Refusal('The database is not empty, so nothing was done.')
      context.say('The sample charity is there.')
      return 0
    } finally {
      await program.close()
    }
  },
}
