import type { Content } from '../components/index.ts'

/** One component under its name, in a part of the page of its own. */
export function Example(props: { title: string; children?: Content }) {
  return (
    <section class="app-example" aria-labelledby={idFor(props.title)}>
      <h3 class="app-example__title" id={idFor(props.title)}>
        {props.title}
      </h3>
      {props.children}
    </section>
  )
}

function idFor(title: string): string {
  return `example-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`
}
