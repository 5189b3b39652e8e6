import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { projectFolder } from '../config.ts'
import type { Letterhead, Sheet } from './sheet.ts'

const fonts = '@expo-google-fonts/atkinson-hyperlegible-next'
const faces = [
  '400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
]

let compiler: NodeCompiler | undefined
let template = ''

/** Opened when there is first something to print: the typefaces are read once. */
function press(): NodeCompiler {
  if (compiler) return compiler
  const found = createRequire(join(projectFolder, 'package.json'))
  // Typst passes over a typeface that it cannot read and takes another: these are the ones that it can.
  const fontBlobs = faces.map((face) => readFileSync(found.resolve(`${fonts}/${face}`)))
  template = readFileSync(join(projectFolder, 'src', 'platform', 'letter.typ'), 'utf8')
  compiler = NodeCompiler.create({
    workspace: join(projectFolder, 'src', 'platform'),
    fontArgs: [{ fontBlobs }],
  })
  return compiler
}

/**
 * Sets letters one after another in one PDF: A4, tagged (PDF/UA-1), for DL envelopes with a window. Each letter begins on
 * a new sheet, so that a printer which prints both sides never puts two people's letters on one. Nothing but the gate may
 * set letters (features/messages/letter-gate.ts): a test walks the imports.
 * @param at the day that stands in the file.
 * @throws when the letters cannot be set.
 */
export function setLetters(sheets: readonly Sheet[], head: Letterhead, at: Date): Buffer {
  const typst = press()
  const logo = head.logo ? `/logo.${extensions[head.logo.type] ?? 'png'}` : null
  if (head.logo && logo)
    typst.mapShadow(join(projectFolder, 'src', 'platform', logo), Buffer.from(head.logo.bytes))
  try {
    const data = JSON.stringify({ ...head, logo, letters: sheets })
    const compiled = typst.compile({ mainFileContent: template, inputs: { data } })
    const { result } = compiled
    if (!result)
      throw new Error(`The letters could not be set: ${said(compiled.takeDiagnostics()?.shortDiagnostics)}`)
    return typst.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(at.getTime() / 1000) })
  } finally {
    typst.resetShadow()
    typst.evictCache(10)
  }
}

const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/** What went wrong, without what was in the letters. */
const said = (found: unknown) =>
  Array.isArray(found)
    ? found
        .map((one) => String((one as { message?: string }).message ?? ''))
        .join('; ')
        .slice(0, 300)
    : ''
