import type { Problem, Raw } from './web.ts'

/** A form to be shown again: what was typed, one value a field, and what is wrong with it. */
export type Wrong = { values: Record<string, string>; errors: Record<string, string> }
/** A form that nobody has sent yet. */
export const nothingWrong: Wrong = { values: {}, errors: {} }

/** What a form's `invalid` needs to show it again. */
export function wrongBy(problems: readonly Problem[], raw: Raw): Wrong {
  return {
    values: Object.fromEntries(Object.entries(raw).map(([name, said]) => [name, [said].flat().at(-1) ?? ''])),
    errors: Object.fromEntries(problems.map(({ field, message }) => [field, message])),
  }
}
