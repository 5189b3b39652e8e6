import { writeSync } from 'node:fs'
import { openDatabase } from '#platform/database.ts'
import { numbers, ownDeed, type Said } from './deeds.ts'
import type { World } from './setting.ts'

// A process that does what people ask until it is killed. It says what it is about to do, and what it has told them, in
// lines that are in the pipe before it goes on.
const { url, name, world, people, seed } = JSON.parse(process.argv[2] ?? '') as {
  url: string
  name: string
  world: World
  people: string[]
  seed: number
}
const database = openDatabase(url, 3, name)
const tell = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`)
for (let lane = 0; lane < 3; lane++) {
  const next = numbers(seed + lane)
  const own = people.filter((_, i) => i % 3 === lane)
  void (async () => {
    for (;;) tell(await ownDeed(database, world, own[next(own.length)] ?? '', next, tell))
  })()
}
