import type { Content } from '#design/components/content.ts'

/** Forms are read line by line: on a wide screen they take two thirds of it. */
export function Narrow({ children }: { children?: Content }) {
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">{children}</div>
    </div>
  )
}
