type Rule =
  | { kind: 'monthly-weekday'; weekday: number; nth: 1 | 2 | 3 | 4 | 5 | 'last'; everyMonths: number }
  | { kind: 'weekly'; weekday: number; everyWeeks: number }
  | { kind: 'dates'; inDays: number[] }
type Nation = 'England' | 'Scotland' | 'Wales' | 'Northern Ireland'

export type SampleVenue = {
  name: string
  address: string
  town: string
  postcode: string
  nation: Nation
  lat: number
  lon: number
  step_free: string
  parking: string
  public_transport: string
  toilets: string
  finding_the_room: string
}
export type SampleGroup = {
  slug: string
  name: string
  nations: Nation[]
  rule: Rule
  starts: string
  ends: string
  venue?: SampleVenue
  limit?: number
  language?: 'cy'
  state?: 'planned' | 'paused' | 'closed'
  paused_words?: string
  /** How many members it has. */
  members: number
  /** Months ago that it began; without it, twenty. */
  monthsAgo?: number
  led_by?: string
  long?: boolean
}

const all: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland']
const every = (nth: 1 | 2 | 3 | 4 | 'last', weekday: number, everyMonths = 1): Rule => ({
  kind: 'monthly-weekday',
  weekday,
  nth,
  everyMonths,
})
const hall = (
  name: string,
  address: string,
  town: string,
  postcode: string,
  nation: Nation,
  lat: number,
  lon: number,
): SampleVenue => ({
  name,
  address,
  town,
  postcode,
  nation,
  lat,
  lon,
  step_free: 'Step-free from the street, with a lift',
  parking: 'Free parking beside the building, four bays for Blue Badges',
  public_transport: 'A bus stops at the door; the station is ten minutes away on foot',
  toilets: 'Accessible toilet on the same floor',
  finding_the_room: 'Ask at the desk for the room with the kettle. Nobody will ask you what for.',
})

/** Three groups as the service began, and others in different states and rules over the four nations. */
export const groups: readonly SampleGroup[] = [
  {
    slug: 'south-essex',
    name: 'South Essex',
    nations: ['England'],
    rule: every(4, 5),
    starts: '11:00',
    ends: '13:00',
    members: 24,
    long: true,
    venue: {
      ...hall(
        'The Mill Arts and Event Centre',
        'Bellingham Lane',
        'Rayleigh',
        'SS6 7ED',
        'England',
        51.5866,
        0.6033,
      ),
      step_free: 'Step-free, accessible toilet, parking at the door',
      public_transport: 'Rayleigh station is ten minutes away on foot; buses stop in the High Street',
    },
  },
  {
    slug: 'scotland-online',
    name: 'Scotland online',
    nations: ['Scotland'],
    rule: every('last', 3),
    starts: '11:00',
    ends: '13:00',
    limit: 20,
    members: 29,
    monthsAgo: 19,
    long: true,
  },
  {
    slug: 'dorset',
    name: 'Dorset',
    nations: ['England'],
    rule: every(2, 4),
    starts: '10:30',
    ends: '12:30',
    members: 14,
    venue: hall('Harbour Rooms', '12 Example Quay', 'Poole', 'BH15 1HJ', 'England', 50.7139, -1.9874),
  },
  {
    slug: 'norfolk-and-waveney',
    name: 'Norfolk and Waveney',
    nations: ['England'],
    rule: every(2, 2),
    starts: '10:30',
    ends: '12:30',
    members: 11,
    long: true,
    venue: hall('Cathedral Close Rooms', '3 Example Close', 'Norwich', 'NR1 4DH', 'England', 52.6317, 1.3009),
  },
  {
    slug: 'england-evenings',
    name: 'England evenings',
    nations: ['England'],
    rule: every(1, 4),
    starts: '19:00',
    ends: '20:30',
    limit: 20,
    members: 16,
  },
  {
    slug: 'leeds',
    name: 'Leeds',
    nations: ['England'],
    rule: every('last', 5),
    starts: '13:00',
    ends: '15:00',
    members: 12,
    venue: hall('Kirkgate Rooms', '40 Example Gate', 'Leeds', 'LS2 7DJ', 'England', 53.7967, -1.5385),
  },
  {
    slug: 'cardiff',
    name: 'Cardiff',
    nations: ['Wales'],
    rule: every(4, 5),
    starts: '10:00',
    ends: '12:00',
    members: 9,
    venue: hall('Canton Hall', '7 Example Road', 'Cardiff', 'CF5 1JD', 'Wales', 51.4827, -3.2076),
  },
  {
    slug: 'cymru-ar-lein',
    name: 'Cymru ar-lein',
    nations: ['Wales'],
    rule: every(3, 1),
    starts: '14:00',
    ends: '15:30',
    limit: 12,
    members: 6,
    language: 'cy',
  },
  {
    slug: 'belfast',
    name: 'Belfast',
    nations: ['Northern Ireland'],
    rule: every(3, 3),
    starts: '11:00',
    ends: '13:00',
    members: 10,
    venue: hall(
      'Lagan Rooms',
      '21 Example Street',
      'Belfast',
      'BT1 5GS',
      'Northern Ireland',
      54.5964,
      -5.9301,
    ),
  },
  {
    slug: 'highland',
    name: 'Highland',
    nations: ['Scotland'],
    rule: every(1, 6, 3),
    starts: '11:00',
    ends: '14:30',
    members: 7,
    venue: hall('Ness Hall', '2 Example Bank', 'Inverness', 'IV2 3ED', 'Scotland', 57.4716, -4.2256),
  },
  {
    slug: 'newcastle',
    name: 'Newcastle',
    nations: ['England'],
    rule: { kind: 'weekly', weekday: 2, everyWeeks: 2 },
    starts: '11:00',
    ends: '12:30',
    members: 8,
    limit: 12,
    venue: hall(
      'Ouseburn Rooms',
      '5 Example Bank',
      'Newcastle upon Tyne',
      'NE1 2PF',
      'England',
      54.9746,
      -1.5926,
    ),
  },
  {
    slug: 'orkney-visits',
    name: 'Orkney visits',
    nations: ['Scotland'],
    rule: { kind: 'dates', inDays: [-240, -120, 45, 160, 280] },
    starts: '12:00',
    ends: '14:00',
    members: 3,
    venue: hall('Kirkwall Rooms', '9 Example Lane', 'Kirkwall', 'KW15 1DH', 'Scotland', 58.9809, -2.9605),
  },
  {
    slug: 'birmingham',
    name: 'Birmingham',
    nations: ['England'],
    rule: every(3, 4),
    starts: '11:00',
    ends: '13:00',
    members: 8,
    state: 'paused',
    paused_words:
      'We are looking for a new room after the summer. Until then you are welcome online, or ring us.',
    venue: hall('Canal Rooms', '18 Example Wharf', 'Birmingham', 'B1 2JB', 'England', 52.4797, -1.9111),
  },
  {
    slug: 'cornwall',
    name: 'Cornwall',
    nations: ['England'],
    rule: every(2, 3),
    starts: '11:00',
    ends: '13:00',
    members: 2,
    monthsAgo: -2,
    venue: hall('Truro Rooms', '6 Example Hill', 'Truro', 'TR1 2AF', 'England', 50.2642, -5.0513),
  },
  {
    slug: 'gwynedd',
    name: 'Gwynedd',
    nations: ['Wales'],
    rule: every(3, 2),
    starts: '11:00',
    ends: '13:00',
    members: 0,
    state: 'planned',
    monthsAgo: -4,
    venue: hall('Menai Rooms', '9 Example Road', 'Bangor', 'LL57 1AA', 'Wales', 53.2274, -4.1293),
  },
  {
    slug: 'uk-weekend',
    name: 'Weekend online',
    nations: all,
    rule: every(2, 6),
    starts: '10:00',
    ends: '11:30',
    limit: 15,
    members: 6,
    monthsAgo: 5,
  },
  {
    slug: 'harrogate',
    name: 'Harrogate',
    nations: ['England'],
    rule: every(1, 2),
    starts: '11:00',
    ends: '13:00',
    members: 0,
    state: 'closed',
    venue: hall('Spa Rooms', '4 Example Parade', 'Harrogate', 'HG1 2QZ', 'England', 53.9931, -1.5417),
  },
]
