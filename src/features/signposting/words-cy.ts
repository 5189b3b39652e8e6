import type { Translation } from '#platform/language.ts'
import type { Words } from './words.ts'

// To be checked by a speaker. What staff read stays English.
export const cy: Translation<Words> = {
  language: 'cy',
  group: {
    heading: 'Ble arall i gael cymorth',
    lede: 'Pobl a lleoedd eraill a all helpu. Nid ydynt yn rhan ohonom ni.',
    print: 'Argraffu’r rhestr hon',
    web: (name) => `Gwefan: ${name}`,
  },
  sheet: {
    title: 'Ble i gael cymorth',
    for: (group) => `I bobl yn y grŵp: ${group}`,
    checked: (when) => `Gwiriwyd ${when}`,
    printed: 'Mae rhifau’n newid. Os nad yw un yn gweithio, rhowch wybod i ni:',
    none: 'Nid oes dim ar y rhestr hon eto.',
  },
}
