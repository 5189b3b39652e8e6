import * as z from 'zod'
import { Button, Checkboxes, ErrorSummary, HiddenFields, Input, InsetText } from '#design/components/index.ts'
import { findPeopleAndNear, type PersonInList } from '#features/people/people.ts'
import { system } from '#platform/actor.ts'
import { readPhone } from '#platform/phones.ts'
import { seeOther, showStaff } from '#platform/show.tsx'
import { type Ask, action, cleanText, inTransaction, page, type Route } from '#platform/web.ts'
import { likeTheDead, theyRing, theyRingFirstTime } from './taking.ts'
import { words as list } from './words.ts'
import { callConsent, callConsentVersion } from './words-call-me.ts'
import { ringingWords as w } from './words-ringing.ts'

type Values = Record<string, string>
/** So many stand on the page: somebody is on the telephone, and reads no long list. */
const most = 10
const mostNear = 5

/** Find or make the person while they speak: a list that follows what is typed, and a name and a number. */
function RingingPage(props: {
  said: string
  people: readonly PersonInList[]
  near: readonly PersonInList[]
  consent: string
  values: Values
  errors: Values
}) {
  const { said, people, values, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{list.list.ringing}</h1>
      <p class="app-lede">{w.lede}</p>
      <form action="/staff/calls/ringing" method="get" class="app-filter" data-as-typed="found">
        <Input name="q" label={w.search} hint={w.searchHint} value={said} autocomplete="off" width={20} />
        <Button small>{w.find}</Button>
      </form>
      <div id="found" aria-live="polite">
        {said !== '' && people.length === 0 && <p class="app-empty">{w.none}</p>}
        <Known people={people} />
        {props.near.length > 0 && (
          <>
            <p>{w.near}</p>
            <Known people={props.near} />
          </>
        )}
      </div>
      <h2>{w.newTitle}</h2>
      <p>{w.newLede}</p>
      <form method="post" action="/staff/calls/ringing/new" novalidate>
        <Input
          name="called"
          label={w.called}
          value={values.called ?? (/\d/.test(said) ? '' : said)}
          error={errors.called}
          autocomplete="off"
          width={20}
        />
        <Input
          name="phone"
          label={w.phone}
          value={values.phone ?? (/\d/.test(said) ? said : '')}
          error={errors.phone}
          type="tel"
          inputmode="tel"
          autocomplete="off"
          width={20}
        />
        {errors.someoneElse && (
          <Checkboxes
            name="someoneElse"
            choices={[{ value: 'yes', label: w.someoneElse }]}
            values={[]}
            error={errors.someoneElse}
          />
        )}
        <InsetText>
          <p>
            <b>{w.ask}</b>
          </p>
          <p>{props.consent}</p>
        </InsetText>
        <Checkboxes
          name="agreed"
          choices={[{ value: 'yes', label: w.agreed }]}
          values={values.agreed === 'yes' ? ['yes'] : []}
          error={errors.agreed}
        />
        <Button preventDoubleClick>{w.start}</Button>
      </form>
      <p>
        <a href={`/staff/people/new${said === '' ? '' : `?q=${encodeURIComponent(said)}`}`}>{w.register}</a>
      </p>
      <p>
        <a href="/staff/concerns/new?about=someone">{w.concern}</a>
      </p>
      <p>
        <a href={`/staff/died${said === '' ? '' : `?q=${encodeURIComponent(said)}`}`}>{w.toldOfDeath}</a>
      </p>
    </>
  )
}

/** Who was found, each with the button that says it is them. */
function Known({ people }: { people: readonly PersonInList[] }) {
  if (people.length === 0) return null
  return (
    <ul class="app-lines">
      {people.map((person) => (
        <li class="app-lines__item">
          <b>{person.called}</b>{' '}
          <span class="app-small">
            {[person.fullName !== person.called && person.fullName, person.groups.join(', ')]
              .filter(Boolean)
              .join(' · ')}
          </span>{' '}
          {person.died ? (
            <span class="app-small">{w.died}</span>
          ) : (
            <form method="post" action="/staff/calls/ringing" class="app-act">
              <HiddenFields values={{ personId: person.id }} />
              <Button small variant="link">
                {w.them}
                <span class="nhsuk-u-visually-hidden">: {person.called}</span>
              </Button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

async function showRinging(ask: Ask, values: Values = {}, errors: Values = {}): Promise<Response> {
  const said = cleanText((ask.req.query('q') ?? '').slice(0, 100))
  const { people, near } =
    said.length < 2
      ? { people: [], near: [] }
      : await inTransaction(ask, (tx) =>
          findPeopleAndNear(tx, { said, groupId: null, only: null, after: null }),
        )
  return showStaff(
    ask,
    {
      title: list.list.ringing,
      tabTitle: list.tab,
      current: '/staff/calls',
      back: { href: '/staff/calls', text: list.list.title },
      errors,
      status: Object.keys(errors).length > 0 ? 422 : 200,
      scripts: ['welcome.js'],
    },
    <RingingPage
      said={said}
      people={people.slice(0, most)}
      near={near.slice(0, mostNear)}
      consent={callConsent.en.read(ask.get('charity').name)}
      values={values}
      errors={errors}
    />,
  )
}

const newForm = z.object({
  called: z.string(w.errors.called).min(1, w.errors.called).max(120, w.errors.called),
  phone: z
    .string(w.errors.phone)
    .refine((text) => text.length <= 40 && readPhone(text) !== null, w.errors.phone),
  agreed: z.literal('yes', w.errors.agreed),
  someoneElse: z.literal('yes').optional().catch(undefined),
})
const texts = (raw: Record<string, unknown>): Values =>
  Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

/** A call that comes in counts as much as one that goes out. */
export const ringing: Route[] = [
  page('/staff/calls/ringing', 'make calls', (ask) => showRinging(ask)),
  action(
    '/staff/calls/ringing',
    'make calls',
    { schema: z.object({ personId: z.uuid() }) },
    async (ask, { personId }) => {
      const callId = await inTransaction(ask, (tx) => theyRing(tx, personId))
      return seeOther(ask, callId ? `/staff/calls/${callId}?rang=yes` : '/staff/calls/ringing')
    },
  ),
  action(
    '/staff/calls/ringing/new',
    'make calls',
    {
      schema: newForm,
      invalid: (ask, problems, raw) =>
        showRinging(
          ask,
          texts(raw),
          Object.fromEntries(problems.map(({ field, message }) => [field, message])),
        ),
    },
    async (ask, form) => {
      const addresses = [{ kind: 'phone' as const, value: form.phone }]
      // A human is asked before anybody like somebody who died is written down (P1).
      const dead = await inTransaction(
        ask,
        (tx) => likeTheDead(tx, { called: form.called, addresses }),
        system('late arrivals'),
      )
      if (dead && !form.someoneElse)
        return showRinging(ask, texts(form), { someoneElse: w.errors.someoneElse })
      const answer = await inTransaction(ask, (tx) =>
        theyRingFirstTime(tx, {
          called: form.called,
          phone: form.phone,
          consent: { words: callConsent.en.read(ask.get('charity').name), version: callConsentVersion },
          notPersonId: dead,
        }),
      )
      return answer.ok
        ? seeOther(ask, `/staff/calls/${answer.callId}?rang=yes`)
        : showRinging(ask, texts(form), { someoneElse: w.errors.someoneElse })
    },
  ),
]
