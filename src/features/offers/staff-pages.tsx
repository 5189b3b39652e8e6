import { Button, Details, ErrorSummary, Lines, Radios, Tag, Textarea } from '#design/components/index.ts'
import type { OfferToAnswer } from './offers.ts'
import { staffWords as w } from './words.ts'

type Wrong = { id: string; values: Record<string, string>; errors: Record<string, string> } | null
type Props = { list: OfferToAnswer[]; day: (instant: Date) => string; wrong: Wrong }

/** What members offer: the new ones with a form to answer, then what was answered. */
export function StaffOffersPage(props: Props) {
  const fresh = props.list.filter((offer) => offer.state === 'new')
  const answered = props.list.filter((offer) => offer.state !== 'new')
  const one = (offer: OfferToAnswer) => <OneOffer {...props} offer={offer} />
  return (
    <>
      <ErrorSummary errors={props.wrong?.errors ?? {}} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <Lines heading={w.fresh} none={w.noneNew} items={fresh}>
        {one}
      </Lines>
      <Lines heading={w.answered} none={w.noneAnswered} items={answered}>
        {one}
      </Lines>
    </>
  )
}

function OneOffer({ offer, day, wrong }: Props & { offer: OfferToAnswer }) {
  const here = wrong?.id === offer.id ? wrong : null
  const about = <span class="nhsuk-u-visually-hidden">{w.about(offer.called)}</span>
  const form = <AnswerForm offer={offer} here={here} about={about} />
  return (
    <li class="app-lines__item">
      <b>{w.kinds[offer.kind]}</b>{' '}
      {offer.state !== 'new' && (
        <Tag tone={offer.state === 'not now' ? 'plum' : 'teal'}>{w.states[offer.state]}</Tag>
      )}
      <p class="app-small">
        <a href={`/staff/people/${offer.personId}`}>
          {w.from(offer.called, offer.group, day(offer.offeredAt))}
        </a>
      </p>
      <p class="app-typed">{offer.words}</p>
      {offer.kind === 'story' && <p class="app-small">{w.story}</p>}
      {offer.died && <p>{w.died}</p>}
      {offer.reply && <p class="app-typed">{offer.reply}</p>}
      {offer.answeredAt && (
        <p class="app-small">{[offer.answeredBy, day(offer.answeredAt)].filter(Boolean).join(', ')}</p>
      )}
      {!offer.died &&
        (offer.state === 'new' ? (
          form
        ) : (
          <Details
            open={here !== null}
            summary={
              <>
                {w.change}
                {about}
              </>
            }
          >
            {form}
          </Details>
        ))}
    </li>
  )
}

function AnswerForm(props: { offer: OfferToAnswer; here: Wrong; about: preact.ComponentChildren }) {
  const { offer, here, about } = props
  return (
    <form method="post" action={`/staff/offers/${offer.id}`} novalidate>
      <Radios
        id={here ? 'state' : `state-${offer.id}`}
        name="state"
        legend={
          <>
            {w.answer}
            {about}
          </>
        }
        legendSize="s"
        small
        value={here?.values.state ?? (offer.state === 'new' ? undefined : offer.state)}
        error={here?.errors.state}
        choices={Object.entries(w.choices).map(([value, label]) => ({ value, label }))}
      />
      <Textarea
        id={here ? 'reply' : `reply-${offer.id}`}
        name="reply"
        label={
          <>
            {w.reply}
            {about}
          </>
        }
        hint={w.replyHint}
        rows={3}
        value={here?.values.reply ?? offer.reply}
        error={here?.errors.reply}
      />
      <Button small preventDoubleClick>
        {w.save}
        {about}
      </Button>
    </form>
  )
}
