import type { ComponentChildren } from 'preact'

/** Anything that can stand between two tags: text, elements, nothing. */
export type Content = ComponentChildren

/** Sizes of labels, legends, captions and headings. */
export type Size = 's' | 'm' | 'l' | 'xl'

/** Joins the class names that are there; `undefined` when none is, so that no empty `class` is written. */
export function classes(...names: (string | false | undefined | null)[]): string | undefined {
  const joined = names.filter(Boolean).join(' ')
  return joined === '' ? undefined : joined
}

/** True when there is something to show: not `undefined`, `null`, `false` or an empty text. */
export function has(content: Content): boolean {
  return content !== undefined && content !== null && content !== false && content !== ''
}

/** The id of the field that posts as `name`: what an error summary links to. */
export function idOf(name: string): string {
  return name.replace(/[^\w-]+/g, '-')
}
