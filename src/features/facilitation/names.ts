/** First names that are everyday words too: written small, they are nobody's name. */
const alsoWords = new Set(
  (
    'amber angel april art august autumn bill bob carol charity chase clay cliff crystal daisy dale dawn dean dee drew earl eve faith ' +
    'fern flora fran frank gale gene ginger glen grace grant guy hazel heather heath holly hope iris ivy jade jasmine jean joy june lane lily ' +
    'major marina mark may mike miles misty nick olive opal pat patience pearl pepper poppy ray reed rich rob robin rose ruby rusty ' +
    'sage sandy scarlet skip sky star sterling stone story sue summer sunny tiffany tom tony van verity victor violet wade ward ' +
    'will wood young'
  ).split(' '),
)
const letters = /\p{L}[\p{L}\p{M}’'-]*/gu
const keyOf = (word: string) => word.normalize('NFC').toLocaleLowerCase('en-GB').replaceAll('’', "'")

/** The parts of a name by which somebody could be known: "Mary-Ann O’Neill" gives mary-ann, mary, ann and o'neill. */
function partsOf(name: string): string[] {
  return [...name.matchAll(letters)].flatMap(([word]) => {
    const key = keyOf(word)
    return [key, ...(key.includes('-') ? key.split('-') : [])].filter((part) => part.length > 1)
  })
}

/**
 * The words of a text that look like a name of somebody in the group, as they were written, each once. A gentle check: a
 * name that is an everyday word as well counts only when it begins with a capital letter.
 * @param names how the group's members and those who came by are called, and their full names.
 */
export function namesIn(text: string, names: readonly (string | null)[]): string[] {
  const known = new Set(names.flatMap((name) => partsOf(name ?? '')))
  const found = new Map<string, string>()
  for (const [written] of text.matchAll(letters)) {
    const word = written.replace(/['’]s?$/u, '')
    const key = keyOf(word)
    const isKnown = known.has(key) || (key.includes('-') && key.split('-').some((part) => known.has(part)))
    const isWord = alsoWords.has(key) && word === word.toLocaleLowerCase('en-GB')
    if (isKnown && !isWord && !found.has(key)) found.set(key, word)
  }
  return [...found.values()]
}
