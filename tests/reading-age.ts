import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'

/** The words of the illness and of those who treat it, which nobody can put more plainly. */
const excepted = new Set(
  'secondary breast cancer metastatic palliative hospice therapist therapists oncologist oncology'.split(' '),
)

export type Reading = { age: number; words: number; hardest: string[] }

/**
 * The age at which somebody can read a text, by Flesch and Kincaid's grade (Kincaid, Fishburne, Rogers and Chissom 1975:
 * 0.39 × words a sentence + 11.8 × syllables a word − 15.59) plus the five years that children are old in grade 0.
 * @param sentences as people read them: a heading, an item of a list, each sentence of a paragraph. Of one with fewer than
 *   four words (a label, a button) the words count, and it ends no sentence.
 */
export function readingAge(sentences: readonly string[]): Reading {
  let words = 0
  let syllables = 0
  let ends = 0
  const scored: { text: string; grade: number }[] = []
  for (const text of sentences) {
    const said = (text.match(/[a-z][a-z’'-]*/gi) ?? []).filter((word) => !excepted.has(word.toLowerCase()))
    if (said.length < 4) continue
    const spoken = said.reduce((sum, word) => sum + syllable(word), 0)
    words += said.length
    syllables += spoken
    ends += 1
    scored.push({ text, grade: fleschKincaid({ sentence: 1, word: said.length, syllable: spoken }) })
  }
  const hardest = scored
    .sort((a, b) => b.grade - a.grade)
    .slice(0, 5)
    .map(({ text, grade }) => `${Math.round(grade + 5)}: ${text}`)
  if (words === 0) return { age: 0, words, hardest }
  return { age: fleschKincaid({ sentence: ends, word: words, syllable: syllables }) + 5, words, hardest }
}

const blocks =
  'p|li|h[1-6]|dt|dd|td|th|legend|label|summary|div|title|caption|figcaption|option|button|br|ul|ol|dl|section'

/** The sentences in the main part of a page. Names of places in italics and what only machines read are left out. */
export function sentencesOf(html: string): string[] {
  const main = /<main[^>]*>([\s\S]*?)<\/main>/.exec(html)?.[1] ?? ''
  return sentencesOfText(
    main
      .replace(/<(script|style|svg|table|select|address)[\s\S]*?<\/\1>/g, ' ')
      .replace(new RegExp(`</?(${blocks})\\b[^>]*>`, 'g'), '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&[a-z]+;|&#\d+;/g, ' '),
  )
}

/** The sentences of an e-mail, a letter or a text: a line is one at least. Addresses of pages are left out. */
export function sentencesOfText(text: string): string[] {
  return text
    .replace(/https?:\S+/g, ' ')
    .split(/\n|(?<=[.!?:])\s+(?=[A-Z“])/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '')
}
