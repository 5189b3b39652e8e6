import { Details } from '#design/components/index.ts'
import { staffWords } from './staff-words.ts'

const w = staffWords.wished

/** What people of a group have said they would like to hear about: how many, never who. */
export function Wished({ wished }: { wished: readonly { topic: string; people: number }[] }) {
  if (wished.length === 0) return null
  return (
    <Details summary={w.title}>
      <p class="app-small">{w.hint}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {wished.map(({ topic, people }) => (
          <li>{w.line(topic, people)}</li>
        ))}
      </ul>
    </Details>
  )
}
