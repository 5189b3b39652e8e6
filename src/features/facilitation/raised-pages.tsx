import {
  Button,
  ButtonRow,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  HiddenFields,
  Input,
  InsetText,
  Select,
  Tag,
  Textarea,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import { dateInWords } from '#features/groups/rules.ts'
import type { Debrief } from './debriefs.ts'
import type { Question } from './questions.ts'
import { raised } from './raised-words.ts'
import type { Supervised, SupervisionDate } from './supervision.ts'

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
  return (
    <>
      <ErrorSummary errors={props.wrong?.errors ?? {}} />
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <h2>{w.waiting}</h2>
      {waiting.length === 0 && <p>{w.noneWaiting}</p>}
      <ul class="app-lines">
        {waiting.map((question) => (
          <OneQuestion {...props} question={question} />
        ))}
      </ul>
      <h2>{w.answered}</h2>
      {answered.length === 0 && <p>{w.noneAnswered}</p>}
      <ul class="app-lines">
        {answered.map((question) => (
          <OneQuestion {...props} question={question} />
        ))}
      </ul>
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
        <form method="post" action={`/staff/questions/${question.id}/withdraw`}>
          <Button small variant="link">
            {w.withdraw}
            {about}
          </Button>
        </form>
      )}
    </li>
  )
}

/** Facilitators who would like to talk: whom to ring, and whether somebody has. */
export function DebriefsPage({ list, day }: { list: Debrief[]; day: Day }) {
  const w = raised.talks
  const open = list.filter((talk) => talk.doneAt === null)
  const done = list.filter((talk) => talk.doneAt !== null)
  return (
    <>
      <h1>{w.title}</h1>
      <p>{w.lede}</p>
      <h2>{w.open}</h2>
      {open.length === 0 && <p>{w.none}</p>}
      <ul class="app-lines">
        {open.map((talk) => (
          <li class="app-lines__item">
            <b>{talk.name}</b>{' '}
            {talk.phone ? (
              <a class="app-nowrap" href={telephoneLink(talk.phone)}>
                {talk.phone}
              </a>
            ) : (
              w.noPhone
            )}
            <p class="app-small">
              {[
                w.about(talk.group, talk.sessionDate && dateInWords(talk.sessionDate, null)),
                w.asked(day(talk.askedAt)),
                raised.withWhom[talk.withWhom],
                talk.suits && w.suits(talk.suits),
              ]
                .filter(Boolean)
                .join('. ')}
            </p>
            <div class="app-acts">
              {!talk.mine && <Settle talk={talk} outcome="talked" words={w.talked} />}
              <Settle talk={talk} outcome="no longer needed" words={w.notNeeded} />
            </div>
          </li>
        ))}
      </ul>
      {done.length > 0 && (
        <>
          <h2>{w.done}</h2>
          <ul class="app-lines">
            {done.map((talk) => (
              <li class="app-lines__item">
                {talk.name}. {talk.outcome && w.outcome[talk.outcome]}:{' '}
                {talk.doneAt && w.doneBy(talk.doneBy, day(talk.doneAt))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Settle({ talk, outcome, words }: { talk: Debrief; outcome: string; words: string }) {
  return (
    <form method="post" action={`/staff/debriefs/${talk.id}`}>
      <HiddenFields values={{ outcome }} />
      <Button small variant={outcome === 'talked' ? 'secondary' : 'link'}>
        {words}
        <span class="nhsuk-u-visually-hidden">{raised.talks.of(talk.name)}</span>
      </Button>
    </form>
  )
}

/** Each facilitator's dates of supervision; a form where somebody keeps them. */
export function SupervisionPage(props: {
  list: Supervised[]
  keeps: boolean
  say: (date: string) => string
  values: Typed
  errors: Typed
}) {
  const w = raised.supervision
  const { say, values, errors } = props
  return (
    <>
      <ErrorSummary errors={errors} to={{ date: 'date-day' }} />
      <h1>{w.title}</h1>
      <p>{props.keeps ? w.lede : w.ownLede}</p>
      {props.list.length === 0 && <p>{w.nobody}</p>}
      {props.list.map((one) => (
        <section>
          <h2>{one.name}</h2>
          <p>
            <b>{one.next ? w.next(say(one.next)) : w.noNext}</b>
            {one.last && `, ${w.last(say(one.last))}`}
          </p>
          <ul class="app-lines">
            {one.dates.map((date) => (
              <OneDate date={date} keeps={props.keeps} say={say} name={one.name} />
            ))}
          </ul>
        </section>
      ))}
      {props.keeps && props.list.length > 0 && (
        <>
          <h2>{w.add}</h2>
          <form method="post" action="/staff/supervision" novalidate>
            <Select
              name="account"
              label={w.who}
              options={[
                { value: '', text: w.choose },
                ...props.list.map((one) => ({ value: one.accountId, text: one.name })),
              ]}
              value={values.account ?? ''}
              error={errors.account}
            />
            <DateInput
              name="date"
              legend={w.date}
              values={{ day: values['date-day'], month: values['date-month'], year: values['date-year'] }}
              error={errors.date}
            />
            <Input
              name="withWhom"
              label={w.withWhom}
              value={values.withWhom}
              error={errors.withWhom}
              autocomplete="off"
            />
            <Button preventDoubleClick>{w.button}</Button>
          </form>
        </>
      )}
    </>
  )
}

function OneDate(props: {
  date: SupervisionDate
  keeps: boolean
  say: (date: string) => string
  name: string
}) {
  const w = raised.supervision
  const { date } = props
  const about = <span class="nhsuk-u-visually-hidden">{w.on(`${props.name}, ${props.say(date.date)}`)}</span>
  return (
    <li class="app-lines__item">
      {props.say(date.date)}
      {date.withWhom && `, ${date.withWhom}`}{' '}
      <Tag tone={date.state === 'took place' ? 'teal' : 'plum'}>{w.states[date.state]}</Tag>
      {props.keeps && date.state === 'planned' && (
        <form method="post" action={`/staff/supervision/${date.id}`} class="app-acts">
          {date.past && (
            <Button small variant="secondary" name="state" value="took place">
              {w.tookPlace}
              {about}
            </Button>
          )}
          <Button small variant="link" name="state" value="called off">
            {w.calledOff}
            {about}
          </Button>
        </form>
      )}
    </li>
  )
}

/** On a session's page, once it has begun: what else there is to say about it, and to whom. */
export function Afterwards(props: {
  sessionId: string
  raises: boolean
  talks: boolean
  debriefAsked: boolean
}) {
  const w = raised.session
  return (
    <section>
      <h2 id="afterwards">{w.heading}</h2>
      <ul class="nhsuk-list nhsuk-list--border">
        {props.raises && (
          <li>
            <a href={`/staff/concerns/new?session=${props.sessionId}`}>{w.concern}</a>
            <p class="app-small">{w.concernHint}</p>
          </li>
        )}
        <li>
          <a href={`/staff/sessions/${props.sessionId}/question`}>{w.question}</a>
          <p class="app-small">{w.questionHint}</p>
        </li>
      </ul>
      {props.debriefAsked && <InsetText>{w.debriefAsked}</InsetText>}
      {props.talks && !props.debriefAsked && (
        <Details summary={w.talk}>
          <form method="post" action={`/staff/sessions/${props.sessionId}/debrief`} novalidate>
            <p>{w.talkHint}</p>
            <Select
              name="withWhom"
              label={w.withWhom}
              options={Object.entries(raised.withWhom).map(([value, text]) => ({ value, text }))}
              value="either"
            />
            <Input name="suits" label={w.suits} hint={w.suitsHint} maxlength={200} autocomplete="off" />
            <Button small preventDoubleClick>
              {w.talkButton}
            </Button>
          </form>
        </Details>
      )}
    </section>
  )
}
