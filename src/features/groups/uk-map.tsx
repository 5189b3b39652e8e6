import { assetUrl } from '#design/assets.ts'
import { mapSize, project } from './uk-projection.ts'

/** A group to show on the map; `near` marks the ones nearest to the reader. */
export type MappedGroup = { name: string; lat: number; lon: number; near?: boolean }

/**
 * A map of the UK with a dot for each group and, when known, a ring where the reader is. A picture for those
 * who would rather look than read: the page says the same in words, and `title` sums it up for a screen
 * reader. The outline is one file that browsers keep, so that a page with a map stays small. `id` tells maps
 * on one page apart. Groups beyond the map are left out.
 */
export function UkMap(props: {
  groups: readonly MappedGroup[]
  title: string
  you?: { lat: number; lon: number } | undefined
  id?: string
}) {
  const titleId = `${props.id ?? 'uk-map'}-title`
  const outline = assetUrl('uk-map.svg')
  const dots = props.groups
    .map((group) => ({ ...group, at: project(group.lat, group.lon) }))
    .filter((group) => group.at !== null)
    .sort((a, b) => Number(a.near ?? false) - Number(b.near ?? false))
  const you = props.you === undefined ? null : project(props.you.lat, props.you.lon)
  return (
    <svg
      viewBox={`0 0 ${mapSize.width} ${mapSize.height}`}
      width={mapSize.width}
      height={mapSize.height}
      role="img"
      aria-labelledby={titleId}
      focusable="false"
    >
      <title id={titleId}>{props.title}</title>
      <use class="app-map__land app-map__land--quiet" href={`${outline}#quiet`} />
      <use class="app-map__land" href={`${outline}#land`} />
      {you !== null && <circle class="app-map__ring" cx={you.x} cy={you.y} r="13" />}
      {dots.map(({ at, near }) => (
        <circle
          class={near ? 'app-map__dot app-map__dot--near' : 'app-map__dot'}
          cx={at?.x}
          cy={at?.y}
          r={near ? 6 : 4.5}
        />
      ))}
    </svg>
  )
}
