import fc from 'fast-check'

const who = fc.nat(6)
const where = fc.nat(3)
/** When the connection of a step is cut: never, before it begins to commit, or some time into it (in ms). */
const cut = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant('before the commit' as const) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 6 }) },
)
const onSession = <K extends string>(kind: K) => fc.record({ kind: fc.constant(kind), who, where, cut })
/** Everything that can happen to places. */
export const step = fc.oneof(
  { weight: 10, arbitrary: onSession('keep') },
  { weight: 6, arbitrary: onSession('give back') },
  { weight: 4, arbitrary: onSession('yes') },
  { weight: 2, arbitrary: onSession('no') },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('tick'),
      hours: fc.constantFrom(1, 7, 26, 50),
      work: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('limit'),
      where,
      to: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 8 }),
      cut,
    }),
  },
  { weight: 1, arbitrary: onSession('cancel') },
  { weight: 1, arbitrary: onSession('stands again') },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move'), where, hours: fc.constantFrom(0.1, 1, 300), cut }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('stand'),
      who,
      stands: fc.constantFrom(true, true, false),
      frees: fc.boolean(),
      cut,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('lay out'), limit: fc.integer({ min: 1, max: 2 }), cut }),
  },
  { weight: 1, arbitrary: onSession('leave') },
  { weight: 1, arbitrary: onSession('join again') },
  { weight: 1, arbitrary: onSession('die') },
  { weight: 1, arbitrary: onSession('mistake') },
  { weight: 1, arbitrary: onSession('free a seat') },
  { weight: 1, arbitrary: onSession('stop messages') },
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
