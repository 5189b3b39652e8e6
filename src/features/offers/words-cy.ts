import type { Translation } from '#platform/language.ts'
import type { Words } from './words.ts'

// To be checked by a speaker. What staff read stays English.
export const cy: Translation<Words> = {
  language: 'cy',
  title: 'Rhywbeth yr hoffech ei roi',
  lede: 'Mae’r grŵp yn byw o’r hyn y mae pobl yn ei gynnig. Nid oes neb yn disgwyl dim: mae hwn yma ar gyfer pan deimlwch fel gwneud.',
  kind: 'Beth hoffech chi ei gynnig?',
  kinds: {
    topic: { label: 'Pwnc', hint: 'Rhywbeth yr hoffech i’r grŵp siarad amdano.' },
    tip: { label: 'Awgrym', hint: 'Rhywbeth sy’n eich helpu chi, ac a all helpu eraill.' },
    help: {
      label: 'Awr o gymorth',
      hint: 'Fel pobi, rhoi lifft i rywun, neu sgwrs am yr hyn a wyddoch.',
    },
    story: {
      label: 'Eich stori',
      hint: 'Rydym yn eich ffonio cyn gwneud dim â hi, a gallwch ddweud na unrhyw bryd.',
    },
  },
  group: 'I ba grŵp?',
  words: 'Dywedwch wrthym amdano',
  wordsHint: 'Mae ychydig eiriau’n ddigon.',
  who: 'Mae’r bobl sy’n rhedeg eich grŵp yn ei ddarllen. Nid yw’n mynd at neb arall oni bai i chi ddweud hynny.',
  send: 'Anfon',
  back: 'Nid nawr',
  mine: 'Beth rydych wedi’i gynnig',
  noGroup: 'Nid ydych mewn grŵp ar hyn o bryd. Ffoniwch ni os oes rhywbeth yr hoffech ei roi.',
  on: (kind, when) => `${kind}, ${when}`,
  states: {
    new: 'Mae gennym, a byddwn yn ateb.',
    thanked: 'Diolch!',
    'taken up': 'Ie, os gwelwch yn dda. Rydym yn falch ohono.',
    'not now': 'Nid ar hyn o bryd. Diolch am gynnig.',
  },
  errors: {
    kind: 'Dewiswch beth ydyw',
    words: 'Dywedwch wrthym amdano mewn hyd at 2,000 nod',
    group: 'Dewiswch grŵp',
  },
  done: { sent: 'Diolch. Byddwn yn eich ateb yma.' },
}
