import { type Content, classes } from './content.ts'

export type TagColour =
  | 'white'
  | 'grey'
  | 'green'
  | 'aqua-green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow'

/** A word or two about a state. `tone` is ours: coral for in person, teal for online, plum for everything else. */
export function Tag(props: {
  tone?: 'coral' | 'teal' | 'plum' | undefined
  /** nhsuk-frontend's names, shown in our tones. */
  colour?: TagColour | false | undefined
  border?: boolean | undefined
  class?: string | undefined
  children?: Content
}) {
  return (
    <strong
      class={classes(
        'nhsuk-tag',
        props.tone && `app-tag--${props.tone}`,
        props.colour && `nhsuk-tag--${props.colour}`,
        props.colour === false && 'nhsuk-tag--no-colour',
        props.border === false && 'nhsuk-tag--no-border',
        props.class,
      )}
    >
      {props.children}
    </strong>
  )
}
