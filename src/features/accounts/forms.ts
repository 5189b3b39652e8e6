import * as z from 'zod'
import { staffRoles } from '#platform/actor.ts'
import { en as words } from './words.ts'

const many = <T extends z.ZodType>(inner: T) =>
  z.preprocess(
    (said) => (said === undefined || said === '' ? [] : Array.isArray(said) ? said : [said]),
    inner,
  )

const email = z.preprocess((said) => said ?? '', z.email(words.emailWrong).max(320, words.emailWrong))
const name = z.preprocess((said) => said ?? '', z.string().min(1, words.nameMissing).max(200, words.nameLong))
const roles = many(z.array(z.enum(staffRoles)).min(1, words.rolesMissing))

/** A page within the staff's own, to go to after signing in; anything else leads to Today. */
export const nextPage = (said: string | undefined): string =>
  said !== undefined && /^\/staff(\/[\w./-]*)?$/.test(said) && !said.includes('//') ? said : '/staff'

export const askForLink = z.object({ email })
export const invitation = z.object({ name, email, roles })
export const rolesForm = z.object({ roles })
export const groupForm = z.object({
  group: z.preprocess((said) => said ?? '', z.string().min(1, words.accounts.groupUnknown).max(200)),
  part: z.enum(['facilitator', 'coordinator'], words.accounts.partMissing),
})
export const takeForm = z.object({ group: z.uuid(), part: z.enum(['facilitator', 'coordinator']) })
export const ownForm = z.object({
  name,
  phone: z.preprocess((said) => said ?? '', z.string().max(40, words.own.phoneLong)),
})
export const passkeyForm = z.object({
  name: z.preprocess(
    (said) => said ?? '',
    z.string().min(1, words.own.passkeyNameMissing).max(100, words.own.passkeyNameLong),
  ),
})
export const openIdForm = z.object({ query: z.string().max(8_000) })
