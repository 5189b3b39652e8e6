import type { Command } from './commands.ts'

/** Backup, restore, making a database, and a doctor. */
export const backupCommands: Command[] = []
