import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const plain = (text: string) => text.replaceAll('’', "'").replace(/[“”]/g, '"')

/** What stands in bold in a guide and is no button, link or heading of the program: a heading within the text. */
const headings = ['When a date falls out']

test('what the guides name in bold stands on a page, word for word', () => {
  const program = plain(
    globSync('src/**/*.{ts,tsx}', { cwd: root })
      .filter((file) => !file.includes('.test.'))
      .map(read)
      .join('\n'),
  )
  const named = globSync('docs/guides/*.md', { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/\*\*([^*]+)\*\*/g)]
      .flatMap(([, words = '']) => words.split(' → '))
      .filter((words) => !headings.includes(words))
      .map((words) => ({ guide: basename(file), words })),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ words }) => !program.includes(plain(words).replace(/[.:]$/, '')))).toEqual([])
})
