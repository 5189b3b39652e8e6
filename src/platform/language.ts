import type { Ask } from './web.ts'

/** The languages that the pages for people can be had in. Staff pages are in English. */
export const languages = ['en', 'cy'] as const
export type Language = (typeof languages)[number]

// What has no language, or one alone.
const english = /^\/(staff|api|sample|assets|theme\.css|logo|healthz|readyz|metrics)([/?#]|$)/

/** The path that routes are declared with: Welsh pages have the English addresses with /cy before them. */
export function pathOf(request: Request): string {
  const begin = request.url.indexOf('/', request.url.indexOf('://') + 3)
  const path = (begin < 0 ? '/' : request.url.slice(begin)).replace(/[?#].*$/, '')
  if (path === '/cy') return '/'
  if (!path.startsWith('/cy/')) return path
  const rest = path.slice(3)
  return english.test(rest) ? path : rest
}

/** The language that an address asks for. */
export function languageOf(request: Request): Language {
  return /^[a-z]+:\/\/[^/]*\/cy([/?#]|$)/.test(request.url) ? 'cy' : 'en'
}

/** The address of a page of ours in a language. Files for calendars, and pages that have English alone, stay as they are. */
export function addressIn(language: Language, path: string): string {
  if (language === 'en' || !path.startsWith('/') || path.startsWith('//')) return path
  if (english.test(path) || /^\/cy([/?#]|$)/.test(path) || /\.ics([?#]|$)/.test(path)) return path
  return `/cy${path === '/' ? '' : path}`
}

/** Lets every link and form of a page stay in its language. */
export function linksIn(language: Language, html: string): string {
  if (language === 'en') return html
  return html.replace(
    / (href|action)="(\/[^"]*)"( hreflang="[a-z]+")?/g,
    (all, name: string, path: string, other?: string) =>
      other ? all : ` ${name}="${addressIn(language, path)}"`,
  )
}

/** The words of a feature in the language of a request; English where there are none yet. */
export function wordsIn<W>(ask: Ask, words: { en: W; cy?: W }): W {
  return words[ask.get('language')] ?? words.en
}

/** Something made once from the words of each language, such as a form with what it says of errors. */
export function inEachLanguage<W, M>(
  words: Readonly<Record<Language, W>>,
  make: (words: W) => M,
): (language: Language) => M {
  const made = { en: make(words.en), cy: make(words.cy) }
  return (language) => made[language]
}

/** Part of a table of words: what is missing stays English. */
export type Translation<W> = W extends (...args: never[]) => unknown
  ? W
  : W extends readonly unknown[]
    ? W
    : W extends object
      ? { [K in keyof W]?: Translation<W[K]> }
      : W extends string
        ? string
        : W

/** A translation laid over the English words; `tests/database/welsh.test.ts` lists what is missing. */
export function laidOver<W extends object>(en: W, translated: Translation<NoInfer<W>>): W {
  const both = { ...en } as Record<string, unknown>
  for (const [key, value] of Object.entries(translated)) {
    const original = both[key]
    both[key] =
      isTable(original) && isTable(value) ? laidOver(original, value as Translation<typeof original>) : value
  }
  return both as W
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
