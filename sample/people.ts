const firstNames =
  'Ada Agnes Ailsa Alma Anwen Aoife Beatrix Bella Bronwen Carys Catriona Cerys Clemency Clover Coral Daphne Delia Dot Effie Eilidh Elowen Esme Eunice Fern Flora Fran Gaynor Ginny Greta Hattie Hazel Heather Hester Honor Ida Ina Iris Isla Ivy Jessamy Jinny June Kirsty Lark Lettice Linnet Lorna Lowri Mabel Maeve Maisie Marnie Mattie Maud Merle Mina Morag Myrtle Nan Nell Nesta Netta Niamh Nora Olive Opal Orla Pearl Peggy Perpetua Petra Pippa Poppy Posy Primrose Queenie Ray Rhona Rhoswen Robin Roisin Rosalind Rowan Ruby Ruth Saffron Sal Senga Sheena Sidony Sorcha Tabitha Tamsin Tansy Thea Tilly Una Verity Vi Wanda Wilma Winnie Wren Xenia Yvie Zena'.split(
    ' ',
  )
const surnames =
  'Applegarth Bellwether Bramblewick Buttonhole Candleford Cloudsley Crumpet Dandelion Driftwood Elderberry Featherstonehaugh Fiddlestick Foxglove Gooseberry Greengage Hawthornden Honeychurch Inkpen Jollybody Kettlewell Ladyfern Larkrise Lovelace Marjoram Marmalade Merriweather Mistletoe Nettlefold Nightingale-Example Oatcake Pennyfeather Periwinkle Pettigrew Pimpernel Pomfret Quickthorn Quince Ragwort Rosehip Samphire Skylark Snowdrop Starling Summerhayes Sweetapple Tamarisk Teasel Thimble Thistledown Tumbledown Underhill Valerian Wagtail Weatherby Whimbrel Wildgoose Willowherb Winterbourne Woolgather Yarrow'.split(
    ' ',
  )

/** The same numbers at every load: a small generator with a fixed beginning. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

export type SamplePerson = {
  called: string
  full_name: string
  email: string | null
  phone: string | null
  post: string | null
  dietary: string | null
  access_needs: string | null
  their_note: string | null
  bear_in_mind: string | null
  heard_how: string | null
  voicemail_ok: boolean
  texts_ok: boolean
}

const dietary = ['Vegetarian', 'No nuts, please', 'Gluten-free', 'No dairy', 'Vegan']
const access = [
  'Needs a chair with arms',
  'Uses a wheelchair',
  'Hears better on the left',
  'Large print, please',
  'Sits near the door',
]
const notes = [
  'A bit nervous about coming.',
  'May bring my sister the first time.',
  'I have treatment every third week.',
]
const inMind = ['Has scans this month.', 'Lost her mother in the spring.', 'Prefers not to speak first.']
const heard = [
  'My nurse told me',
  'A flyer at the hospital',
  'The website',
  'A friend',
  'The local paper',
  'The helpline',
]

/**
 * Plainly made-up people with addresses at example.org and telephone numbers that Ofcom keeps for drama. One in twelve
 * has no e-mail address.
 * @param count how many, up to 900.
 */
export function makePeople(count: number): SamplePerson[] {
  const next = chance(61_000)
  const some = <T>(share: number, from: readonly T[]): T | null =>
    next() < share ? (from[Math.floor(next() * from.length)] ?? null) : null
  return Array.from({ length: count }, (_, i) => {
    const called = firstNames[(i * 7) % firstNames.length] ?? 'Ada'
    const surname = surnames[(i * 13 + Math.floor(i / surnames.length)) % surnames.length] ?? 'Sample'
    const withoutEmail = i % 12 === 11
    const number = String((i * 37) % 1000).padStart(3, '0')
    return {
      called,
      full_name: `${called} ${surname}`,
      email: withoutEmail ? null : `${called}.${surname}.${i}@example.org`.toLowerCase(),
      phone:
        withoutEmail || next() < 0.7 ? (i % 3 === 0 ? `01632 960 ${number}` : `07700 900 ${number}`) : null,
      post: i % 24 === 23 ? `${1 + (i % 90)} Example Row, Exampleton, EX${1 + (i % 9)} 2EX` : null,
      dietary: some(0.25, dietary),
      access_needs: some(0.2, access),
      their_note: some(0.12, notes),
      bear_in_mind: some(0.08, inMind),
      heard_how: some(0.7, heard),
      voicemail_ok: next() < 0.5,
      texts_ok: next() < 0.4,
    }
  })
}
