import {
  Button,
  ButtonRow,
  DateInput,
  Details,
  ErrorSummary,
  Facts,
  HiddenFields,
  InsetText,
  Select,
  Textarea,
  WarningCallout,
} from '#design/components/index.ts'
import { dateInWords } from '#features/groups/rules.ts'
import { FamilyForm, familyFacts } from './family-form.tsx'
import type { GroupPlan, Plan, Task } from './plan-queries.ts'
import { maySayInWords, planWords as w } from './plan-words.ts'
import { hasWishes, WishesFacts } from './wishes.tsx'
import { wishesWords } from './wishes-words.ts'

export type PlanPageProps = {
  personId: string
  plan: Plan
  /** What was typed, when a form is shown again, and which form it was. */
  values: Record<string, string> | null
  errors: Record<string, string>
  form: 'family' | 'add' | string | null
  /** A moment as a day: "20 November 2026". */
  day: (instant: Date) => string
  /** Whether the letters are theirs to open. */
  seesLetters: boolean
}

/** After a death: first what the member wished, then the family, then what is to be done in each group. */
export function PlanPage(props: PlanPageProps) {
  const { personId, plan } = props
  const path = `/staff/people/${personId}`
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">
        <ErrorSummary errors={props.errors} to={{ due: 'due-day', contactAgreed: 'contactAgreed' }} />
        <h1>{w.title(plan.called)}</h1>
        {plan.death.sure === 'told' && (
          <WarningCallout heading={w.unsure.heading} level={2}>
            <p>{w.unsure.words}</p>
            <ButtonRow>
              <form method="post" action={`${path}/died/confirmed`}>
                <Button small preventDoubleClick>
                  {w.unsure.confirmed}
                </Button>
              </form>
              <form method="get" action={`${path}/not-died`}>
                <Button small variant="secondary">
                  {w.unsure.mistake}
                </Button>
              </form>
            </ButtonRow>
          </WarningCallout>
        )}
        <h2>{wishesWords.staff.title(plan.called)}</h2>
        {hasWishes(plan.wishes) ? (
          <WishesFacts wishes={plan.wishes} />
        ) : (
          <p>{wishesWords.staff.nothing(plan.called)}</p>
        )}
        <h2 id="family">{w.family.title}</h2>
        {plan.family ? <Facts items={familyFacts(plan.family, props.day)} /> : <p>{w.family.nothing}</p>}
        <Details summary={plan.family ? w.family.change : w.family.write} open={props.form === 'family'}>
          <FamilyForm
            action={`${path}/plan/family`}
            family={plan.family}
            values={props.form === 'family' ? props.values : null}
            errors={props.form === 'family' ? props.errors : {}}
          />
        </Details>
        <InsetText>
          <h2 class="nhsuk-heading-s">{w.maySay.title}</h2>
          {maySayInWords(plan.may, plan.death.sure).map((sentence) => (
            <p>{sentence}</p>
          ))}
        </InsetText>
        {plan.groups.map((group) => (
          <Tasks {...props} group={group} path={path} />
        ))}
      </div>
    </div>
  )
}

function Tasks(props: PlanPageProps & { group: GroupPlan; path: string }) {
  const { group, path, errors } = props
  const adding = props.form === `add ${group.id}`
  return (
    <section>
      <h2>{w.tasks.title(group.name)}</h2>
      <Facts
        items={[
          group.next !== null && [
            w.group.next,
            <a href={`/staff/sessions/${group.next.id}`}>{dateInWords(group.next.date, group.next.date)}</a>,
          ],
          group.held !== null && [
            w.group.held,
            <a href={`/staff/sessions/${group.held.id}`}>
              {w.group.heldAt(group.held.count, dateInWords(group.held.date, group.held.date))}
            </a>,
          ],
          [w.group.list, <a href={`/staff/groups/${group.slug}/remembered`}>{w.remembered.title}</a>],
        ]}
      />
      <ul class="app-lines">
        {group.tasks.map((task) => (
          <li class="app-lines__item">
            <OneTask {...props} task={task} path={`${path}/plan/tasks/${task.id}`} />
          </li>
        ))}
      </ul>
      <Details summary={w.tasks.add} open={adding}>
        <form method="post" action={`${path}/plan/tasks`} novalidate>
          <HiddenFields values={{ group: group.id }} />
          <Textarea
            id={`words-${adding ? 'wrong' : group.id}`}
            name="words"
            label={w.tasks.words}
            rows={2}
            value={adding ? props.values?.words : ''}
            error={adding ? errors.words : undefined}
          />
          <OwnerAndDay
            id={group.id}
            group={group}
            ownerId={adding ? (props.values?.owner ?? '') : ''}
            values={adding ? typedDue(props.values) : {}}
            errors={adding ? errors : {}}
          />
          <Button small>{w.tasks.addButton}</Button>
        </form>
      </Details>
    </section>
  )
}

const typedDue = (values: Record<string, string> | null) => ({
  day: values?.['due-day'],
  month: values?.['due-month'],
  year: values?.['due-year'],
})

function OwnerAndDay(props: {
  id: string
  group: GroupPlan
  ownerId: string
  values: { day?: string | undefined; month?: string | undefined; year?: string | undefined }
  errors: Record<string, string>
}) {
  const { group, errors } = props
  return (
    <>
      <Select
        id={`owner-${props.id}`}
        name="owner"
        label={w.tasks.owner}
        options={[
          { value: '', text: w.tasks.nobody },
          ...group.owners.map((owner) => ({ value: owner.id, text: owner.name })),
        ]}
        value={props.ownerId}
        error={errors.owner}
      />
      <DateInput
        id={errors.due ? 'due' : `due-${props.id}`}
        name="due"
        legend={w.tasks.dueOn}
        values={props.values}
        error={errors.due}
      />
    </>
  )
}

function OneTask(props: PlanPageProps & { group: GroupPlan; task: Task; path: string }) {
  const { task, group, path } = props
  const known = task.kind === 'own' ? null : w.kinds[task.kind]
  const what = known?.what ?? task.words ?? ''
  const about = <span class="nhsuk-u-visually-hidden">{w.tasks.about(what)}</span>
  const wrong = props.form === `change ${task.id}`
  const [year = '', month = '', day = ''] = task.dueOn.split('-')
  if (task.state !== 'open')
    return (
      <>
        <s>{what}</s>
        <p class="app-small nhsuk-u-margin-bottom-1">
          {(task.state === 'done' ? w.tasks.done : w.tasks.notNeeded)(
            task.settledBy,
            task.settledAt ? props.day(task.settledAt) : '',
          )}
        </p>
        <Settle path={path} state="open" variant="link">
          {w.tasks.again}
          {about}
        </Settle>
      </>
    )
  return (
    <>
      <b>{what}</b>
      <p class="app-small nhsuk-u-margin-bottom-1">
        {task.owner ?? w.tasks.nobody}, {w.tasks.due(task.dueOn)}
        {task.late && <b> ({w.tasks.late})</b>}
      </p>
      {known && (
        <p class="app-small nhsuk-u-margin-bottom-3">
          {known.hint}
          {task.kind === 'letters' && props.seesLetters && (
            <>
              {' '}
              <a href="/staff/letters">{w.toLetters}</a>
            </>
          )}
        </p>
      )}
      {task.kind === 'newcomers' && <Newcomers those={group.newcomers} />}
      {task.kind !== 'confirm' && (
        <div class="app-acts">
          <Settle path={path} state="done" variant="secondary">
            {w.tasks.tick}
            {about}
          </Settle>
          <Settle path={path} state="not needed" variant="link">
            {w.tasks.skip}
            {about}
          </Settle>
        </div>
      )}
      <Details
        summary={
          <>
            {w.tasks.change}
            {about}
          </>
        }
        open={wrong}
      >
        <form method="post" action={path} novalidate>
          <OwnerAndDay
            id={task.id}
            group={group}
            ownerId={wrong ? (props.values?.owner ?? '') : (task.ownerId ?? '')}
            values={
              wrong
                ? typedDue(props.values)
                : { day: String(Number(day)), month: String(Number(month)), year }
            }
            errors={wrong ? props.errors : {}}
          />
          <Button small>{w.tasks.save}</Button>
        </form>
      </Details>
    </>
  )
}

/** Whom somebody may like to ring before their first session. */
function Newcomers({ those }: { those: GroupPlan['newcomers'] }) {
  return (
    <p class="app-small nhsuk-u-margin-bottom-3">
      {those.length === 0 ? w.nobodyNew : `${w.newHere} `}
      {those.map(({ id, called }, nth) => (
        <>
          {nth > 0 && ', '}
          <a href={`/staff/people/${id}`}>{called}</a>
        </>
      ))}
    </p>
  )
}

function Settle(props: {
  path: string
  state: 'open' | 'done' | 'not needed'
  variant: 'secondary' | 'link'
  children: preact.ComponentChildren
}) {
  return (
    <form method="post" action={`${props.path}/settle`}>
      <Button small variant={props.variant} name="state" value={props.state}>
        {props.children}
      </Button>
    </form>
  )
}
