import { createHash } from 'node:crypto'
import type { Charity } from '#platform/charity.ts'
import type { Letterhead, Sheet } from '#platform/sheet.ts'
import { dateInWords, dayInWords, hoursInWords, localTime } from '../groups/rules.ts'
import { saidOf } from './emails.tsx'
import type { Facts } from './facts.ts'
import type { StopReason } from './rules.ts'
import type { Block } from './said.ts'
import { letterWords } from './words-letters.ts'

/** A letter that must not leave the house, and why. `gate closed`: after a restore, until an administrator opens it. */
export type PulledOut = { id: string; why: StopReason | 'gate closed' }

/** How many letters one batch has at the most. */
export const mostInBatch = 200

/** In points. 12 is the least of the RNIB's clear print, 16 the beginning of the UK Association for Accessible Formats' large print. */
const sizes = { usual: 12, large: 16 }
/** What fits the window below the line of the sender. */
const mostLines = 5

/** Writes a letter from what is true now; null for a kind that has no letter. The date is the day in the charity's zone. */
export function writeSheet(facts: Facts, charity: Charity): Sheet | null {
  const { person } = facts
  const wayIn = person?.post?.datesOnly ? null : (facts.dialIn ?? null)
  const now = saidOf(facts, charity)
  const said = {
    ...now,
    limited: now.limited || (facts.next?.some(({ limited }) => limited) ?? false),
    dialIn: wayIn && { number: blankedNumber, code: wayIn.code && blankedCode },
    dates: datesIn(facts),
  }
  const w = letterWords[said.language]
  const paper = w.of[facts.kind]?.(said)
  if (!paper || !person?.post) return null
  const { date } = localTime(facts.now, charity.zone)
  return {
    size: person.largePrint ? sizes.large : sizes.usual,
    to: envelope(person, person.post.of && w.careOf(person.post.of), person.post),
    date: dayInWords(date, null, said.language),
    heading: paper.heading,
    greeting: w.greeting(person.called),
    body: paper.body.map(oneLine),
    ending: w.ending(charity.name),
    ...(wayIn && JSON.stringify(paper.body).includes(blankedNumber) ? { dialIn: markOf(wayIn) } : {}),
  }
}

/** Only where places are limited is one kept; elsewhere every date is as open to them as the next. */
function datesIn({ next, language, now, session }: Facts): { kept: string[]; next: string[] } {
  const today = localTime(now, session?.zone ?? 'Europe/London').date
  const inWords = (kept: boolean) =>
    (next ?? [])
      .filter((one) => (one.limited && one.kept) === kept)
      .map(({ date, starts, ends, elsewhere }) => {
        const when = `${dateInWords(date, today, language)}, ${hoursInWords(starts, ends, language)}`
        return elsewhere ? `${when} (${elsewhere})` : when
      })
  return { kept: inWords(true), next: inWords(false) }
}

/** Stand in what is kept of a letter where the way in to an online group was: nobody reads it there who may not know it. */
const blankedNumber = '[number to dial in]'
const blankedCode = '[code]'
const markOf = ({ number, code }: { number: string; code: string }) =>
  createHash('sha256').update(`${number}\n${code}`).digest('hex').slice(0, 16)

/**
 * The letter as it is set on paper: with the way in, which what is kept of it does not hold, and numbers to ring never cut
 * by the end of a line.
 */
export function asPrinted(sheet: Sheet, { dialIn, group }: Facts, charity: Pick<Charity, 'phone'>): Sheet {
  const numbers = [charity.phone, group?.askPhone, dialIn?.number].filter((number) => Boolean(number))
  const said = (text: string) =>
    numbers.reduce<string>(
      (all, number) => all.replaceAll(number ?? '', (number ?? '').replaceAll(' ', '\u00a0')),
      dialIn && sheet.dialIn
        ? text.replaceAll(blankedNumber, dialIn.number).replaceAll(blankedCode, dialIn.code)
        : text,
    )
  return {
    ...sheet,
    body: sheet.body.map((block) =>
      'facts' in block
        ? { facts: block.facts.map(([label, value]) => [label, said(value)]) }
        : 'p' in block
          ? { p: said(block.p) }
          : { note: said(block.note) },
    ),
  }
}

/**
 * The lines of the envelope. People write their name above their address, or do not: it stands there once. A long address
 * keeps its last lines, and those before share one.
 */
function envelope(
  person: { called: string; fullName: string | null },
  careOf: string | null,
  { of, value }: { of: string | null; value: string },
): string[] {
  const lines = value
    .split(/\s*[\n,]\s*/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const first = lines[0] ?? ''
  const words = (text: string) => text.trim().toLowerCase().split(/\s+/)
  const named = !/\d/.test(first) && words(person.called).every((word) => words(first).includes(word))
  const name = named ? first : person.fullName || person.called
  const rest = lines.filter((line) => line !== name)
  const before = careOf && of !== name ? [name, careOf] : [name]
  const room = mostLines - before.length
  const shared = rest.slice(0, Math.max(0, rest.length - room + 1))
  return [...before, ...(rest.length > room ? [shared.join(', '), ...rest.slice(shared.length)] : rest)]
}

const oneLine = (block: Block): Block =>
  'facts' in block
    ? { facts: block.facts.map(([label, value]) => [label, value.replaceAll('\n', ', ')]) }
    : block

/**
 * The charity on paper: in full inside, and in the window its discreet name and an address that does not tell more (P7).
 */
export function letterheadOf(charity: Charity, logo: Letterhead['logo']): Letterhead {
  const address = charity.postalAddress
    .split(/\s*[\n,]\s*/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const telling = [charity.name, charity.illness].map((text) => text.toLowerCase())
  return {
    title: letterWords.en.title,
    brand: charity.brandColour,
    logo,
    name: charity.name,
    // The name stands beside it already.
    lines: [...address, charity.phone, charity.phoneHours].filter(
      (line) => line !== '' && line !== charity.name,
    ),
    back: letterWords.en.back(
      charity.discreetName,
      address.filter((line) => !telling.some((word) => line.toLowerCase().includes(word))),
    ),
    foot: charity.registeredNumber,
  }
}

/** The letter as plain text, for the list of messages. */
export function sheetText(sheet: Sheet): string {
  const text = (block: Block) =>
    'p' in block
      ? block.p
      : 'note' in block
        ? block.note
        : block.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
  return [
    sheet.to.join('\n'),
    sheet.date,
    sheet.heading,
    sheet.greeting,
    ...sheet.body.map(text),
    sheet.ending.join('\n'),
  ].join('\n\n')
}
