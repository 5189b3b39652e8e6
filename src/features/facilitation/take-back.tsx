import type { Signpost } from '#features/signposting/signposting.ts'
import { raised } from './raised-words.ts'

export type Answered = { words: string; answer: string }

/** What the nurse answered to the group's questions since it last met. */
export function FromTheNurse({ answers }: { answers: readonly Answered[] }) {
  if (answers.length === 0) return null
  return (
    <>
      <h2>{raised.sheet.heading}</h2>
      {answers.map(({ words, answer }) => (
        <>
          <p>
            <b class="app-typed">{words}</b>
          </p>
          <p class="app-typed">{answer}</p>
        </>
      ))}
    </>
  )
}

/** The same on the page of a session, for whoever has no paper; with the way to the help that is near the group. */
export function ToTakeBack(props: {
  answers: readonly Answered[]
  help: readonly Signpost[]
  groupSlug: string
}) {
  const { answers, help } = props
  if (answers.length + help.length === 0) return null
  return (
    <section id="take-back">
      <FromTheNurse answers={answers} />
      {help.length > 0 && (
        <p>
          <a href={`/groups/${props.groupSlug}/help`}>{raised.sheet.help(help.length)}</a>
        </p>
      )}
    </section>
  )
}
