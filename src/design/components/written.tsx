import { useContext } from 'preact/hooks'
import type { Language } from '#platform/language.ts'
import { DocumentLanguage } from '../reading.ts'
import type { Content } from './content.ts'

function Written(props: { language: Language; children?: Content }) {
  const ofDocument = useContext(DocumentLanguage)
  return ofDocument === props.language ? props.children : <span lang={props.language}>{props.children}</span>
}

/**
 * What the charity typed itself: on a page of another language it is marked with its own, so that a screen reader says it
 * as it is meant.
 * @param language English, but in one of its Welsh groups. @returns nothing when there is no text.
 */
export function written(text: string | null | undefined, language: Language = 'en'): Content {
  return text ? <Written language={language}>{text}</Written> : null
}
