/**
 * What each table holds about somebody: the one declaration that the copy of everything held, and the search before an
 * erasure, are made from. A table that leads to a person and does not stand here fails a test with its name.
 */
export type Holding = {
  /** SQL that picks somebody's rows `t`; `:person` stands for their id. Null: no row is anybody's. */
  theirs: string | null
  /** What these rows are, in the person's own copy; without it they are not in it, and `why` says why. */
  title?: string
  why?: string
  /** Columns that are not in the copy: what belongs to somebody else, and what says nothing to anybody. Ids and hashes never are. */
  leftOut?: readonly string[]
  /** Columns in which people write freely, also about others: searched for somebody's name before they are erased. */
  words?: readonly string[]
  /** These words stand in JSON, where the end of a line is two signs, of which the second looks like a letter. */
  wordsInJson?: true
  /** The column by which a row is found again; `id` unless said. */
  key?: string
  /** Only these rows are searched. */
  wordsWhere?: string
  /** SQL for those of somebody's rows that go with them; all unless said. The words in what stays are looked through. */
  goes?: string
  /** Their rows stay when they are erased, so that the words in them are looked through as well. */
  outlives?: true
  /** Only that something was found is shown, not the words around it: few may read them. */
  closed?: true
}

const ofPerson = 't.person_id = :person'
const program = (why: string): Holding => ({ theirs: null, why })
const charity = program('The charity’s own business: no row is about a member.')
const staff = program('About people who work here, not about members.')

/** Every table, by its declared name. */
export const holdings: Record<string, Holding> = {
  people: {
    theirs: 't.id = :person',
    title: 'About you',
    leftOut: ['called_key', 'search_key', 'changed_at'],
    words: ['heard_how', 'dietary', 'access_needs', 'their_note', 'bear_in_mind', 'hopes', 'message_with'],
  },
  addresses: {
    theirs: 't.id in (select address_id from person_addresses where person_id = :person)',
    title: 'How to reach you',
    leftOut: ['key'],
    words: ['wrong_why'],
    goes: `(t.id in (select address_id from person_addresses where person_id = :person)
      and not exists (select from person_addresses o where o.address_id = t.id and o.person_id <> :person))`,
  },
  person_addresses: { theirs: ofPerson, title: 'Whose address it is, and which you like best' },
  emergency_contacts: { theirs: ofPerson, title: 'Someone to ring in an emergency' },
  consents: { theirs: ofPerson, title: 'What you agreed to' },
  members: { theirs: ofPerson, title: 'Your groups' },
  places: {
    theirs: ofPerson,
    title: 'Your places at sessions',
    leftOut: ['turn', 'changes', 'before_death'],
  },
  stubs: { theirs: ofPerson, why: 'Ties visits to somebody; the visits are in the copy.' },
  visits: {
    theirs: 't.stub_id in (select id from stubs where person_id = :person)',
    title: 'Sessions you came to',
  },
  ticks: { theirs: ofPerson, title: 'What a tablet sent about who came, not yet forgotten' },
  walk_ins: program('First names of people who simply came by. Nobody is known by them.'),
  stops: { theirs: ofPerson, title: 'What you asked us not to send' },
  calls: { theirs: ofPerson, title: 'Calls', leftOut: ['known'], words: ['suits', 'note'] },
  call_tries: {
    theirs: 't.call_id in (select id from calls where person_id = :person)',
    title: 'When we tried to ring you',
    words: ['note'],
  },
  messages: {
    theirs: `(${ofPerson} or t.joining_id in (select id from joinings where person_id = :person))`,
    title: 'What we sent you',
    leftOut: [
      ...['body_html', 'details', 'once', 'attempts', 'try_after', 'last_error', 'seen_undelivered_at'],
      ...['first_tried_at', 'claimed_until', 'made_by_kind', 'useless_after', 'due_at'],
    ],
    words: ['subject', 'body_text', 'body_html'],
    wordsWhere: 't.person_id is null and t.account_id is not null',
  },
  letters: { theirs: ofPerson, title: 'Letters', leftOut: ['sheet'], key: 'message_id' },
  letter_batches: charity,
  texts: { theirs: ofPerson, title: 'Text messages', leftOut: ['provider_id'], key: 'message_id' },
  incoming_texts: {
    theirs: ofPerson,
    title: 'What you texted us',
    leftOut: ['provider_id'],
    words: ['body'],
  },
  joinings: { theirs: ofPerson, title: 'Forms you filled in', leftOut: ['look_why', 'looked_at'] },
  member_links: { theirs: ofPerson, title: 'Links to your own pages' },
  member_sessions: { theirs: ofPerson, title: 'Devices that opened your own pages' },
  deaths: {
    theirs: ofPerson,
    title: 'What we were told about a death',
    leftOut: ['told_by', 'stopped', 'put_back'],
    words: ['told_by'],
  },
  wishes: { theirs: ofPerson, title: 'What you wish', key: 'person_id', words: ['by_whom', 'how'] },
  family_wishes: {
    theirs: ofPerson,
    title: 'What a family wished',
    leftOut: ['contact_name', 'contact_how', 'contact_agreed_way', 'contact_agreed_at'],
    key: 'death_id',
    words: ['flowers', 'note', 'contact_name', 'contact_how'],
  },
  farewell_tasks: { theirs: ofPerson, title: 'What was done after a death', words: ['words', 'note'] },
  late_arrivals: { theirs: ofPerson, why: 'A form of somebody else’s that was mistaken for theirs.' },
  topic_wishes: { theirs: ofPerson, title: 'Topics you asked about' },
  offers: { theirs: ofPerson, title: 'What you offered', words: ['words', 'reply'] },
  concerns: {
    theirs: ofPerson,
    why: 'Few may read a concern about somebody’s safety: the safeguarding lead tells the person themselves.',
    words: ['about', 'what'],
    outlives: true,
    closed: true,
  },
  concern_steps: {
    theirs: 't.concern_id in (select id from concerns where person_id = :person)',
    why: 'As the concern itself.',
    words: ['words'],
    outlives: true,
    closed: true,
  },
  concern_settings: charity,
  questions: { ...charity, words: ['words', 'answer'] },
  debriefs: { ...staff, words: ['suits'] },
  supervisions: staff,
  signposts: { ...charity, words: ['name', 'what_for'] },
  held_back_places: program('A seat at a session, nobody’s.'),
  legal_holds: {
    theirs: ofPerson,
    title: 'Why your record has to be kept',
    leftOut: ['reason'],
    words: ['reason'],
  },
  erasure_requests: { theirs: ofPerson, title: 'Your wish to be erased', words: ['note'] },
  erasure_places: program('Which places were looked at before an erasure: ids of rows.'),
  merges: {
    theirs: 't.kept_id = :person',
    title: 'Another record that turned out to be yours',
    leftOut: ['details', 'can_be_undone'],
    // Rows of other people that were set aside, with what stood in them.
    words: ['details'],
    wordsInJson: true,
    closed: true,
  },
  not_doubles: {
    theirs: '(t.one_id = :person or t.other_id = :person)',
    why: 'Says of two people that they are not one: that is about somebody else too.',
  },
  'campaign.supporters': {
    theirs: null,
    why: 'In the copy by campaign_entry_of(), the one way across the wall.',
  },
  'campaign.audit_log': program('Which fields changed, never what was in them.'),
  audit_log: {
    theirs: null,
    why: 'In the copy by audit_of_person(): who looked and what was changed, by their roles.',
  },
  erasures: program('Random ids of people of whom nothing is left.'),
  campaign_key: program('A key.'),
  looking_limits: charity,
  looking_decisions: staff,
  accounts: staff,
  account_roles: staff,
  passkeys: staff,
  staff_links: staff,
  staff_sessions: staff,
  passkey_challenges: staff,
  group_staff: staff,
  record_permits: staff,
  group_joining: charity,
  session_records: {
    theirs: null,
    why: 'About a group as a whole, never about anybody in it.',
    words: ['themes'],
    key: 'session_id',
  },
  session_record_topics: charity,
  charity: charity,
  services: { ...charity, words: ['summary', 'who_for', 'first_visit'] },
  topics: { ...charity, words: ['name', 'plain_note'] },
  venues: { ...charity, words: ['finding_the_room', 'contact_note'] },
  groups: { ...charity, words: ['paused_words', 'led_by', 'what_to_expect'] },
  group_old_slugs: charity,
  programmes: charity,
  sessions: {
    ...charity,
    words: ['cancelled_words', 'instead_words', 'moved_from', 'speaker', 'talk', 'public_note'],
  },
  session_topics: charity,
  bank_holidays: charity,
  postcodes: charity,
  outcodes: charity,
  postcode_import: charity,
  clock_offset: charity,
  migrations: charity,
  rate_limits: program('Scrambled addresses, for two days.'),
  heartbeats: charity,
  gate_state: charity,
}
