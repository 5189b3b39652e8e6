import { dateInWords, hoursInWords } from '#features/groups/rules.ts'
import type { Ask } from '#platform/web.ts'
import type { SessionFacts } from './queries.ts'
import { words } from './words.ts'

export const idOf = (ask: Ask) => ask.req.param('id') ?? ''

/** When and where a session is, in words; without the group's name, which may say too much (P7). */
export function whenOf(session: SessionFacts): { when: string; hours: string; where: string } {
  return {
    when: dateInWords(session.date, session.today),
    hours: hoursInWords(session.starts.slice(0, 5), session.ends.slice(0, 5)),
    where:
      session.telephone !== null
        ? words.byTelephone(session.telephone)
        : session.kind === 'online'
          ? words.online
          : [session.venue, session.town].filter(Boolean).join(', '),
  }
}
