import { Button, ButtonRow, HiddenFields } from '#design/components/index.ts'
import type { Stopped } from './rules.ts'
import { goesOnInWords, words } from './words.ts'

const w = words.askMistake

/** Asks once before somebody counts as alive again: what had stopped goes on with the press, messages at once. */
export function MistakePage(props: {
  /** Where it is sent, what goes with it, and where whoever thinks better of it goes. */
  action: string
  fields?: Record<string, string>
  back: string
  called: string
  stopped: Stopped
}) {
  const goesOn = goesOnInWords(props.stopped)
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <h1>{w.title}</h1>
        <p class="app-lede">{w.lede(props.called)}</p>
        <p>{w.sure}</p>
        {goesOn.length > 0 && (
          <>
            <h2 class="nhsuk-heading-s">{w.goesOn}</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {goesOn.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </>
        )}
        <p>{w.told}</p>
        <form method="post" action={props.action}>
          <HiddenFields values={props.fields ?? {}} />
          <ButtonRow>
            <Button preventDoubleClick>{w.button}</Button>
            <a href={props.back}>{w.cancel}</a>
          </ButtonRow>
        </form>
      </div>
    </div>
  )
}
