import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#config'

/** Every module of the program, without tests and what only tests use. */
function modules(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/\.test\.|\.faults\.|(^|\/)testing\//.test(name))
    .map((name) => join(projectFolder, folder, name))
}

/** What each module imports, whether at its head or while it runs. */
function importers(of: RegExp): string[] {
  return ['src', 'sample', 'bench', 'scripts']
    .flatMap(modules)
    .filter((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:from|import|import\(|require\()\s*['"]([^'"]+)['"]/g)].some(
        (found) => of.test(found[1] ?? ''),
      ),
    )
    .map((path) => relative(projectFolder, path).replaceAll('\\', '/'))
    .toSorted()
}

test('nothing but the gate can send (P1): who imports the ways out', () => {
  expect(importers(/(^|\/)mail\.ts$/)).toEqual(['src/features/messages/gate.ts'])
  // The conversation with a mail server: the way out, and the doctor, which only asks whether it answers.
  expect(importers(/(^|\/)smtp\.ts$/).filter((path) => path !== 'src/platform/doctor.ts')).toEqual([
    'src/platform/mail.ts',
  ])
  expect(importers(/^nodemailer/)).toEqual(['src/platform/mail.ts', 'src/platform/smtp.ts'])
})

test('nothing but the jobs open the gate', () => {
  expect(importers(/(^|\/)gate\.ts$/)).toEqual(['src/features/messages/jobs.ts'])
})
