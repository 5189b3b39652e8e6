// Writes src/platform/database-types.ts from a freshly migrated database; with --check, says whether it is stale.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../src/platform/embedded.ts'
import { migrate } from '../src/platform/migrate.ts'
import { generateTypes } from '../src/platform/type-generation.ts'

const target = fileURLToPath(new URL('../src/platform/database-types.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'alongside-types-'))
const server = await startEmbedded({
  dataDir,
  log: () => {},
  settings: { fsync: 'off', shared_buffers: '32MB' },
})
try {
  await migrate(server.urls.owner, server.urls.jobs)
  const client = new pg.Client({ connectionString: server.urls.owner })
  await client.connect()
  const made = await generateTypes(client)
  await client.end()
  if (!process.argv.includes('--check')) {
    writeFileSync(target, made)
    console.log('Wrote src/platform/database-types.ts')
  } else if (made !== readFileSync(target, 'utf8')) {
    console.error('src/platform/database-types.ts is stale. Please run: npm run types')
    process.exitCode = 1
  }
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
