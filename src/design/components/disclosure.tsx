import { type Content, classes } from './content.ts'

/** Help that only some people need; opens below its summary. */
export function Details(props: {
  summary: Content
  open?: boolean | undefined
  class?: string | undefined
  children?: Content
}) {
  return (
    <details class={classes('nhsuk-details', props.class)} open={props.open || undefined}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="nhsuk-details__text">{props.children}</div>
    </details>
  )
}

/** The same as a framed row, for a list of questions. Put several into an `ExpanderGroup`. */
export function Expander(props: { summary: Content; open?: boolean | undefined; children?: Content }) {
  return <Details {...props} class="nhsuk-expander" />
}

/** Expanders close together. */
export function ExpanderGroup({ children }: { children?: Content }) {
  return <div class="nhsuk-expander-group">{children}</div>
}
