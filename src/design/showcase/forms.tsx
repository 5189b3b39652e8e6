import {
  Button,
  ButtonRow,
  CharacterCount,
  Checkboxes,
  DateInput,
  Fieldset,
  Input,
  Radios,
  SearchInput,
  Select,
  Textarea,
} from '../components/index.ts'
import { Example } from './example.tsx'

const LONG =
  'A name so long that it has to wrap: the Mid and South Essex Living Well Alongside One Another Community Group'

/** Every kind of field, empty, filled, wrong and switched off. */
export function FormExamples() {
  return (
    <>
      <Example title="Buttons">
        <ButtonRow>
          <Button>Continue</Button>
          <Button variant="secondary">Save and come back later</Button>
          <a href="#forms">Cancel</a>
        </ButtonRow>
        <ButtonRow>
          <Button variant="quiet">I can’t make it this time</Button>
          <Button variant="warning">Leave the group</Button>
          <Button variant="link">Send the link again</Button>
        </ButtonRow>
        <ButtonRow>
          <Button href="#forms">A link that looks like a button</Button>
          <Button small>Small</Button>
          <Button small variant="secondary">
            Small and quiet
          </Button>
          <Button disabled>Not now</Button>
        </ButtonRow>
      </Example>
      <Example title="One line of text">
        <Input name="name" label="What shall we call you?" hint="A first name is enough" width="two-thirds" />
        <Input
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          width="two-thirds"
          value="anna.example.org"
          error="Enter an e-mail address with an @ in it, like name@example.org"
        />
        <Input name="postcode" label="Postcode" width={10} value="SS6 7EF" autocomplete="postal-code" />
        <Input
          name="limit"
          label="How many can come"
          width={3}
          inputmode="numeric"
          suffix="people"
          value="20"
        />
        <Input name="reference" label="Reference" width={10} code value="4F7K-09QX" disabled />
        <Input name="long" label={LONG} hint={LONG} value={LONG} />
      </Example>
      <Example title="Several lines">
        <Textarea
          name="needs"
          label="Anything we should know?"
          hint="For example a chair with arms"
          rows={3}
        />
        <Textarea
          name="needs-wrong"
          label="Anything we should know?"
          rows={2}
          value="…"
          error="Write a few words, or leave it empty"
        />
        <CharacterCount name="topics" label="What would you like to talk about?" max={200} rows={3} />
      </Example>
      <Example title="Choose one">
        <Radios
          name="call"
          legend="Would you like us to ring you first?"
          legendSize="m"
          hint="It is fine just to come"
          value="me"
          choices={[
            {
              value: 'me',
              label: 'Yes, please ring me',
              reveals: <Input name="number" label="Phone number" type="tel" autocomplete="tel" width={20} />,
            },
            { value: 'you', label: 'I’ll ring you', hint: 'Weekdays 9am to 5pm: 01632 960 123' },
            { divider: 'or' },
            { value: 'come', label: 'I’ll just come along' },
          ]}
        />
        <Radios
          name="kind"
          legend="In person or online?"
          legendSize="m"
          error="Choose in person, online or both"
          inline
          choices={[
            { value: 'in-person', label: 'In person' },
            { value: 'online', label: 'Online' },
            { value: 'any', label: 'Both' },
          ]}
        />
        <Select
          name="nation"
          label="Nation"
          value="scotland"
          options={[
            { value: '', text: 'Choose one' },
            { value: 'england', text: 'England' },
            { value: 'northern-ireland', text: 'Northern Ireland' },
            { value: 'scotland', text: 'Scotland' },
            { value: 'wales', text: 'Wales' },
          ]}
        />
        <Select
          name="group"
          label="Group"
          error="Choose a group"
          options={[
            { value: '', text: 'Choose one' },
            { value: 'long', text: LONG },
          ]}
        />
      </Example>
      <Example title="Choose any">
        <Checkboxes
          name="ways"
          legend="Which ways are fine?"
          legendSize="m"
          values={['voicemail']}
          choices={[
            { value: 'voicemail', label: 'Leave a voicemail' },
            { value: 'text', label: 'Send a text', hint: 'It never says what it is about' },
            { divider: 'or' },
            { value: 'none', label: 'Neither', means: 'none' },
          ]}
        />
        <Checkboxes
          name="consent"
          legend="Your say-so"
          legendSize="m"
          error="Tick the box if you agree, or ring us instead"
          choices={[
            { value: 'yes', label: 'You may keep what I told you about my health, to run the group' },
          ]}
        />
        <Checkboxes
          name="came"
          legend="Who came"
          legendSize="s"
          small
          values={['1', '3']}
          choices={[
            { value: '1', label: 'Anna' },
            { value: '2', label: 'Bronwen' },
            { value: '3', label: 'Catriona' },
          ]}
        />
      </Example>
      <Example title="Dates">
        <DateInput
          name="told"
          legend="When were you told?"
          legendSize="m"
          hint="The month is enough. For example, 3 2024"
          parts={['month', 'year']}
          values={{ month: '3', year: '2024' }}
        />
        <DateInput
          name="launch"
          legend="When does the group begin?"
          legendSize="m"
          values={{ day: '30', month: '14', year: '2026' }}
          wrong={['month']}
          error="The month must be a number from 1 to 12"
        />
      </Example>
      <Example title="Several fields, one question">
        <Fieldset legend="Where shall we write to?" legendSize="m">
          <Input name="line1" label="Address line 1" autocomplete="address-line1" />
          <Input name="town" label="Town or city" autocomplete="address-level2" width="two-thirds" />
        </Fieldset>
      </Example>
      <Example title="Search">
        <SearchInput
          name="q"
          label="Search people"
          hint="A name, an e-mail address or a phone number"
          width={20}
        />
      </Example>
    </>
  )
}
