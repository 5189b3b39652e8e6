import { Details } from '#design/components/index.ts'
import { words } from './words.ts'

/**
 * What is seldom needed and then at once: near the top of a session's page, so that it is found on a phone, and closed, so
 * that nobody who is shown the page reads of a death first.
 */
export function Happened({ sessionId, groupId }: { sessionId: string; groupId: string }) {
  const w = words.happened
  return (
    <Details summary={w.summary}>
      <ul class="nhsuk-list nhsuk-list--border">
        <li>
          <a href={`/staff/died?group=${groupId}`}>{w.died}</a>
        </li>
        <li>
          <a href={`/staff/concerns/new?session=${sessionId}`}>{w.concern}</a>
        </li>
      </ul>
    </Details>
  )
}
