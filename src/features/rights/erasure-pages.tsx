import {
  Button,
  ButtonRow,
  Card,
  ErrorSummary,
  Facts,
  HiddenFields,
  InsetText,
  Table,
  Textarea,
  WarningCallout,
} from '#design/components/index.ts'
import type { ErasureRequest } from './erasure.ts'
import type { FoundPlace } from './erasure-places.ts'
import { Narrow, type Say } from './shared.tsx'
import type { Sought } from './sought.ts'
import { words } from './words.ts'
import type { Words } from './words-erase.ts'

const w = words.erase

/** One's own wish: what happens, and the button; or that it was asked for already. */
export function MyErasePage(props: { w: Words; askedAt: Date | null; held: boolean; say: Say }) {
  const { w, askedAt } = props
  return (
    <>
      <h1>{w.title}</h1>
      {askedAt ? (
        <InsetText>
          <p>{w.asked(props.say.day(askedAt))}</p>
          <form method="post" action="/my/erase/keep">
            <Button variant="secondary">{w.keep}</Button>
          </form>
        </InsetText>
      ) : (
        <p class="app-lede">{w.lede}</p>
      )}
      <ul class="nhsuk-list nhsuk-list--bullet">
        {w.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <p>
        <a href="/my/copy">{w.copyFirst}</a>
      </p>
      {props.held ? (
        <InsetText>
          <p>{w.held}</p>
        </InsetText>
      ) : (
        !askedAt && (
          <form method="post" action="/my/erase">
            <ButtonRow>
              <Button variant="warning" preventDoubleClick>
                {w.button}
              </Button>
              <a href="/my">{w.notNow}</a>
            </ButtonRow>
          </form>
        )
      )}
    </>
  )
}

/** Of somebody who has died the page does not say that they wish it. */
export const askTitle = ({ called, died }: { called: string; died: boolean }): string =>
  died ? w.afterDeath.title(called) : w.askTitle(called)
const askedInWords = ({ askedAt, askedBy, died }: ErasureRequest, say: Say): string =>
  died && askedBy ? w.afterDeath.asked(say.day(askedAt), askedBy) : w.asked(say.day(askedAt), askedBy)

/** Staff write somebody's wish down. */
export function AskErasePage(props: {
  person: { id: string; called: string; died: boolean }
  request: ErasureRequest | null
  note: string
  errors: Record<string, string>
  say: Say
}) {
  const { person, request } = props
  const { died } = person
  const path = `/staff/people/${person.id}`
  return (
    <Narrow>
      <ErrorSummary errors={props.errors} />
      <h1>{askTitle(person)}</h1>
      <p class="app-lede">{died ? w.afterDeath.lede : w.askLede}</p>
      {died && <p>{w.afterDeath.afterwards}</p>}
      {request ? (
        <>
          <p>{askedInWords(request, props.say)}</p>
          <form method="post" action={`${path}/erase/keep`}>
            <Button variant="secondary">{died ? w.afterDeath.takeBack : w.takeBack}</Button>
          </form>
        </>
      ) : (
        <form method="post" action={`${path}/erase`} novalidate>
          <Textarea
            name="note"
            label={died ? w.afterDeath.note : w.note}
            hint={died ? w.afterDeath.noteHint : w.noteHint}
            rows={3}
            value={props.note}
            error={props.errors.note}
          />
          <ButtonRow>
            <Button>{died ? w.afterDeath.button : w.askButton}</Button>
            <a href={path}>{words.cancel}</a>
          </ButtonRow>
        </form>
      )}
    </Narrow>
  )
}

/** Who waits to be erased. */
export function ErasuresPage({ requests, say }: { requests: readonly ErasureRequest[]; say: Say }) {
  return (
    <>
      <h1>{w.listTitle}</h1>
      <p class="app-lede">{w.listLede}</p>
      <Table
        caption={w.listTitle}
        captionHidden
        responsive
        columns={w.listColumns}
        empty={w.listEmpty}
        rows={requests.map((request) => [
          { content: request.name, href: `/staff/people/${request.personId}` },
          say.day(request.askedAt),
          request.askedBy ?? w.themselves,
          request.held ? w.onHold : { content: w.look, href: `/staff/rights/erasures/${request.id}` },
        ])}
      />
    </>
  )
}

/** Every place first, then the end. */
export function EraseePage(props: {
  request: ErasureRequest
  places: readonly FoundPlace[]
  inAll: number
  sought: Sought
  errors: Record<string, string>
  say: Say
}) {
  const { request, places } = props
  const path = `/staff/rights/erasures/${request.id}`
  return (
    <>
      <ErrorSummary errors={props.errors} to={{ confirm: 'confirm' }} />
      <h1>{w.title(request.name)}</h1>
      <p class="app-lede">{w.lede}</p>
      <p>{askedInWords(request, props.say)}</p>
      {request.died && <p>{w.afterDeath.afterwards}</p>}
      {request.note && <InsetText>{request.note}</InsetText>}
      <h2>{w.places}</h2>
      <WhatWasSought {...props.sought} />
      {places.length === 0 && <p>{w.none}</p>}
      {places.map((found) => (
        <Card heading={w.where[found.table] ?? found.table.replaceAll('_', ' ')} level={3} headingSize="s">
          <p>{found.excerpt.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</p>
          {found.href && (
            <p>
              <a class="app-small" href={found.href}>
                {w.open}
                <span class="nhsuk-u-visually-hidden">: {w.where[found.table]}</span>
              </a>
            </p>
          )}
          <form method="post" action={`${path}/place`}>
            <HiddenFields values={{ place: found.place }} />
            <ButtonRow>
              <Button small variant="secondary" name="decision" value="take out">
                {w.takeOut}
                <span class="nhsuk-u-visually-hidden">: {found.found}</span>
              </Button>
              <Button small variant="secondary" name="decision" value="leave">
                {w.leave}
                <span class="nhsuk-u-visually-hidden">: {found.found}</span>
              </Button>
            </ButtonRow>
          </form>
        </Card>
      ))}
      {props.inAll > places.length && <p>{w.more(props.inAll - places.length)}</p>}
      <h2 id="confirm">{w.confirmTitle}</h2>
      {request.held ? (
        <WarningCallout heading={w.onHold}>
          <p>{w.reasons['legal hold']}</p>
        </WarningCallout>
      ) : places.length > 0 ? (
        <p>{w.reasons['places left']}</p>
      ) : (
        <form method="post" action={`${path}/confirm`}>
          <p>{w.confirmLede(request.name)}</p>
          <ButtonRow>
            <Button variant="warning" preventDoubleClick>
              {w.confirm}
            </Button>
            <a href="/staff/rights/erasures">{words.cancel}</a>
          </ButtonRow>
        </form>
      )}
    </>
  )
}

/** What was looked for, so that whoever confirms knows what they do not see; and what was not. */
function WhatWasSought({ terms, capitals, leftOut }: Sought) {
  return (
    <>
      <Facts
        items={[
          [w.sought.terms, terms.join(' · ')],
          [w.sought.capitals, capitals.join(' · ')],
          [w.sought.leftOut, leftOut.join(' · ')],
        ]}
      />
      <p class="app-small">{w.sought.note}</p>
    </>
  )
}
