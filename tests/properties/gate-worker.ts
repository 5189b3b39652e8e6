import { setTimeout as pause } from 'node:timers/promises'
import { openGate } from '../../src/features/messages/gate.ts'
import { openDatabase } from '../../src/platform/database.ts'
import type { TestDatabase } from '../../src/platform/testing/database.ts'
import { testServices } from '../../src/platform/testing/services.ts'

// A process with a gate, to be killed: `node gate-worker.mjs <database> <mail server>`.
const [, , databaseUrl = '', smtpUrl = ''] = process.argv
const app = openDatabase(databaseUrl)
const gate = openGate(
  testServices({ app } as TestDatabase, { smtp: { url: smtpUrl, connections: 3, dkim: null } }),
)
process.stdout.write('ready\n')
for (;;) {
  await gate.drain().catch(() => {})
  await pause(3)
}
