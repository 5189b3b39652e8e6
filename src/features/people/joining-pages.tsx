import {
  BackLink,
  Button,
  ButtonRow,
  ErrorSummary,
  HiddenFields,
  InsetText,
} from '#design/components/index.ts'
import { dateInWords } from '#features/groups/rules.ts'
import { hiddenAnswers, type Said } from './answers.ts'
import type { OfCharity, StageProps } from './joining-props.ts'
import { questions } from './joining-questions.tsx'
import { type GroupToJoin, isEmail, type Stage, type StageName, stagesFor } from './stages.ts'
import type { Words } from './words.ts'

/** The address that a stage's form is sent to. */
export const stagePath = (group: GroupToJoin, stage: StageName | 'check' | 'later' | 'send') =>
  `/groups/${group.slug}/join/${stage}`

// Where an error leads when the field is a group of fields.
const errorTargets = { diagnosed: 'diagnosed-month' }

/** One page of the form. */
export function StagePage(props: StageProps & { stage: Stage; after: string }) {
  const { w, stage, group, said, errors } = props
  const asked = stagesFor(said, group)
  const first = asked[0]?.name === stage.name
  return (
    <>
      {!first && <BackForm w={w} group={group} said={said} stage={stage.name} after={props.after} />}
      <ErrorSummary errors={errors} to={errorTargets} />
      {first && <Opening w={w} group={group} charity={props.charity} />}
      {!first && <p class="app-eyebrow">{w.join.step(group.name)}</p>}
      <form method="post" action={stagePath(group, stage.name)} noValidate>
        <HiddenFields
          values={{ ...hiddenAnswers(said, stage.fields), stage: stage.name, after: props.after }}
        />
        {questions[stage.name](props)}
        <ButtonRow>
          <Button>{w.join.continue}</Button>
          {isEmail(said.email) && stage.name !== 'reach' && (
            <Button variant="secondary" formaction={stagePath(group, 'later')}>
              {w.join.later}
            </Button>
          )}
        </ButtonRow>
        {isEmail(said.email) && stage.name !== 'reach' && <p class="app-small">{w.join.laterHint}</p>}
      </form>
    </>
  )
}

/** A form of its own before the main one: Enter in a field always means Continue. */
export function BackForm(props: {
  w: Words
  group: GroupToJoin
  said: Said
  stage: StageName | 'check'
  after: string
}) {
  return (
    <form
      class="nhsuk-u-margin-bottom-4"
      method="post"
      action={stagePath(props.group, props.stage)}
      noValidate
    >
      <HiddenFields
        values={{ ...hiddenAnswers(props.said, []), stage: props.stage, after: props.after, go: 'back' }}
      />
      <BackLink>{props.w.join.back}</BackLink>
    </form>
  )
}

function Opening({ w, group, charity }: { w: Words; group: GroupToJoin; charity: OfCharity }) {
  const { start } = w
  return (
    <>
      <h1>{w.join.title(group.name)}</h1>
      <p class="app-lede">{start.lede}</p>
      {group.launchOn && group.launchOn > group.today && (
        <InsetText>{start.starts(dateInWords(group.launchOn, group.today, w.language))}</InsetText>
      )}
      <p>
        {start.free} {charity.phone && start.byPhone(charity.phone, charity.phoneHours)}
      </p>
    </>
  )
}
