/** The tones that take turns around the circle. */
const TONES = ['t1', 't4', 't3', 't2'] as const

/**
 * The mark: a circle of chairs, always whole, people in different tones, one chair kept for you. It never shows how
 * many have come or gone, and no empty chair. Small (8 chairs, yours at the top) it stands beside the name; large
 * (16 chairs, yours at the side) it stands on its own, and then says what it is unless `label` is empty.
 */
export function CircleOfChairs(props: {
  size?: 'small' | 'large' | undefined
  label?: string | undefined
  class?: string | undefined
}) {
  const large = props.size === 'large'
  const count = large ? 16 : 8
  const yours = large ? 4 : 0
  const distance = large ? 40 : 36
  const radius = large ? 6.4 : 10
  const chairs = Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2
    return {
      cx: (50 + distance * Math.cos(angle)).toFixed(1),
      cy: (50 + distance * Math.sin(angle)).toFixed(1),
      tone: index === yours ? 'you' : TONES[index % TONES.length],
    }
  })
  const label = props.label ?? (large ? 'A circle of chairs, one of them for you' : '')
  return (
    <svg
      class={['app-chairs', large && 'app-chairs--large', props.class].filter(Boolean).join(' ')}
      viewBox="0 0 100 100"
      width={large ? 360 : 38}
      height={large ? 360 : 38}
      focusable="false"
      role={label ? 'img' : undefined}
      aria-label={label || undefined}
      aria-hidden={label ? undefined : 'true'}
    >
      {chairs.map(({ cx, cy, tone }) => (
        <circle class={`app-seat app-seat--${tone}`} cx={cx} cy={cy} r={radius} />
      ))}
    </svg>
  )
}
