import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#config'

/** Every module of the program, without tests and what only tests use, as a path from the project's folder. */
function modules(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.test\.|\.faults\.|\/testing\//.test(path))
}

/** What a module imports, whether at its head or while it runs: paths from the project's folder, and packages' names. */
function imports(path: string): string[] {
  const text = readFileSync(join(projectFolder, path), 'utf8')
  return [...text.matchAll(/(?:from|import|import\(|require\()\s*['"`]([^'"`]+)['"`]/g)].map(
    ([, said = '']) => {
      if (said.startsWith('#')) return `src/${said.slice(1)}`
      if (!said.startsWith('.')) return said
      return relative(projectFolder, join(projectFolder, dirname(path), said)).replaceAll('\\', '/')
    },
  )
}

const program = ['src', 'sample', 'bench', 'scripts'].flatMap(modules)
const importsOf = new Map(program.map((path) => [path, imports(path)]))
const importers = (of: RegExp) =>
  program.filter((path) => importsOf.get(path)?.some((imported) => of.test(imported))).toSorted()

/** Everything by which something leaves for a person, whatever further modules e-mail, texts and letters get. */
const waysOut = /^src\/platform\/(mail|texts|letters)([-./]|$)/

test('nothing but the gate can reach what sends mail, texts or letters (P1)', () => {
  const outside = importers(waysOut).filter((path) => !waysOut.test(path))
  expect(outside).toEqual(['src/features/messages/gate.ts', 'src/features/messages/letter-gate.ts'])
  // Each way out is walked, so that one under another name does not go unseen.
  expect(program.filter((path) => waysOut.test(path))).toEqual(
    expect.arrayContaining(['src/platform/letters.ts', 'src/platform/mail.ts', 'src/platform/texts.ts']),
  )
})

test('nothing but a way out can talk to a mail server', () => {
  // And the doctor, which only asks whether it answers.
  expect(importers(/^src\/platform\/smtp\.ts$/)).toEqual(['src/platform/doctor.ts', 'src/platform/mail.ts'])
  expect(importers(/^nodemailer(\/|$)/)).toEqual(['src/platform/mail.ts', 'src/platform/smtp.ts'])
})

test('nothing but a way out can set a letter', () => {
  expect(importers(/^@myriaddreamin\/typst/)).toEqual(['src/platform/letters.ts'])
})

test('nothing but the jobs open the gate, and letters are printed on its own pages alone', () => {
  expect(importers(/^src\/features\/messages\/gate\.ts$/)).toEqual(['src/features/messages/jobs.ts'])
  expect(importers(/^src\/features\/messages\/letter-gate\.ts$/)).toEqual([
    'src/features/messages/jobs.ts',
    'src/features/messages/staff-letters.tsx',
  ])
})
