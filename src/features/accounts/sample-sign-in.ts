import * as z from 'zod'
import { type StaffRole, system } from '#platform/actor.ts'
import type { Transaction } from '#platform/database.ts'
import { giveCookie } from '#platform/sessions.ts'
import { seeOther } from '#platform/show.tsx'
import { transact } from '#platform/transactions.ts'
import { notFound } from '#platform/trouble.tsx'
import { action, type Route } from '#platform/web.ts'
import { createStaffSession, deviceName } from './sessions.ts'

/** What `/sample` calls each role, and the account's address at example.org. */
export const sampleRoles = {
  administrator: { role: 'administrator', email: 'administrator@example.org', name: 'Ada Administrator' },
  coordinator: { role: 'coordinator', email: 'coordinator@example.org', name: 'Cora Coordinator' },
  facilitator: { role: 'facilitator', email: 'facilitator@example.org', name: 'Fay Facilitator' },
  nurse: { role: 'nurse', email: 'nurse@example.org', name: 'Nora Nurse' },
  'safeguarding-lead': {
    role: 'safeguarding lead',
    email: 'safeguarding-lead@example.org',
    name: 'Sam Safeguarding',
  },
  helper: { role: 'helper', email: 'helper@example.org', name: 'Holly Helper' },
  evaluator: { role: 'evaluator', email: 'evaluator@example.org', name: 'Eve Evaluator' },
  campaigner: { role: 'campaigner', email: 'campaigner@example.org', name: 'Cam Campaigner' },
  professional: { role: 'health professional', email: 'professional@example.org', name: 'Pat Professional' },
} as const satisfies Record<string, { role: StaffRole; email: string; name: string }>
export type SampleRole = keyof typeof sampleRoles

const spelled: Record<string, SampleRole> = {
  'safeguarding lead': 'safeguarding-lead',
  'health professional': 'professional',
}
const isSampleRole = (said: string): said is SampleRole => Object.hasOwn(sampleRoles, said)

const form = z.object({
  role: z
    .string()
    .transform((said) => spelled[said] ?? said)
    .pipe(z.custom<SampleRole>((said) => typeof said === 'string' && isSampleRole(said))),
})

/** Finds the sample's account for a role, or any that holds it, or makes one. */
export async function sampleAccount(tx: Transaction, which: SampleRole): Promise<string> {
  const { role, email, name } = sampleRoles[which]
  const found = await tx
    .selectFrom('accounts')
    .innerJoin('account_roles', 'account_roles.account_id', 'accounts.id')
    .select('accounts.id')
    .where('account_roles.role', '=', role)
    .where('accounts.ended_at', 'is', null)
    .orderBy((eb) => eb.case().when('accounts.email_key', '=', email).then(0).else(1).end())
    .orderBy('accounts.created_at')
    .limit(1)
    .executeTakeFirst()
  if (found) return found.id
  const account = await tx
    .insertInto('accounts')
    .values({ email, name, passkey_required: false })
    .onConflict((conflict) =>
      conflict.column('email_key').doUpdateSet({ ended_at: null, passkey_required: false }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.insertInto('account_roles').values({ account_id: account.id, role }).execute()
  return account.id
}

/** One press signs you in as a role; there is no such address outside sample mode. */
export const sampleSignIn: Route[] = [
  action(
    '/sample/sign-in',
    'public',
    {
      schema: form,
      limit: { name: 'sample sign-in', perAddress: { most: 3_000, seconds: 60 } },
    },
    async (ask, { role }) => {
      const { config, database } = ask.get('services')
      if (!config.sample) return notFound(ask)
      const { token } = await transact(
        database,
        system('sample sign-in'),
        async (tx) =>
          createStaffSession(tx, {
            accountId: await sampleAccount(tx, role),
            way: 'sample',
            device: deviceName(ask.req.header('user-agent')),
          }),
        ask.get('requestId'),
      )
      giveCookie(ask, 'staff', token)
      return seeOther(ask, '/staff')
    },
  ),
]
