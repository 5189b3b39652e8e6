import * as z from 'zod'

// What somebody says while joining travels in the form itself, from page to page: no session is needed, and nothing is
// kept until they send it.

/** Fields that hold one text. */
export const textFields = [
  'for',
  'helper',
  'agreed',
  'called',
  'reach',
  'email',
  'phone',
  'post',
  'whose',
  'begins',
  'suits',
  'places',
  'dietary',
  'access',
  'diagnosed-month',
  'diagnosed-year',
  'heard',
  'note',
  'emergency-name',
  'emergency-phone',
  'emergency-where',
  'consent',
] as const
/** Fields that hold several. */
export const listFields = ['ways', 'dates'] as const

export type TextField = (typeof textFields)[number]
export type ListField = (typeof listFields)[number]
export type Field = TextField | ListField
export type Said = Record<TextField, string> & Record<ListField, string[]>

const text = z.unknown().transform((value) => {
  const one = Array.isArray(value) ? value.at(-1) : value
  return typeof one === 'string' ? one : ''
})
const list = z
  .unknown()
  .transform((value) =>
    (Array.isArray(value) ? value : [value]).filter(
      (one): one is string => typeof one === 'string' && one !== '',
    ),
  )

/**
 * A form of any stage: whatever was said so far, unchecked (each stage checks its own, and the end checks all of them),
 * and what was pressed.
 */
export const joiningForm = z
  .object({
    ...(Object.fromEntries(textFields.map((field) => [field, text])) as Record<TextField, typeof text>),
    ...(Object.fromEntries(listFields.map((field) => [field, list])) as Record<ListField, typeof list>),
    /** The stage that the form showed. */
    stage: text,
    /** 'back', 'change <stage>', or nothing. */
    go: text,
    /** 'check' after a change: go back to the list of answers. */
    after: text,
    /** Drawn when the answers are shown for the last time: pressed twice, it counts once. */
    ticket: text,
    /** Nobody sees this field; what fills it in is no person. */
    website: text,
  })
  .partial()
  .transform(({ stage = '', go = '', after = '', ticket = '', website = '', ...said }) => ({
    said: understood({ ...nothingSaid(), ...said } as Said),
    stage,
    go,
    after,
    ticket,
    website,
  }))
export type JoiningForm = z.output<typeof joiningForm>

/** The ways to reach somebody, each with a field of its own name. */
export const ways = ['email', 'phone', 'post'] as const
/** Which of the ways have something in their field. */
export const waysFilled = (said: Said) => ways.filter((way) => said[way].trim() !== '')

/** Whoever fills in what belongs to one answer has chosen it, whether or not they pressed its radio button too. */
function understood(said: Said): Said {
  const [way, ...otherWays] = waysFilled(said)
  return {
    ...said,
    for: said.for || (said.helper.trim() || said.agreed ? 'someone' : ''),
    reach: said.reach || (way && otherWays.length === 0 ? way : ''),
    begins: said.begins || (said.suits.trim() ? 'call me' : ''),
    places: said.places || (said.dates.length > 0 ? 'single' : ''),
  }
}

/** An empty form. */
export function nothingSaid(): Said {
  return {
    ...(Object.fromEntries(textFields.map((field) => [field, ''])) as Record<TextField, string>),
    ways: [],
    dates: [],
  }
}

/** What was kept of a draft, read with the same care as a form. */
export function saidFrom(kept: unknown): { said: Said; stage: string } {
  const parsed = joiningForm.safeParse(kept)
  return parsed.success
    ? { said: parsed.data.said, stage: parsed.data.stage }
    : { said: nothingSaid(), stage: '' }
}

/** The answers that travel hidden: those which the page itself does not ask for, and no empty ones. */
export function hiddenAnswers(said: Said, shown: readonly Field[]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(said).filter(([field, value]) => !shown.includes(field as Field) && value.length > 0),
  )
}
