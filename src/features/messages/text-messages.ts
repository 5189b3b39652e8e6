import type { Charity } from '#platform/charity.ts'
import { saidOf } from './emails.tsx'
import type { Facts } from './facts.ts'
import { plainSigns, textLength } from './text-length.ts'
import { textInWords } from './words-texts.ts'

/**
 * Writes a text from what is true at the moment of sending: one or two sentences, the date and what happens to it, nobody's
 * name and nothing of the illness or the group (P7). Null for a kind that has none.
 * @param answers whether answers reach us, so that STOP works.
 */
export function writeText(
  facts: Facts,
  charity: Charity,
  answers: boolean,
): { text: string; segments: number } | null {
  const written = textInWords(facts.kind, saidOf(facts, charity), answers)
  if (!written) return null
  const text = plainSigns(written)
  return { text, segments: textLength(text).segments }
}
