// Made from the migrated database by `npm run types`. Do not edit.
import type { ColumnType } from 'kysely'

type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Always<T> = T extends ColumnType<infer S, unknown, unknown> ? ColumnType<S, never, never> : ColumnType<T, never, never>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }
/** An array must be turned into text before it is written: the driver takes it for an array of the database. */
export type Json = ColumnType<JsonValue, string | { [key: string]: JsonValue | undefined }, string | { [key: string]: JsonValue | undefined }>
export type Timestamp = ColumnType<Date, Date | string, Date | string>
export interface Duration { years?: number; months?: number; days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }
export type Interval = ColumnType<Duration, string, string>

export interface AccountRoles {
  account_id: string
  role: 'administrator' | 'coordinator' | 'facilitator' | 'nurse' | 'safeguarding lead' | 'helper' | 'evaluator' | 'campaigner' | 'health professional'
  given_at: Generated<Timestamp>
  given_by: string | null
}

export interface Accounts {
  id: Generated<string>
  email: string
  email_key: Always<string>
  name: string
  phone: string | null
  created_at: Generated<Timestamp>
  passkey_required: Generated<boolean>
  ended_at: Timestamp | null
}

export interface Addresses {
  id: Generated<string>
  kind: 'email' | 'phone' | 'post'
  value: string
  key: Always<string>
  wrong_at: Timestamp | null
  wrong_why: string | null
  created_at: Generated<Timestamp>
}

export interface AuditLog {
  id: Always<number>
  at: Generated<Timestamp>
  actor_kind: Generated<string>
  account_id: Generated<string | null>
  person_id: Generated<string | null>
  request: Generated<string | null>
  verb: 'insert' | 'update' | 'delete' | 'looked' | 'did'
  table_name: string
  row_id: string | null
  subject_id: string | null
  before: Json | null
  after: Json | null
}

export interface BankHolidays {
  division: 'england-and-wales' | 'scotland' | 'northern-ireland'
  date: string
  title: string
}

export interface CallTries {
  id: Always<number>
  call_id: string
  at: Generated<Timestamp>
  by_account: string | null
  outcome: string
  note: string | null
  wrote_on: string | null
}

export interface Calls {
  id: Generated<string>
  person_id: string
  group_id: string | null
  session_id: string | null
  why: 'welcome' | 'asked for' | 'rang' | 'cancelled' | 'moved' | 'offer' | 'not seen' | 'online link' | 'undelivered' | 'other' | 'they wrote' | 'no way' | 'extra date' | 'after all'
  suits: string | null
  note: string | null
  asked_at: Generated<Timestamp>
  due_at: Generated<Timestamp>
  tries: Generated<number>
  outcome: 'spoke' | 'left a message' | 'no answer' | 'ring later' | 'would rather not' | 'wrong number' | 'they rang' | 'we wrote' | 'sent a message' | 'no longer needed' | null
  ended_at: Timestamp | null
  ended_by: string | null
  taken_by: string | null
  taken_until: Timestamp | null
  known: Json | null
  voicemail_ok: boolean | null
  message_with: string | null
}

export interface CampaignKey {
  only_row: Generated<boolean>
  key: Generated<Buffer>
}

export interface Charity {
  only_row: Generated<boolean>
  name: Generated<string>
  discreet_name: Generated<string>
  phone: Generated<string>
  phone_hours: Generated<string>
  email: Generated<string>
  postal_address: Generated<string>
  registered_number: Generated<string>
  illness: Generated<string>
  from_email: Generated<string>
  brand_colour: Generated<string>
  accent_colour: Generated<string>
  logo: Buffer | null
  logo_type: 'image/png' | 'image/svg+xml' | 'image/jpeg' | 'image/webp' | null
  zone: Generated<string>
  changed_at: Generated<Timestamp>
  call_words: Generated<Json>
  ring_from: Generated<string>
  ring_until: Generated<string>
  ring_days: Generated<number[]>
  check_signposts_months: Generated<number>
  welsh: Generated<boolean>
  illness_welsh: Generated<string>
  phone_hours_welsh: Generated<string>
}

export interface ClockOffset {
  only_row: Generated<boolean>
  ahead_by: Generated<Interval>
}

export interface ConcernSettings {
  only_row: Generated<boolean>
  begins: Generated<string[]>
  ends: Generated<string[]>
  bank_holidays: Generated<'none' | 'england-and-wales' | 'scotland' | 'northern-ireland'>
  now_minutes: Generated<number>
  today_minutes: Generated<number>
  can_wait_minutes: Generated<number>
  on_call_name: Generated<string>
  on_call_phone: Generated<string>
  on_call_hours: Generated<string>
  changed_at: Generated<Timestamp>
}

export interface ConcernSteps {
  id: Generated<string>
  concern_id: string
  kind: 'looked' | 'answered' | 'acted' | 'added' | 'closed' | 'escalated'
  as_role: 'facilitator' | 'nurse' | 'safeguarding lead' | 'program'
  words: Generated<string>
  due_at: Timestamp | null
  at: Generated<Timestamp>
  by_account: Generated<string | null>
}

export interface Concerns {
  id: Generated<string>
  group_id: string | null
  session_id: string | null
  person_id: string | null
  about: Generated<string>
  what: string
  urgency: 'now' | 'today' | 'can wait'
  raised_by: Generated<string>
  raised_at: Generated<Timestamp>
  look_by: Timestamp
  raised_as: 'facilitator' | 'nurse' | 'safeguarding lead' | 'coordinator' | 'helper' | 'administrator'
}

export interface Consents {
  id: Always<number>
  person_id: string
  purpose: 'health information' | 'word back to referrer' | 'phone' | 'text' | 'post' | 'email' | 'surveys' | 'stories' | 'news and campaign'
  given: boolean
  words: string
  version: string
  way: 'form' | 'phone' | 'paper' | 'text' | 'in person' | 'told us' | 'my pages' | 'sample'
  at: Generated<Timestamp>
  recorded_by: string | null
  said_at: Generated<Timestamp>
}

export interface Deaths {
  id: Generated<string>
  person_id: string
  told_by: Generated<string>
  told_on: string | null
  sure: Generated<'told' | 'confirmed'>
  recorded_at: Generated<Timestamp>
  recorded_by: string | null
  mistake_at: Timestamp | null
  mistake_by: string | null
  stopped: Generated<Json>
  put_back: Json | null
  confirmed_at: Timestamp | null
  confirmed_by: string | null
}

export interface Debriefs {
  id: Generated<string>
  account_id: Generated<string>
  group_id: string
  session_id: string | null
  with_whom: 'coordinator' | 'nurse' | 'either'
  suits: Generated<string>
  asked_at: Generated<Timestamp>
  done_at: Timestamp | null
  done_by: string | null
  outcome: 'talked' | 'no longer needed' | null
}

export interface EmergencyContacts {
  person_id: string
  name: Generated<string>
  phone: Generated<string>
  where_i_am: Generated<string>
  changed_at: Generated<Timestamp>
}

export interface ErasurePlaces {
  request_id: string
  place: string
  at: Generated<Timestamp>
  decided_by: string | null
}

export interface ErasureRequests {
  id: Generated<string>
  person_id: string
  asked_at: Generated<Timestamp>
  asked_by: string | null
  note: Generated<string>
}

export interface Erasures {
  person_id: string
  at: Generated<Timestamp>
}

export interface FamilyWishes {
  death_id: string
  person_id: string
  may_say: boolean | null
  name_used: boolean | null
  remembered: boolean | null
  flowers: string | null
  note: string | null
  contact_name: string | null
  contact_how: string | null
  contact_agreed_way: 'phone' | 'in person' | 'in writing' | null
  contact_agreed_at: Timestamp | null
  changed_at: Generated<Timestamp>
  changed_by: Generated<string | null>
}

export interface FarewellTasks {
  id: Generated<string>
  death_id: string
  person_id: string
  group_id: string
  kind: 'confirm' | 'letters' | 'family' | 'group' | 'friends' | 'session' | 'newcomers' | 'facilitator' | 'referrer' | 'own'
  words: string | null
  owner_id: string | null
  due_on: string
  state: Generated<'open' | 'done' | 'not needed'>
  note: string | null
  settled_at: Timestamp | null
  settled_by: string | null
  created_at: Generated<Timestamp>
}

export interface GateState {
  only_row: Generated<boolean>
  open: Generated<boolean>
  why: string | null
  changed_at: Generated<Timestamp>
}

export interface GroupJoining {
  group_id: string
  url: string
  dial_in_number: Generated<string>
  dial_in_code: Generated<string>
  help_words: Generated<string>
}

export interface GroupOldSlugs {
  slug: string
  group_id: string
}

export interface GroupStaff {
  group_id: string
  account_id: string
  part: 'facilitator' | 'coordinator'
}

export interface Groups {
  id: Generated<string>
  service_id: string
  slug: string
  name: string
  kind: 'in person' | 'online'
  nations: ('England' | 'Scotland' | 'Wales' | 'Northern Ireland' | 'Jersey' | 'Guernsey' | 'Isle of Man')[]
  venue_id: string | null
  state: Generated<'planned' | 'open' | 'paused' | 'closed'>
  paused_words: string | null
  launch_on: string | null
  language: Generated<'en' | 'cy'>
  zone: Generated<string>
  session_limit: number | null
  member_limit: number | null
  led_by: Generated<string>
  what_to_expect: Generated<string>
  ask_phone: string | null
  ask_email: string | null
  created_at: Generated<Timestamp>
  changed_at: Generated<Timestamp>
  remembers: Generated<boolean>
}

export interface Heartbeats {
  process: string
  at: Generated<Timestamp>
}

export interface HeldBackPlaces {
  id: Generated<string>
  session_id: string
  group_id: string
  death_id: string | null
  at: Generated<Timestamp>
  freed_at: Timestamp | null
  freed_by: string | null
  place_id: string | null
}

export interface IncomingTexts {
  id: Generated<string>
  person_id: string | null
  from_number: string
  body: string
  meaning: 'stop' | 'words'
  provider_id: string | null
  at: Generated<Timestamp>
}

export interface Joinings {
  id: Generated<string>
  group_id: string | null
  state: Generated<'draft' | 'unconfirmed' | 'done'>
  email: string | null
  answers: Json
  token_hash: Buffer | null
  language: Generated<'en' | 'cy'>
  person_id: string | null
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  done_at: Timestamp | null
  look_why: 'answers differ' | 'not confirmed' | 'someone who died' | null
  looked_at: Timestamp | null
  looked_by: string | null
}

export interface LateArrivals {
  id: Generated<string>
  person_id: string
  joining_id: string | null
  source: Generated<'form' | 'import' | 'reply' | 'bounce'>
  alike: Generated<string[]>
  at: Generated<Timestamp>
  decision: 'someone else' | 'same person' | 'mistake' | null
  decided_at: Timestamp | null
  decided_by: string | null
}

export interface LegalHolds {
  id: Generated<string>
  person_id: string
  reason: string
  until: string | null
  placed_at: Generated<Timestamp>
  placed_by: string | null
  ended_at: Timestamp | null
  ended_by: string | null
}

export interface LetterBatches {
  id: Generated<string>
  made_at: Generated<Timestamp>
  made_by: string | null
  posted_at: Timestamp | null
  posted_by: string | null
}

export interface Letters {
  message_id: string
  person_id: string
  batch_id: string | null
  sheet: Json | null
  printed_at: Timestamp | null
}

export interface LookingDecisions {
  account_id: string
  kind: 'many' | 'not their group' | 'own name' | 'died long ago'
  day: string
  words: string
  at: Generated<Timestamp>
  decided_by: string
}

export interface LookingLimits {
  only_row: Generated<boolean>
  many: Generated<number>
  died_days: Generated<number>
  changed_at: Generated<Timestamp>
}

export interface MemberLinks {
  id: Generated<string>
  person_id: string
  token_hash: Buffer
  purpose: 'my pages' | 'calendar' | 'stop'
  created_at: Generated<Timestamp>
  expires_at: Timestamp | null
  cancelled_at: Timestamp | null
}

export interface MemberSessions {
  id: Generated<string>
  person_id: string
  token_hash: Buffer
  device: string | null
  created_at: Generated<Timestamp>
  seen_at: Generated<Timestamp>
  expires_at: Timestamp
  ended_at: Timestamp | null
}

export interface Members {
  id: Generated<string>
  person_id: string
  group_id: string
  joined_at: Generated<Timestamp>
  begins: Generated<'call me' | 'I call' | 'just come'>
  standing: Generated<boolean>
  let_in_at: Timestamp | null
  let_in_by: string | null
  left_at: Timestamp | null
}

export interface Merges {
  id: Generated<string>
  kept_id: string
  gone_id: string
  first_kept_id: string
  at: Generated<Timestamp>
  merged_by: string | null
  details: Json | null
  undone_at: Timestamp | null
  undone_by: string | null
  can_be_undone: Always<boolean>
}

export interface Messages {
  id: Generated<string>
  kind: string
  channel: Generated<'email' | 'text' | 'post'>
  person_id: string | null
  account_id: string | null
  joining_id: string | null
  email: string | null
  group_id: string | null
  session_id: string | null
  details: Generated<Json>
  once: string | null
  due_at: Generated<Timestamp>
  useless_after: Timestamp | null
  state: Generated<'waiting' | 'sent' | 'held' | 'stopped' | 'undelivered' | 'bounced'>
  attempts: Generated<number>
  try_after: Generated<Timestamp>
  stopped_why: string | null
  last_error: string | null
  sent_at: Timestamp | null
  sent_to: string | null
  subject: string | null
  body_text: string | null
  body_html: string | null
  seen_undelivered_at: Timestamp | null
  created_at: Generated<Timestamp>
  first_tried_at: Timestamp | null
  claimed_until: Generated<Timestamp>
  made_by_kind: Generated<string | null>
  made_by_account: Generated<string | null>
}

export interface NotDoubles {
  one_id: string
  other_id: string
  at: Generated<Timestamp>
  decided_by: string | null
}

export interface Offers {
  id: Generated<string>
  person_id: string
  group_id: string
  kind: 'topic' | 'tip' | 'help' | 'story'
  words: string
  offered_at: Generated<Timestamp>
  state: Generated<'new' | 'thanked' | 'taken up' | 'not now'>
  reply: Generated<string>
  answered_by: string | null
  answered_at: Timestamp | null
}

export interface Outcodes {
  key: string
  lat: number
  lon: number
  nation: 'England' | 'Scotland' | 'Wales' | 'Northern Ireland' | 'Jersey' | 'Guernsey' | 'Isle of Man'
  live: number
}

export interface PasskeyChallenges {
  id: Generated<string>
  challenge: string
  account_id: string | null
  purpose: 'enrol' | 'sign in'
  expires_at: Timestamp
}

export interface Passkeys {
  id: Generated<string>
  account_id: string
  credential_id: string
  public_key: Buffer
  counter: Generated<number>
  transports: Generated<string[]>
  name: string
  created_at: Generated<Timestamp>
  last_used_at: Timestamp | null
}

export interface People {
  id: Generated<string>
  called: string
  called_key: Always<string>
  full_name: string | null
  language: Generated<'en' | 'cy'>
  diagnosed_in: string | null
  heard_how: string | null
  dietary: string | null
  access_needs: string | null
  their_note: string | null
  bear_in_mind: string | null
  voicemail_ok: Generated<boolean>
  texts_ok: Generated<boolean>
  reminder_week: Generated<boolean>
  reminder_day: Generated<boolean>
  full_titles: Generated<boolean>
  ring_if_not_seen: Generated<boolean>
  created_at: Generated<Timestamp>
  changed_at: Generated<Timestamp>
  search_key: Always<string>
  message_with: string | null
  hopes: string | null
  large_print: Generated<boolean>
  letter_reminders: Generated<boolean>
}

export interface PersonAddresses {
  person_id: string
  address_id: string
  whose: Generated<'own' | 'someone else'>
  whose_name: string | null
  preferred: Generated<boolean>
  confirmed_at: Timestamp | null
  added_at: Generated<Timestamp>
  relation: string | null
  may_be_told: Generated<'everything' | 'dates' | 'nothing'>
}

export interface Places {
  id: Generated<string>
  session_id: string
  group_id: string
  person_id: string
  state: 'kept' | 'waiting' | 'offered' | 'given back' | 'declined' | 'ran out'
  turn: Always<number>
  standing: Generated<boolean>
  offered_at: Timestamp | null
  answer_by: Timestamp | null
  asked_at: Generated<Timestamp>
  changed_at: Generated<Timestamp>
  changes: Generated<number>
  death_id: string | null
  before_death: 'kept' | 'waiting' | 'offered' | null
}

export interface PostcodeImport {
  only_row: Generated<boolean>
  imported_at: Timestamp
  rows: number
  source: string
}

export interface Postcodes {
  key: string
  lat: number | null
  lon: number | null
  nation: 'England' | 'Scotland' | 'Wales' | 'Northern Ireland' | 'Jersey' | 'Guernsey' | 'Isle of Man'
  ended: string | null
}

export interface Programmes {
  id: Generated<string>
  group_id: string
  rule: Json
  starts: string
  ends: string
  from_date: string
  until_date: string | null
  created_at: Generated<Timestamp>
  dates_left_out: Generated<string[]>
}

export interface Questions {
  id: Generated<string>
  group_id: string
  session_id: string | null
  words: string
  asked_by: Generated<string | null>
  asked_at: Generated<Timestamp>
  answer: string | null
  answered_by: string | null
  answered_at: Timestamp | null
  withdrawn_at: Timestamp | null
}

export interface RateLimits {
  key: Buffer
  window_start: Timestamp
  used: number
}

export interface RecordPermits {
  id: Generated<string>
  session_id: string
  group_id: string
  account_id: string
  token_hash: Buffer
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  ended_at: Timestamp | null
}

export interface Services {
  id: Generated<string>
  slug: string
  name: string
  summary: Generated<string>
  who_for: Generated<string>
  first_visit: Generated<string>
  position: Generated<number>
  ended_at: Timestamp | null
}

export interface SessionRecordTopics {
  session_id: string
  group_id: string
  topic_id: string
}

export interface SessionRecords {
  session_id: string
  group_id: string
  came: number | null
  themes: string | null
  recorded_by: string | null
  recorded_at: Generated<Timestamp>
  changed_at: Generated<Timestamp>
}

export interface SessionTopics {
  session_id: string
  topic_id: string
}

export interface Sessions {
  id: Generated<string>
  group_id: string
  programme_id: string | null
  rule_date: string | null
  date: string
  starts: string
  ends: string
  zone: Generated<string>
  starts_at: Always<Timestamp>
  ends_at: Always<Timestamp>
  venue_id: string | null
  state: Generated<'planned' | 'cancelled'>
  cancelled_words: string | null
  instead_words: string | null
  moved_from: string | null
  session_limit: number | null
  long: Generated<boolean>
  speaker: string | null
  talk: string | null
  public_note: string | null
  clash_kept_at: Timestamp | null
  clash_kept_by: string | null
  sequence: Generated<number>
  created_at: Generated<Timestamp>
  changed_at: Generated<Timestamp>
  telephone: string | null
  instead_of: string | null
  former_date: string | null
  former_starts: string | null
  former_ends: string | null
  former_venue_id: string | null
}

export interface Signposts {
  id: Generated<string>
  name: string
  what_for: string
  phone: Generated<string>
  web: Generated<string>
  nations: Generated<('England' | 'Scotland' | 'Wales' | 'Northern Ireland' | 'Jersey' | 'Guernsey' | 'Isle of Man')[]>
  areas: Generated<string[]>
  group_ids: Generated<string[]>
  urgent: Generated<boolean>
  checked_on: string
  checked_by: string | null
  ended_at: Timestamp | null
}

export interface StaffLinks {
  id: Generated<string>
  account_id: string
  token_hash: Buffer
  purpose: 'invitation' | 'sign in' | 'recovery'
  created_at: Generated<Timestamp>
  created_by: string | null
  expires_at: Timestamp
  used_at: Timestamp | null
}

export interface StaffSessions {
  id: Generated<string>
  account_id: string
  token_hash: Buffer
  way: 'passkey' | 'link' | 'sample' | 'openid'
  device: string | null
  created_at: Generated<Timestamp>
  seen_at: Generated<Timestamp>
  expires_at: Timestamp
  ended_at: Timestamp | null
  only_enrols: Generated<boolean>
}

export interface Stops {
  id: Generated<string>
  person_id: string
  what: 'all' | 'pause' | 'reminders' | 'texts'
  until: Timestamp | null
  way: Generated<'my pages' | 'one click' | 'phone' | 'staff' | 'text'>
  at: Generated<Timestamp>
  recorded_by: string | null
  ended_at: Timestamp | null
}

export interface Stubs {
  id: Generated<string>
  person_id: string | null
}

export interface Supervisions {
  id: Generated<string>
  account_id: string
  date: string
  with_whom: Generated<string>
  state: Generated<'planned' | 'took place' | 'called off'>
  noted_by: Generated<string | null>
  noted_at: Generated<Timestamp>
}

export interface Texts {
  message_id: string
  person_id: string
  provider_id: string | null
  segments: number
  report: 'delivered' | 'failed' | null
  reported_at: Timestamp | null
}

export interface Ticks {
  id: string
  session_id: string
  group_id: string
  person_id: string | null
  walk_in: string | null
  came: boolean
  ticked_at: Timestamp
  received_at: Generated<Timestamp>
  account_id: string | null
}

export interface TopicWishes {
  person_id: string
  topic_id: string
  at: Generated<Timestamp>
}

export interface Topics {
  id: Generated<string>
  service_id: string
  name: string
  plain_note: string | null
  position: Generated<number>
  ended_at: Timestamp | null
}

export interface Venues {
  id: Generated<string>
  name: string
  address: string
  town: string
  postcode: string
  nation: 'England' | 'Scotland' | 'Wales' | 'Northern Ireland' | 'Jersey' | 'Guernsey' | 'Isle of Man'
  lat: number | null
  lon: number | null
  step_free: Generated<string>
  parking: Generated<string>
  public_transport: Generated<string>
  toilets: Generated<string>
  finding_the_room: Generated<string>
  contact_note: Generated<string>
  created_at: Generated<Timestamp>
  ended_at: Timestamp | null
}

export interface Visits {
  id: Generated<string>
  session_id: string
  group_id: string
  stub_id: string
  recorded_at: Generated<Timestamp>
  recorded_by: string | null
}

export interface WalkIns {
  stub_id: string
  group_id: string
  first_name: string
  created_at: Generated<Timestamp>
}

export interface Wishes {
  person_id: string
  when_ill: 'tell' | 'say nothing' | null
  when_died: 'tell' | 'say nothing' | null
  name_used: boolean | null
  remembered: boolean | null
  by_whom: string | null
  how: string | null
  changed_at: Generated<Timestamp>
  said_way: 'phone' | 'in person' | 'in writing' | null
  written_by: string | null
}

export interface DB {
  account_roles: AccountRoles
  accounts: Accounts
  addresses: Addresses
  audit_log: AuditLog
  bank_holidays: BankHolidays
  call_tries: CallTries
  calls: Calls
  campaign_key: CampaignKey
  charity: Charity
  clock_offset: ClockOffset
  concern_settings: ConcernSettings
  concern_steps: ConcernSteps
  concerns: Concerns
  consents: Consents
  deaths: Deaths
  debriefs: Debriefs
  emergency_contacts: EmergencyContacts
  erasure_places: ErasurePlaces
  erasure_requests: ErasureRequests
  erasures: Erasures
  family_wishes: FamilyWishes
  farewell_tasks: FarewellTasks
  gate_state: GateState
  group_joining: GroupJoining
  group_old_slugs: GroupOldSlugs
  group_staff: GroupStaff
  groups: Groups
  heartbeats: Heartbeats
  held_back_places: HeldBackPlaces
  incoming_texts: IncomingTexts
  joinings: Joinings
  late_arrivals: LateArrivals
  legal_holds: LegalHolds
  letter_batches: LetterBatches
  letters: Letters
  looking_decisions: LookingDecisions
  looking_limits: LookingLimits
  member_links: MemberLinks
  member_sessions: MemberSessions
  members: Members
  merges: Merges
  messages: Messages
  not_doubles: NotDoubles
  offers: Offers
  outcodes: Outcodes
  passkey_challenges: PasskeyChallenges
  passkeys: Passkeys
  people: People
  person_addresses: PersonAddresses
  places: Places
  postcode_import: PostcodeImport
  postcodes: Postcodes
  programmes: Programmes
  questions: Questions
  rate_limits: RateLimits
  record_permits: RecordPermits
  services: Services
  session_record_topics: SessionRecordTopics
  session_records: SessionRecords
  session_topics: SessionTopics
  sessions: Sessions
  signposts: Signposts
  staff_links: StaffLinks
  staff_sessions: StaffSessions
  stops: Stops
  stubs: Stubs
  supervisions: Supervisions
  texts: Texts
  ticks: Ticks
  topic_wishes: TopicWishes
  topics: Topics
  venues: Venues
  visits: Visits
  walk_ins: WalkIns
  wishes: Wishes
}
