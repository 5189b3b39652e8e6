import type { Problem, Raw } from './web.ts'

/** A form to be shown again: what was typed, one value a field, and what is wrong with it. */
export type Wrong = { values: Record<string, string>; errors: Record<string, string> }
/** A form that nobody has sent yet. */
export const nothingWrong: Wrong = { values: {}, errors: {} }

/** What was typed, one value a field: of several the last. */
export const typed = (raw: Raw): Record<string, string> =>
  Object.fromEntries(Object.entries(raw).map(([name, said]) => [name, [said].flat().at(-1) ?? '']))

/** Problems by field, in the order of the form. */
export const byField = (problems: readonly Problem[]): Record<string, string> =>
  Object.fromEntries(problems.map(({ field, message }) => [field, message]))

/** What a form's `invalid` needs to show it again. */
export const wrongBy = (problems: readonly Problem[], raw: Raw): Wrong => ({
  values: typed(raw),
  errors: byField(problems),
})
