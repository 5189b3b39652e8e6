import { defineConfig } from 'vitest/config'

const globalSetup = ['src/platform/testing/server.ts']
const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

const starting = 'tests/journeys/start.test.ts'
const journeys = {
  include: ['tests/journeys/**/*.test.{ts,tsx}'],
  globalSetup,
  // A busy machine takes longer than the usual second to show what a press brings.
  expect: { poll: { timeout: 10_000 } },
  testTimeout: 120_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the two cores that this is made for: much of the time a test waits for a disk, a port or a clock.
    maxWorkers: 3,
    projects: [
      {
        oxc,
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'sample/**/*.test.ts'], globalSetup },
      },
      {
        oxc,
        test: {
          name: 'database',
          include: ['tests/{access,database,properties}/**/*.test.{ts,tsx}'],
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        oxc,
        test: {
          // Each property with a fault planted in the program: passes when the property catches it.
          name: 'faults',
          include: ['tests/properties/**/*.faults.ts'],
          globalSetup,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      { oxc, test: { ...journeys, name: 'journeys', exclude: [starting] } },
      // By itself, after the others: it measures how quickly the program is up.
      { oxc, test: { ...journeys, name: 'start', include: [starting], sequence: { groupOrder: 1 } } },
    ],
  },
})
