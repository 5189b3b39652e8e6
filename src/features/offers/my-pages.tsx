import { Button, ButtonRow, ErrorSummary, HiddenFields, Radios, Textarea } from '#design/components/index.ts'
import { dayInWords, localTime } from '#features/groups/rules.ts'
import type { MyOffer } from './offers.ts'
import type { Words } from './words.ts'

/** Something to give: a small form, and what became of what was offered before. */
export function OffersPage(props: {
  w: Words
  groups: { id: string; name: string }[]
  offers: MyOffer[]
  zone: string
  values: Record<string, string>
  errors: Record<string, string>
}) {
  const { w, groups, values, errors } = props
  const [only] = groups
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      {only === undefined ? (
        <p>{w.noGroup}</p>
      ) : (
        <form method="post" action="/my/offers" novalidate>
          <Radios
            name="kind"
            legend={w.kind}
            legendSize="s"
            value={values.kind}
            error={errors.kind}
            choices={Object.entries(w.kinds).map(([value, { label, hint }]) => ({ value, label, hint }))}
          />
          {groups.length === 1 ? (
            <HiddenFields values={{ group: only.id }} />
          ) : (
            <Radios
              name="group"
              legend={w.group}
              legendSize="s"
              value={values.group}
              error={errors.group}
              choices={groups.map((group) => ({ value: group.id, label: group.name }))}
            />
          )}
          <Textarea
            name="words"
            label={w.words}
            hint={w.wordsHint}
            rows={4}
            value={values.words}
            error={errors.words}
          />
          <p class="app-small">{w.who}</p>
          <ButtonRow>
            <Button preventDoubleClick>{w.send}</Button>
            <a href="/my">{w.back}</a>
          </ButtonRow>
        </form>
      )}
      {props.offers.length > 0 && (
        <>
          <h2>{w.mine}</h2>
          <ul class="app-lines">
            {props.offers.map((offer) => (
              <li class="app-lines__item">
                <b>
                  {w.on(
                    w.kinds[offer.kind].label,
                    dayInWords(localTime(offer.offeredAt, props.zone).date, null, w.language),
                  )}
                </b>
                <p class="app-typed">{offer.words}</p>
                <p>
                  {w.states[offer.state]} {offer.reply && <span class="app-typed">{offer.reply}</span>}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
