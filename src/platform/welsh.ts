// What Welsh does to the first letters of words that we put into sentences ourselves. Names stay as they are.

/** A date as `dateInWords` says it, in the middle of a sentence: "dydd Gwener 27 Tachwedd". */
export const dydd = (said: string): string => said.replace(/^Dydd /, 'dydd ')

/** The same after a word that softens, such as "ar" or "o": "ddydd Gwener 27 Tachwedd". */
export const ddydd = (said: string): string => said.replace(/^Dydd /, 'ddydd ')
