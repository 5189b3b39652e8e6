import { type SinceLastTime, SinceLastTimeOnPaper } from '#features/bereavement/bereavement.ts'
import { HelpOnPaper, type Signpost } from '#features/signposting/signposting.ts'
import type { SheetPerson } from './queries.ts'
import { firstNames, sheetSize, together } from './rules.ts'
import { isFresh, Sign, SignLegend, signsOf } from './signs.tsx'
import { type Answered, FromTheNurse } from './take-back.tsx'
import { words } from './words.ts'

/** So many letters of needs fit into the foot of the sheet, and so many of one of them. */
const MOST_LETTERS = 190
const MOST_OF_ONE = 60
/** Empty lines for who comes by. */
const EMPTY_LINES = 3

/** One line of what everybody needs together, cut where the paper ends. */
function Together({ label, needs }: { label: string; needs: readonly (string | null)[] }) {
  const parts = together(needs).map(({ what, people }) => {
    const short = what.length > MOST_OF_ONE ? `${what.slice(0, MOST_OF_ONE).trimEnd()}…` : what
    return people > 1 ? `${short} (${people})` : short
  })
  if (parts.length === 0) return null
  let said = ''
  let left = parts.length
  for (const part of parts) {
    if (said.length + part.length > MOST_LETTERS) continue
    said += `${said ? '; ' : ''}${part}`
    left--
  }
  return (
    <p class="app-day__together">
      <strong>{label}:</strong> {said}
      {left > 0 && ` ${words.sheet.more}`}
    </p>
  )
}

/**
 * The day sheet on paper: one side of A4 for up to 40 people. First names and signs, nobody's surname, what anybody needs only
 * for all together; the heading names neither illness nor service (P7).
 */
export function DaySheet(props: {
  charity: string
  phone: string
  when: string
  hours: string
  where: string
  people: SheetPerson[]
  died: SinceLastTime[]
  answers: readonly Answered[]
  help: readonly Signpost[]
}) {
  const names = firstNames(props.people)
  const size = sheetSize(props.people.length)
  const back = props.answers.length + props.help.length > 0
  const empty = Array.from({ length: props.people.length > 37 ? 0 : EMPTY_LINES })
  return (
    <div class={`app-day app-day--${size}`}>
      <p class="app-small app-screen-only">
        {words.sheet.print} {back && words.sheet.printBack}
      </p>
      <header class="app-day__head">
        <h1>{props.when}</h1>
        <p class="app-day__where">
          {props.hours} · {props.where}
        </p>
        <p class="app-day__count">
          {props.charity} · {words.sheet.people(props.people.length)}
          <SinceLastTimeOnPaper those={props.died} />
        </p>
      </header>
      {props.people.length === 0 && <p>{words.sheet.nobody}</p>}
      <table class="app-day__table">
        <thead>
          <tr>
            <th scope="col" class="app-day__tick">
              {words.sheet.came}
            </th>
            <th scope="col" class="app-day__name">
              {words.sheet.name}
            </th>
            <th scope="col" class="app-day__signs">
              {words.sheet.signs}
            </th>
            <th scope="col" class="app-day__emergency">
              {words.sheet.emergency}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.people.map((person, i) => (
            <tr>
              <td class="app-day__tick">
                <span class="app-day__box" />
              </td>
              <th scope="row" class="app-day__name">
                <span class="app-day__cut">{names[i]}</span>
              </th>
              <td class="app-day__signs">
                {signsOf(person).map((sign) => (
                  <Sign name={sign} />
                ))}
              </td>
              <td class="app-day__emergency">
                {/* The number first: a long name is cut where the paper ends. */}
                {person.emergency && (
                  <span class="app-day__cut">
                    {[person.emergency.phone, person.emergency.name].filter(Boolean).join(', ')}
                  </span>
                )}
              </td>
            </tr>
          ))}
          {empty.map(() => (
            <tr>
              <td class="app-day__tick">
                <span class="app-day__box" />
              </td>
              <td class="app-day__name app-day__by">{words.sheet.cameBy}:</td>
              <td class="app-day__signs" />
              <td class="app-day__emergency" />
            </tr>
          ))}
        </tbody>
      </table>
      <footer class="app-day__foot">
        <SignLegend />
        {/* Without names, as everything that somebody has told: who is new has a sign, and their page on the screen tells whose hope it is. */}
        <Together
          label={words.sheet.hopesTogether}
          needs={props.people.filter(isFresh).map((person) => person.hopes)}
        />
        <Together label={words.sheet.foodTogether} needs={props.people.map((p) => p.dietary)} />
        <Together label={words.sheet.accessTogether} needs={props.people.map((p) => p.accessNeeds)} />
        <p class="app-day__last">
          {words.sheet.ring999} {props.phone && `${words.sheet.ourPhone(props.phone)}.`}{' '}
          <strong>{words.sheet.shred}</strong>
        </p>
      </footer>
      {back && <BackOfSheet answers={props.answers} help={props.help} />}
    </div>
  )
}

/** What the nurse answered, and where to find help: for the other side of the paper, so that one side stays for the people. */
function BackOfSheet(props: { answers: readonly Answered[]; help: readonly Signpost[] }) {
  return (
    <section class="app-day__back">
      <FromTheNurse answers={props.answers} />
      <HelpOnPaper help={props.help} />
    </section>
  )
}
