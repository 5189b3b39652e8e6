import type { ComponentChildren } from 'preact'
import { Button, HiddenFields } from '#design/components/index.ts'

/** A button of its own: posts who it is about. */
export function Act(props: {
  to: string
  values: Record<string, string>
  about?: string
  variant?: 'secondary' | 'link'
  children: ComponentChildren
}) {
  return (
    <form method="post" action={props.to}>
      <HiddenFields values={props.values} />
      <Button variant={props.variant ?? 'link'} small>
        {props.children}
        {props.about && <span class="nhsuk-u-visually-hidden"> {props.about}</span>}
      </Button>
    </form>
  )
}
