import type { TableName } from '#platform/tables.ts'

/** Who is tried, in the order of the columns below. 'system' is the program's own work, 'owner' backs up and erases. */
export const actors = [
  'public',
  'member',
  'campaign',
  'administrator',
  'coordinator',
  'facilitator',
  'nurse',
  'safeguarding lead',
  'helper',
  'evaluator',
  'campaigner',
  'health professional',
  'system',
  'owner',
] as const
export type ActorName = (typeof actors)[number]

/**
 * What each may do with each table: four signs for select, insert, update, delete.
 * `*` every row · `A` only their own: their group's, their person's, their account's · `B` only others' · `-` none;
 * `c`, `a` and `b` are the same where only some of the columns may be read.
 * The member is A's; the coordinator and the facilitator have group A; the helper is to ring A.
 * A new table needs one line; until it has one, the test fails with its name.
 */
// biome-ignore format: one line a table, column under column
export const matrix: Record<TableName, string> = {
  //                     pub  memb camp admi coor faci nurs safe help eval camp prof syst ownr
  clock_offset:          '*--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- ****',
  migrations:            '*--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- ****',
  rate_limits:           '---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ****',
  heartbeats:            '*--- ---- ---- *--- *--- *--- *--- *--- *--- *--- *--- *--- **** ****',
  erasures:              '---- ---- ---- *--- ---- ---- ---- ---- ---- ---- ---- ---- *--- ****',
  gate_state:            '---- ---- ---- *-*- *--- *--- *--- *--- *--- *--- *--- *--- *-*- ****',
  audit_log:             '---- ---- ---- *--- A--- A--- ---- ---- A--- ---- ---- ---- ---- ****',
  accounts:              '---- ---- ---- ***- *-A- *-A- *-A- *-A- *-A- *-A- *-A- A-A- **** ****',
  account_roles:         '---- ---- ---- **-* *--- *--- *--- *--- *--- *--- *--- A--- **** ****',
  passkeys:              '---- ---- ---- *AA* AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA **** ****',
  staff_links:           '---- ---- ---- **-- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  staff_sessions:        '---- ---- ---- *-*- A-A- A-A- A-A- A-A- A-A- A-A- A-A- A-A- **** ****',
  passkey_challenges:    '---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  charity:               '*--- *--- *--- *-*- *--- *--- *--- *--- *--- *--- *--- *--- ***- ****',
  services:              '*--- *--- ---- ***- *--- *--- *--- *--- *--- *--- *--- *--- ***- ****',
  topics:                '*--- *--- ---- ***- ***- *--- *--- *--- *--- *--- *--- *--- ***- ****',
  // Whole rows for staff alone; the rest reads each column but one (scope.test.ts).
  venues:                'c--- c--- ---- ***- ***- *--- *--- *--- *--- *--- *--- *--- **** ****',
  groups:                '*--- *--- ---- ***- **A- *--- *--- *--- *--- *--- *--- *--- **** ****',
  group_old_slugs:       '*--- *--- ---- **-* *A-A *--- *--- *--- *--- *--- *--- *--- **** ****',
  group_staff:           '---- ---- ---- **-* *A-A *--- *--- *--- *--- *--- *--- *--- **** ****',
  group_joining:         '---- ---- ---- **** AAAA A--- ---- ---- ---- ---- ---- ---- **** ****',
  programmes:            '*--- *--- ---- **** *AAA *--- *--- *--- *--- *--- *--- *--- **** ****',
  sessions:              '*--- *--- ---- **** *AAA *-A- *--- *--- *--- *--- *--- *--- **** ****',
  session_topics:        '*--- *--- ---- **-* *A-A *A-A *--- *--- *--- *--- *--- *--- **** ****',
  bank_holidays:         '*--- *--- ---- *--- *--- *--- *--- *--- *--- *--- *--- *--- **** ****',
  postcodes:             '*--- *--- ---- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- ****',
  outcodes:              '*--- *--- ---- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- ****',
  postcode_import:       '*--- *--- ---- *--- *--- *--- *--- *--- *--- *--- *--- *--- *--- ****',
  people:                '---- A-A- ---- ***- A*A- A-A- ---- *-*- A*A- ---- ---- ---- **** ****',
  addresses:             '---- A--- ---- ***- A*A- A-A- ---- *-*- A*A- ---- ---- ---- **** ****',
  person_addresses:      '---- A--A ---- **** AAAA AAAA ---- **** AAAA ---- ---- ---- **** ****',
  emergency_contacts:    '---- AAA- ---- ---- AAA- AAA- ---- ---- ---- ---- ---- ---- **** ****',
  consents:              '---- AA-- ---- **-- AA-- AA-- ---- **-- AA-- ---- ---- ---- **-- ****',
  members:               '---- A-A- ---- ***- AAA- AAA- ---- *--- ---- ---- ---- ---- **** ****',
  deaths:                '---- ---- ---- ***- AAA- AAA- ---- ***- AAA- ---- ---- ---- **** ****',
  concern_settings:      '---- ---- ---- *-*- *--- *--- *--- *--- *--- *--- *--- *--- **** ****',
  // Raised, answered and noted in one's own name alone: what is tried here is somebody else's.
  // Concerns: A's were raised by A's facilitator, who leads no other group.
  concerns:              '---- ---- ---- ---- ---- A--- *--- *--- ---- ---- ---- ---- **** ****',
  concern_steps:         '---- ---- ---- ---- ---- AA-- *--- *--- ---- ---- ---- ---- **** ****',
  questions:             '---- ---- ---- *--- *--- *A-- *--- *--- ---- ---- ---- ---- **** ****',
  debriefs:              '---- ---- ---- ---- A--- AA-- *--- ---- ---- ---- ---- ---- **** ****',
  supervisions:          '---- ---- ---- ***- *--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  offers:                '---- AA-- ---- *--- A--- ---- ---- ---- ---- ---- ---- ---- **** ****',
  // Whole rows for staff alone; the rest does not read who checked it.
  signposts:             'c--- c--- ---- ***- ***- ***- ***- *--- *--- *--- *--- *--- **** ****',
  wishes:                '---- AAAA ---- *--* A--A A--A ---- ---- ---- ---- ---- ---- **** ****',
  family_wishes:         '---- ---- ---- ***- AAA- AAA- ---- ---- ---- ---- ---- ---- **** ****',
  farewell_tasks:        '---- ---- ---- ***- AAA- AAA- ---- ---- ---- ---- ---- ---- **** ****',
  late_arrivals:         '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  stops:                 '---- AAA- ---- ***- AAA- AAA- ---- ***- AAA- ---- ---- ---- **** ****',
  joinings:              '---- ---- ---- *-*- A-A- A-A- ---- *-*- A-A- ---- ---- ---- **** ****',
  member_links:          '---- AAA- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  member_sessions:       '---- AAA- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  calls:                 '---- A--- ---- ***- AAA- AAA- ---- ***- AAA- ---- ---- ---- **** ****',
  call_tries:            '---- ---- ---- **-- AA-- AA-- ---- **-- AA-- ---- ---- ---- **** ****',
  topic_wishes:          '---- ---- ---- **-* AA-A AA-A ---- **-* AA-A ---- ---- ---- **** ****',
  stubs:                 '---- ---- ---- **-- A*-- A*-- ---- **-- AA-- ---- ---- ---- **** ****',
  places:                '---- A--- ---- *--- A--- A--- ---- *--- ---- ---- ---- ---- **** ****',
  held_back_places:      '---- ---- ---- *--- A--- A--- ---- *--- ---- ---- ---- ---- **** ****',
  messages:              '---- ---- ---- *-*- A-A- A-A- ---- *-*- A-A- ---- ---- ---- **** ****',
  letter_batches:        '---- ---- ---- *--- A--- A--- ---- *--- A--- ---- ---- ---- **** ****',
  letters:               '---- ---- ---- *--- A--- A--- ---- *--- A--- ---- ---- ---- **** ****',
  texts:                 '---- ---- ---- *--- A--- A--- ---- *--- A--- ---- ---- ---- **** ****',
  incoming_texts:        '---- ---- ---- *--- A--- A--- ---- *--- A--- ---- ---- ---- **** ****',
  session_records:       '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  session_record_topics: '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  visits:                '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  walk_ins:              '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  ticks:                 '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  record_permits:        '---- ---- ---- *--- A--- A--- ---- ---- ---- ---- ---- ---- **** ****',
  // The wall (P5): whoever supports never reaches the campaign side, and the reverse.
  legal_holds:           '---- ---- ---- ***- ---- ---- ---- ***- ---- ---- ---- ---- **** ****',
  erasure_requests:      '---- AA-A ---- *--* A--A A--A ---- *--* A--A ---- ---- ---- **** ****',
  erasure_places:        '---- ---- ---- **-- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  merges:                '---- ---- ---- c--- a--- a--- ---- c--- a--- ---- ---- ---- **** ****',
  not_doubles:           '---- ---- ---- **-- ---- ---- ---- **-- ---- ---- ---- ---- **** ****',
  looking_limits:        '---- ---- ---- *-*- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  looking_decisions:     '---- ---- ---- **-- ---- ---- ---- ---- ---- ---- ---- ---- **** ****',
  campaign_key:          '---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ****',
  'campaign.supporters': '---- ---- **** ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ****',
  'campaign.audit_log':  '---- ---- *--- ---- ---- ---- ---- ---- ---- ---- ---- ---- ---- ****',
}
