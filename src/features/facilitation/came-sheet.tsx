import {
  Button,
  ButtonRow,
  Checkboxes,
  Details,
  ErrorSummary,
  type Errors,
  HiddenFields,
  Input,
  Textarea,
} from '#design/components/index.ts'
import { Sign, type SignName } from './signs.tsx'
import { words } from './words.ts'

/** Somebody on the list: `value` is what a tick says of them (see forms.ts). */
export type CameLine = {
  value: string
  name: string
  signs: SignName[]
  /** What the signs stand for, in words; nothing for who came by. */
  needs: string[]
  came: boolean
}

/** All that the page shows, on the server and on a tablet without a network. Kept there only encrypted. */
export type CameSheet = {
  sessionId: string
  when: string
  where: string
  group: string
  early: boolean
  expected: CameLine[]
  others: CameLine[]
  walkIns: CameLine[]
  topics: { id: string; name: string; chosen: boolean }[]
  number: string
  themes: string
  emergency: { name: string; say: string; phone: string }[]
}

function choice(line: CameLine) {
  return {
    value: line.value,
    label: (
      <span class="app-came__name">
        {line.name}
        {line.signs.length > 0 && (
          <span class="app-came__signs">
            {line.signs.map((sign) => (
              <Sign name={sign} />
            ))}
          </span>
        )}
      </span>
    ),
    hint: line.needs.length > 0 ? line.needs.join(' · ') : undefined,
  }
}

function Lines({ legend, idPrefix, lines }: { legend: string; idPrefix: string; lines: CameLine[] }) {
  return (
    <Checkboxes
      name="came"
      id={idPrefix}
      legend={legend}
      legendSize="m"
      values={lines.filter((line) => line.came).map((line) => line.value)}
      choices={lines.map(choice)}
    />
  )
}

/**
 * Who came, as a form that works without script: the whole list in one go. With script each tick is kept and sent by
 * itself. Nobody on the list is marked in any way for not being ticked (P6).
 */
export function CameForm(props: {
  sheet: CameSheet
  errors?: Errors
  firstName?: string
  /** Who was ticked when the form was first shown, should it be shown again with errors. */
  was?: string[] | undefined
}) {
  const { sheet, errors = {}, firstName = '' } = props
  const all = [...sheet.expected, ...sheet.others, ...sheet.walkIns]
  const was = props.was ?? all.filter((line) => line.came).map((line) => line.value)
  const told = errors as Record<string, string | undefined>
  return (
    <>
      <ErrorSummary errors={errors} />
      <p class="app-eyebrow">{sheet.group}</p>
      <h1>{words.came.title}</h1>
      <p class="app-lede">
        {sheet.when}, {sheet.where}
      </p>
      <p>{sheet.early ? words.came.early : words.came.lede}</p>
      <form
        method="post"
        action={`/staff/sessions/${sheet.sessionId}/came`}
        class="app-came"
        autocomplete="off"
        novalidate
      >
        <HiddenFields values={{ was: was.join(' ') }} />
        {sheet.expected.length > 0 && (
          <Lines legend={words.came.expected} idPrefix="expected" lines={sheet.expected} />
        )}
        {sheet.others.length > 0 && (
          <Lines
            legend={sheet.expected.length > 0 ? words.came.others : words.came.members}
            idPrefix="others"
            lines={sheet.others}
          />
        )}
        {sheet.walkIns.length > 0 && (
          <Lines legend={words.came.walkIns} idPrefix="walk-ins" lines={sheet.walkIns} />
        )}
        <div class="app-came__add">
          <Input
            name="firstName"
            label={words.came.someone}
            labelSize="s"
            hint={words.came.someoneHint}
            value={firstName}
            error={told.firstName}
            width={20}
            maxlength={60}
            autocomplete="off"
          />
          <Button variant="secondary" name="press" value="add">
            {words.came.add}
          </Button>
        </div>
        <h2>{words.came.afterwards}</h2>
        <Input
          name="number"
          label={words.came.number}
          labelSize="s"
          hint={words.came.numberHint}
          value={sheet.number}
          error={told.number}
          width={4}
          inputmode="numeric"
        />
        {sheet.topics.length > 0 && (
          <Checkboxes
            name="topics"
            legend={words.came.topics}
            legendSize="s"
            small
            values={sheet.topics.filter((topic) => topic.chosen).map((topic) => topic.id)}
            choices={sheet.topics.map((topic) => ({ value: topic.id, label: topic.name }))}
          />
        )}
        <Textarea
          name="themes"
          label={words.came.themes}
          labelSize="s"
          hint={words.came.themesHint}
          value={sheet.themes}
          error={told.themes}
          rows={4}
        />
        <ButtonRow>
          <Button name="press" value="save">
            {words.came.save}
          </Button>
          <a href={`/staff/sessions/${sheet.sessionId}`}>{words.came.back}</a>
        </ButtonRow>
      </form>
      {sheet.emergency.length > 0 && (
        <Details summary={words.came.emergency}>
          <ul class="nhsuk-list">
            {sheet.emergency.map((contact) => (
              <li>
                <strong>{contact.name}</strong>: {contact.say}{' '}
                {contact.phone && (
                  <a href={`tel:${contact.phone.replace(/[^0-9+]/g, '')}`}>{contact.phone}</a>
                )}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}
