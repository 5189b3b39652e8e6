import type { SampleRole } from '#features/accounts/sample-sign-in.ts'

/** What the pages of the sample say. */
export const words = {
  title: 'Look around',
  lede: 'This is a sample charity. Everybody in it is made up, nothing leaves this machine, and you cannot break anything.',
  visitorTitle: 'As someone looking for a group',
  visitor: [
    ['/', 'Start at the first page', 'Type SS6 7ED, or Inverness, or your own postcode.'],
    ['/groups/south-essex', 'South Essex', 'In person, without a limit: you can just come.'],
    [
      '/groups/scotland-online',
      'Scotland online',
      'Up to 20 people; the next session is full, with a waiting list.',
    ],
    ['/sample/mail', 'The messages', 'Every message that would have been sent, with its links.'],
  ] as const,
  memberTitle: 'As a member',
  member: 'Join a group with any made-up e-mail address. The confirmation arrives under “The messages”.',
  staffTitle: 'As somebody at the charity',
  staff: 'One press signs you in.',
  roles: {
    coordinator: ['Coordinator', 'What needs doing today, groups and their dates, people, calls, messages.'],
    facilitator: ['Facilitator', 'The day sheet, and who came.'],
    administrator: [
      'Administrator',
      'Everything a coordinator sees for all groups, settings, accounts, the audit log.',
    ],
    helper: ['Helper', 'Whom to ring.'],
    nurse: ['Nurse', 'The charity’s own nurse.'],
    'safeguarding-lead': ['Safeguarding lead', 'Sees people when somebody may be in danger.'],
    evaluator: ['Evaluator', 'Figures, never names.'],
    campaigner: ['Campaigner', 'The other side of the wall: no member is visible from there.'],
    professional: ['Health professional', 'A nurse at a hospital.'],
  } satisfies Record<SampleRole, readonly [string, string]> as Record<SampleRole, readonly [string, string]>,
  signIn: (role: string) => `Sign in as ${role.toLowerCase()}`,
  alsoTitle: 'For developers',
  components: 'All components on one page',
}
