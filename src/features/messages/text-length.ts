// GSM 03.38, the alphabet of text messages (3GPP TS 23.038): one of these letters takes 7 bits, each of the second two
// times that; with any other letter the whole text is sent in 16 bits a letter.
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '^{}\\[~]|€'

/** How many letters a text has, as it is paid for, and as how many messages it travels. */
export type TextLength = { alphabet: 'GSM-7' | 'UCS-2'; letters: number; segments: number }

/** Counts: 160 GSM-7 or 70 UCS-2 letters fit one message, 153 and 67 in each of several. */
export function textLength(text: string): TextLength {
  let letters = 0
  for (const sign of text) {
    if (basic.includes(sign)) letters += 1
    else if (extended.includes(sign)) letters += 2
    else return lengthOf('UCS-2', text.length, 70, 67)
  }
  return lengthOf('GSM-7', letters, 160, 153)
}

function lengthOf(alphabet: TextLength['alphabet'], letters: number, one: number, each: number): TextLength {
  return { alphabet, letters, segments: letters <= one ? 1 : Math.ceil(letters / each) }
}

const typed: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
}

/** The same words with the signs that every phone has, so that a curly apostrophe does not make a text cost double. */
export const plainSigns = (text: string): string =>
  text.replace(/[’‘“”–—…\u00a0]/g, (sign) => typed[sign] ?? sign)
