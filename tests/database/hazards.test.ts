import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const text = readFileSync(join(root, 'docs', 'hazards.md'), 'utf8')
const proofs = [...text.matchAll(/^- `([^`]+)` — “(.+)”$/gm)].map(([, file = '', name = '']) => ({
  file,
  name,
}))

test('each hazard names tests that are there, word for word', () => {
  const wrong = proofs.filter(
    ({ file, name }) =>
      !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(name),
  )
  expect(wrong).toEqual([])
})

test('no hazard stands without a proof', () => {
  const hazards = text.split(/^## /m).slice(1)
  expect(hazards.length).toBeGreaterThan(10)
  expect(hazards.filter((hazard) => !/^- `/m.test(hazard)).map((hazard) => hazard.split('\n')[0])).toEqual([])
  // A line that is written another way would not be looked at.
  expect(text.match(/^- /gm)?.length).toBe(proofs.length)
})
