/**
 * Every table is declared here, or nothing starts.
 * - public: what anybody may read.
 * - staff: the charity's own business without personal data of members.
 * - personal: about people; row-level security is forced, and the access tests walk each verb as each role.
 * - internal: the program's own; no role reads it but through functions or as the system.
 * A table of another schema is written with it: campaigning lives apart from support (P5).
 */
export const tables = {
  clock_offset: 'internal',
  migrations: 'internal',
  rate_limits: 'internal',
  heartbeats: 'internal',
  erasures: 'internal',
  gate_state: 'staff',
  audit_log: 'personal',
  accounts: 'personal',
  account_roles: 'personal',
  passkeys: 'personal',
  staff_links: 'personal',
  staff_sessions: 'personal',
  passkey_challenges: 'personal',
  charity: 'public',
  services: 'public',
  topics: 'public',
  venues: 'public',
  groups: 'public',
  group_old_slugs: 'public',
  group_staff: 'personal',
  group_joining: 'personal',
  programmes: 'public',
  sessions: 'public',
  session_topics: 'public',
  bank_holidays: 'public',
  postcodes: 'public',
  outcodes: 'public',
  postcode_import: 'public',
  people: 'personal',
  addresses: 'personal',
  person_addresses: 'personal',
  emergency_contacts: 'personal',
  consents: 'personal',
  members: 'personal',
  deaths: 'personal',
  wishes: 'personal',
  family_wishes: 'personal',
  farewell_tasks: 'personal',
  late_arrivals: 'personal',
  stops: 'personal',
  joinings: 'personal',
  member_links: 'personal',
  member_sessions: 'personal',
  calls: 'personal',
  call_tries: 'personal',
  topic_wishes: 'personal',
  stubs: 'personal',
  places: 'personal',
  held_back_places: 'personal',
  messages: 'personal',
  letter_batches: 'personal',
  letters: 'personal',
  texts: 'personal',
  incoming_texts: 'personal',
  session_records: 'personal',
  session_record_topics: 'personal',
  visits: 'personal',
  walk_ins: 'personal',
  ticks: 'personal',
  record_permits: 'personal',
  concern_settings: 'staff',
  concerns: 'personal',
  concern_steps: 'personal',
  questions: 'personal',
  debriefs: 'personal',
  supervisions: 'personal',
  offers: 'personal',
  signposts: 'public',
  legal_holds: 'personal',
  erasure_requests: 'personal',
  erasure_places: 'personal',
  merges: 'personal',
  not_doubles: 'personal',
  looking_limits: 'personal',
  looking_decisions: 'personal',
  campaign_key: 'internal',
  'campaign.supporters': 'personal',
  'campaign.audit_log': 'personal',
} as const satisfies Record<string, 'public' | 'staff' | 'personal' | 'internal'>

/** Every schema of ours; the job runner's is its own. */
export const schemas = ['public', 'campaign'] as const
/** SQL for a table's name as it is declared, from `pg_class c`. */
export const declaredName = `case c.relnamespace when 'public'::regnamespace then '' else c.relnamespace::regnamespace || '.' end || c.relname`

export type TableName = keyof typeof tables
/** The audit log is cut into months; each part is guarded as the whole. */
export const isAuditPart = (name: string) => /^audit_log_(default|\d{4}_\d{2})$/.test(name)
