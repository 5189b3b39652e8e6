import type { Actor, StaffRole } from './actor.ts'

const groupStaff: StaffRole[] = ['administrator', 'coordinator', 'facilitator']
const everyRole: StaffRole[] = [
  ...groupStaff,
  'nurse',
  'safeguarding lead',
  'helper',
  'evaluator',
  'campaigner',
  'health professional',
]

/**
 * What may be done behind sign-in, and by which roles. Which groups and people somebody sees is decided a second time,
 * in the database (P4): a permission opens the page, row-level security fills it.
 */
export const permissions = {
  'see today': everyRole,
  'keep own account': everyRole,
  'see groups': [...groupStaff, 'nurse', 'safeguarding lead', 'helper', 'evaluator'],
  'change groups': ['administrator', 'coordinator'],
  'change sessions': groupStaff,
  'see day sheets': groupStaff,
  'record who came': groupStaff,
  'see people': [...groupStaff, 'safeguarding lead', 'helper'],
  'change people': ['administrator', 'coordinator', 'helper'],
  'let people in': groupStaff,
  'change emergency contacts': ['coordinator', 'facilitator'],
  'record a death': [...groupStaff, 'safeguarding lead', 'helper'],
  'plan after a death': groupStaff,
  'decide late arrivals': ['administrator', 'coordinator'],
  'raise concerns': [...groupStaff, 'nurse', 'safeguarding lead', 'helper'],
  'see concerns': ['facilitator', 'nurse', 'safeguarding lead'],
  'answer concerns': ['nurse', 'safeguarding lead'],
  'see questions': [...groupStaff, 'nurse', 'safeguarding lead'],
  'answer questions': ['nurse'],
  'ask for a debrief': ['facilitator'],
  'see debriefs': ['coordinator', 'facilitator', 'nurse'],
  'see supervision': groupStaff,
  'keep supervision': ['administrator', 'coordinator'],
  'answer offers': ['administrator', 'coordinator'],
  'keep signposts': [...groupStaff, 'nurse'],
  'make calls': ['administrator', 'coordinator', 'helper'],
  'see messages': ['administrator', 'coordinator', 'facilitator', 'safeguarding lead'],
  'change messages': ['administrator', 'coordinator'],
  'open the gate': ['administrator'],
  'change settings': ['administrator'],
  'change topics': ['administrator', 'coordinator'],
  'change accounts': ['administrator'],
  'see the audit log': ['administrator'],
  'take copies': ['administrator', 'safeguarding lead'],
  'ask for erasure': ['administrator', 'coordinator', 'safeguarding lead'],
  'erase people': ['administrator'],
  'hold records': ['administrator', 'safeguarding lead'],
  'merge people': ['administrator', 'coordinator'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof permissions

/** Whether the actor holds a role that has the permission. */
export function may(actor: Actor, permission: Permission): boolean {
  const roles: readonly StaffRole[] = permissions[permission]
  return actor.kind === 'staff' && actor.roles.some((role) => roles.includes(role))
}
