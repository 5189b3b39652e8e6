import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '#platform/language.ts'
import { type Words, wordsFor } from './words.ts'

/** The language of the document around a component: each document sets its own while it is rendered. */
export const DocumentLanguage = createContext<Language>('en')

/** The few words that components bring themselves, such as "Error" before a message, in their document's language. */
export function useWords(): Words['components'] {
  return wordsFor(useContext(DocumentLanguage)).components
}
