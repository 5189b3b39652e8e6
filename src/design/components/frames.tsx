import { type Content, classes, has } from './content.ts'

/** A map or another picture, with the same facts in words below it. */
export function MapFrame(props: { caption?: Content; children?: Content }) {
  return (
    <figure class="app-map">
      {props.children}
      {has(props.caption) && <figcaption class="app-map__caption">{props.caption}</figcaption>}
    </figure>
  )
}

/** The opening of a front page: words on the left, the circle on the right. */
export function Hero(props: { title: Content; lede?: Content; picture?: Content; children?: Content }) {
  return (
    <section class="app-hero">
      <div class="app-hero__words">
        <h1 class="app-hero__title">{props.title}</h1>
        {has(props.lede) && <p class="app-lede">{props.lede}</p>}
        {props.children}
      </div>
      {has(props.picture) && <div class="app-hero__picture">{props.picture}</div>}
    </section>
  )
}

/** Two columns where there is room: the page, and what stays in sight beside it. */
export function Two(props: {
  side: Content
  /** Title and opening lines. With them the side comes second in the source and on a phone: it holds the main button. */
  head?: Content
  children?: Content
}) {
  const headed = has(props.head)
  const side = <div class="app-two__side">{props.side}</div>
  return (
    <div class={classes('app-two', headed && 'app-two--headed')}>
      {headed && <div class="app-two__head">{props.head}</div>}
      {headed && side}
      <div class="app-two__main">{props.children}</div>
      {!headed && side}
    </div>
  )
}

/** A framed box, such as the one beside a group's dates. */
export function Box(props: { label?: string | undefined; quiet?: boolean | undefined; children?: Content }) {
  const name = classes('app-box', props.quiet && 'app-box--quiet')
  return props.label ? (
    <section class={name} aria-label={props.label}>
      {props.children}
    </section>
  ) : (
    <div class={name}>{props.children}</div>
  )
}

/** A band of sand across the page for something apart, such as ways to get in touch. */
export function Band({ children }: { children?: Content }) {
  return <div class="app-band">{children}</div>
}

/** What stands where there is nothing yet, said kindly, with what to do. */
export function Empty({ children }: { children?: Content }) {
  return <div class="app-empty">{children}</div>
}

/** The hidden fields of a form of several pages, or of one with nothing to type. */
export function HiddenFields(props: {
  values: Readonly<Record<string, string | readonly string[] | undefined>>
}) {
  return (
    <>
      {Object.entries(props.values).flatMap(([name, value]) =>
        value === undefined
          ? []
          : (typeof value === 'string' ? [value] : value).map((one) => (
              <input type="hidden" name={name} value={one} />
            )),
      )}
    </>
  )
}
