import {
  Button,
  ButtonRow,
  Checkboxes,
  Details,
  ErrorSummary,
  Lines,
  Textarea,
} from '#design/components/index.ts'
import type { Question } from './questions.ts'
import { raised } from './raised-words.ts'

type Typed = Record<string, string>
type Day = (instant: Date) => string

/** Asking the nurse; a word that looks like a name of the group is shown before anything is kept. */
export function AskPage(props: {
  sessionId: string
  names: readonly string[]
  values: Typed
  errors: Typed
}) {
  const w = raised.ask
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <form method="post" action={`/staff/sessions/${props.sessionId}/question`} novalidate>
        <Textarea
          name="words"
          label={w.words}
          hint={w.hint}
          rows={4}
          value={props.values.words}
          error={props.errors.words}
        />
        {props.names.length > 0 && (
          <Checkboxes name="notAName" choices={[{ value: 'yes', label: w.notAName }]} />
        )}
        <ButtonRow>
          <Button preventDoubleClick>{w.send}</Button>
          <a href={`/staff/sessions/${props.sessionId}`}>{w.cancel}</a>
        </ButtonRow>
      </form>
    </>
  )
}

type QuestionsProps = {
  list: Question[]
  answers: boolean
  day: Day
  wrong: { id: string; values: Typed; errors: Typed } | null
}

/** All questions with their answers; the nurse answers here. */
export function QuestionsPage(props: QuestionsProps) {
  const w = raised.questions
  const waiting = props.list.filter((question) => question.answer === null)
  const answered = props.list.filter((question) => question.answer !== null)
  const one = (question: Question) => <OneQuestion {...props} question={question} />
  return (
    <>
      <ErrorSummary errors={props.wrong?.errors ?? {}} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <Lines heading={w.waiting} none={w.noneWaiting} items={waiting}>
        {one}
      </Lines>
      <Lines heading={w.answered} none={w.noneAnswered} items={answered}>
        {one}
      </Lines>
      {!props.answers && <p class="app-small">{w.how}</p>}
    </>
  )
}

function OneQuestion({ question, answers, day, wrong }: QuestionsProps & { question: Question }) {
  const w = raised.questions
  const when = day(question.askedAt)
  const about = <span class="nhsuk-u-visually-hidden">{w.answerOf(question.words)}</span>
  const here = wrong?.id === question.id ? wrong : null
  const form = (
    <form method="post" action={`/staff/questions/${question.id}/answer`} novalidate>
      <Textarea
        id={here ? 'answer' : `answer-${question.id}`}
        name="answer"
        label={
          <>
            {w.answer}
            {about}
          </>
        }
        rows={4}
        value={here?.values.answer ?? question.answer ?? ''}
        error={here?.errors.answer}
      />
      <Button small preventDoubleClick>
        {w.save}
        {about}
      </Button>
    </form>
  )
  return (
    <li class="app-lines__item">
      <b class="app-typed">{question.words}</b>
      <p class="app-small">
        {question.theirs || answers ? w.from(question.group, when) : w.fromElsewhere(when)}
      </p>
      {question.answer !== null && (
        <>
          <p class="app-typed">{question.answer}</p>
          <p class="app-small">
            {question.answeredAt && w.by(question.answeredBy, day(question.answeredAt))}
          </p>
        </>
      )}
      {answers && question.answer === null && form}
      {answers && question.answer !== null && (
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
      )}
      {(answers || question.theirs) && (
        <Details
          summary={
            <>
              {w.withdraw}
              {about}
            </>
          }
        >
          <form method="post" action={`/staff/questions/${question.id}/withdraw`}>
            <p>{w.withdrawHint}</p>
            <Button small variant="secondary">
              {w.withdrawYes}
              {about}
            </Button>
          </form>
        </Details>
      )}
    </li>
  )
}
