import { words } from './words.ts'

/** A need, as a sign on a sheet. */
export type SignName = 'fresh' | 'food' | 'access' | 'mind'

const shapes: Record<SignName, string> = {
  fresh: 'M12 3l2.3 6.7L21 12l-6.7 2.3L12 21l-2.3-6.7L3 12l6.7-2.3z',
  food: 'M7 3v6a2.5 2.5 0 0 0 5 0V3M9.5 3v18M17.5 21v-7h-2.5V7c0-2.5 1-4 2.5-4z',
  access: 'M10.5 8.5v6h5.5l2.5 5M10.5 10.5h4.5M8.2 11.5a5 5 0 1 0 6.3 6.6M10.5 3.2a1.6 1.6 0 1 1-.01 0',
  mind: 'M12 20s-8-4.8-8-10.5A4.3 4.3 0 0 1 12 7.2 4.3 4.3 0 0 1 20 9.5C20 15.2 12 20 12 20z',
}

/** One sign. Says its name to screen readers unless words stand beside it. */
export function Sign({ name, silent = false }: { name: SignName; silent?: boolean }) {
  return (
    <span class={`app-sign app-sign--${name}`}>
      <svg
        class="app-sign__shape"
        viewBox="0 0 24 24"
        width="20"
        height="20"
        focusable="false"
        aria-hidden="true"
      >
        <path d={shapes[name]} />
      </svg>
      {!silent && <span class="nhsuk-u-visually-hidden">{words.signs[name]} </span>}
    </span>
  )
}

/** What the signs mean, in words beside each. */
export function SignLegend({ only }: { only?: readonly SignName[] }) {
  const names = only ?? (Object.keys(shapes) as SignName[])
  return (
    <ul class="app-signs" aria-label={words.signs.heading}>
      {names.map((name) => (
        <li class="app-signs__item">
          <Sign name={name} silent /> {words.signs[name]}
        </li>
      ))}
    </ul>
  )
}

/** Whether somebody is new here: nobody has noted that they came, or they joined since last time. */
export const isFresh = (person: { firstTime: boolean; joinedSince: boolean }): boolean =>
  person.firstTime || person.joinedSince

/** The signs that hold for somebody. */
export function signsOf(person: {
  firstTime: boolean
  joinedSince: boolean
  dietary: string | null
  accessNeeds: string | null
  bearInMind: string | null
}): SignName[] {
  return [
    ...(isFresh(person) ? (['fresh'] as const) : []),
    ...(person.dietary ? (['food'] as const) : []),
    ...(person.accessNeeds ? (['access'] as const) : []),
    ...(person.bearInMind ? (['mind'] as const) : []),
  ]
}
