import * as z from 'zod'
import { type StaffRole, staffRoles, system } from '#platform/actor.ts'
import type { Command } from '#platform/commands.ts'
import type { Transaction } from '#platform/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { transact } from '#platform/transactions.ts'
import { giveGroup, inviteAgain, inviteStaff, type Part, setRoles } from './people-here.ts'
import { en as words } from './words.ts'

const w = words.command
const everyRole = staffRoles.join(', ')
const isRole = (said: string): said is StaffRole => (staffRoles as readonly string[]).includes(said)

type Wanted = { email: string; name: string; roles: StaffRole[]; groups: string[] }

/** Reads what stands after `staff add`. @throws {Refusal} saying what is missing. */
export function readStaffAdd(args: readonly string[]): Wanted {
  const given: { email: string[]; role: string[]; group: string[]; name: string[] } = {
    email: [],
    role: [],
    group: [],
    name: [],
  }
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    if (!word.startsWith('--')) {
      given.email.push(word)
      continue
    }
    const [option = '', inline] = word.slice(2).split(/=(.*)/s)
    if (option !== 'role' && option !== 'group' && option !== 'name') throw new Refusal(w.unknownOption(word))
    if (inline === undefined) i++
    given[option].push(inline ?? args[i] ?? '')
  }
  const email = z.email().max(320).safeParse(given.email[0])
  if (!email.success || given.email.length > 1) throw new Refusal(w.noEmail)
  const roles = given.role.flatMap((said) => said.split(',')).map((said) => said.trim().toLowerCase())
  const unknown = roles.find((said) => !isRole(said))
  if (unknown !== undefined) throw new Refusal(w.unknownRole(unknown, everyRole))
  if (given.group.length > 0 && !roles.includes('coordinator') && !roles.includes('facilitator'))
    throw new Refusal(w.groupNeedsRole)
  const name = given.name.at(-1)?.trim() || (email.data.split('@')[0] ?? email.data)
  return { email: email.data, name: name.slice(0, 200), roles: roles.filter(isRole), groups: given.group }
}

/**
 * Invites somebody, or invites them again: then earlier passkeys stop working and the roles named are added. The way
 * back when the only administrator has lost theirs.
 */
export async function addStaff(
  tx: Transaction,
  wanted: Wanted & { passkeyRequired: boolean },
): Promise<{ accountId: string; again: boolean }> {
  const groupIds: string[] = []
  for (const slug of wanted.groups) {
    const group = await tx.selectFrom('groups').select('id').where('slug', '=', slug).executeTakeFirst()
    if (!group) throw new Refusal(w.unknownGroup(slug))
    groupIds.push(group.id)
  }
  const there = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email_key', '=', wanted.email.toLowerCase())
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!there) {
    const invited = await inviteStaff(tx, { ...wanted, groupIds })
    if (!invited.ok) throw new Refusal(w.noRole(everyRole))
    return { accountId: invited.accountId, again: false }
  }
  const held = await tx
    .selectFrom('account_roles')
    .select('role')
    .where('account_id', '=', there.id)
    .execute()
  const roles = [...new Set([...held.map((row) => row.role), ...wanted.roles])]
  if (roles.length === 0) throw new Refusal(w.noRole(everyRole))
  await setRoles(tx, { accountId: there.id, roles })
  const parts: Part[] = ['facilitator', 'coordinator']
  for (const groupId of groupIds)
    for (const part of parts)
      if (roles.includes(part)) await giveGroup(tx, { accountId: there.id, groupId, part })
  await inviteAgain(tx, there.id)
  return { accountId: there.id, again: true }
}

export const commands: Command[] = [
  {
    name: 'staff add',
    usage: w.usage,
    says: w.says,
    async run(args, { config, open, say }) {
      const wanted = readStaffAdd(args)
      const program = await open({ connections: 2 })
      try {
        const { again } = await transact(program.services.database, system('staff add'), (tx) =>
          addStaff(tx, { ...wanted, passkeyRequired: !config.sample }),
        )
        say(again ? w.again(wanted.email) : w.invited(wanted.email, wanted.roles.join(', ')))
        say(config.sample ? w.sampleMail(config.baseUrl) : w.mail)
        return 0
      } finally {
        await program.close()
      }
    },
  },
]
