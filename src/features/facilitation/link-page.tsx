import { Button, ButtonRow, ErrorSummary, type Errors, InsetText, Radios } from '#design/components/index.ts'
import type { WalkInToLink } from './queries.ts'
import { words } from './words.ts'

/** Somebody who came by has joined: which member is it? */
export function LinkPage(props: {
  walkIn: WalkInToLink
  back: string
  /** A date in words. */
  say: (date: string) => string
  errors: Errors
}) {
  const { walkIn, errors, say } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <p class="app-eyebrow">{walkIn.group}</p>
      <h1>{words.link.title(walkIn.firstName)}</h1>
      <p class="app-lede">{words.link.lede(walkIn.group)}</p>
      {walkIn.visits.length > 0 && (
        <InsetText>
          {words.link.came} {walkIn.visits.map((visit) => say(visit.date)).join(', ')}.
        </InsetText>
      )}
      {walkIn.members.length === 0 ? (
        <p>{words.link.nobody}</p>
      ) : (
        <form method="post" action={`/staff/walk-ins/${walkIn.stubId}/link`} novalidate>
          <Radios
            name="personId"
            legend={words.link.legend}
            legendSize="m"
            error={(errors as Record<string, string>).personId}
            choices={walkIn.members.map((member) => ({
              value: member.personId,
              label:
                member.fullName && member.fullName !== member.called
                  ? `${member.called} (${member.fullName})`
                  : member.called,
              hint: words.link.joined(say(member.joinedOn)),
            }))}
          />
          <ButtonRow>
            <Button>{words.link.button}</Button>
            <a href={props.back}>{words.link.cancel}</a>
          </ButtonRow>
        </form>
      )}
    </>
  )
}
