import {
  Ask,
  Box,
  Button,
  CardList,
  CircleOfChairs,
  DateList,
  Empty,
  Facts,
  Figures,
  GroupCard,
  Lines,
  MapFrame,
  Tag,
  TodoList,
  Two,
} from '../components/index.ts'
import { Example } from './example.tsx'

/** What only Alongside has. */
export function OwnExamples() {
  return (
    <>
      <Example title="The circle of chairs">
        <CircleOfChairs size="large" />
      </Example>
      <Example title="The question of a front page">
        <Ask
          action="/groups"
          name="near"
          label="Where are you?"
          hint="A postcode, the first half of one, or a town"
          button="Find a group"
        />
        <p />
        <Ask
          action="/groups"
          name="near-wrong"
          label="Where would you like to come?"
          hint="A postcode, the first half of one, or a town"
          value="SS6 7EO"
          error="We don’t know SS6 7EO. Is the last letter right?"
          button="Find a group"
        />
      </Example>
      <Example title="Groups">
        <CardList
          columns
          items={[
            <GroupCard
              level={4}
              name="South Essex"
              href="#ours"
              kind="In person · 1 mile"
              next="Friday 27 November, 11am to 1pm"
              note="The Mill Arts and Event Centre, Rayleigh. Step-free. No need to tell us first: just come."
            />,
            <GroupCard
              level={4}
              name="Scotland online"
              href="#ours"
              kind="Online · from anywhere in Scotland"
              online
              next="Wednesday 25 November, 11am to 1pm"
              note="7 of 20 places left."
            />,
            <GroupCard
              level={4}
              name="Mid and North Powys with the Marches and Montgomeryshire"
              href="#ours"
              kind="In person · 104 miles"
              notice="Not on 24 November: the next is 8 December"
              next="Tuesday 8 December, 10.30am to 12.30pm"
            />,
          ]}
        />
      </Example>
      <Example title="Dates and facts">
        <Two
          side={
            <Box label="Joining South Essex">
              <Button href="#ours">Join this group</Button>
              <p class="app-small">Or just come along: you don’t have to tell us first.</p>
              <Facts
                items={[
                  ['Where', 'The Mill Arts and Event Centre, Rayleigh'],
                  ['Getting in', 'Step-free, accessible toilet, parking at the door'],
                  ['Led by', 'A therapist trained in counselling'],
                ]}
              />
            </Box>
          }
        >
          <DateList
            dates={[
              {
                month: 'Nov',
                day: 27,
                title: 'Friday 27 November',
                time: '11am to 1pm',
                note: 'Time together, no speaker',
                action: (
                  <a href="#ours">
                    Add <span class="nhsuk-u-visually-hidden">27 November </span>to calendar
                  </a>
                ),
              },
              {
                month: 'Dec',
                day: 25,
                off: true,
                title: 'Friday 25 December',
                note: 'Not this month; ring us that week if you would like to talk',
              },
              {
                month: 'Feb',
                day: 26,
                long: true,
                title: 'Friday 26 February',
                time: '11am to 2.30pm, with lunch',
                note: (
                  <>
                    <Tag>Talk</Tag> Living with fatigue, with a nurse specialist
                  </>
                ),
                action: (
                  <a href="#ours">
                    Add <span class="nhsuk-u-visually-hidden">26 February </span>to calendar
                  </a>
                ),
              },
            ]}
          />
          <Empty>
            <p>No dates yet. Ring 01632 960 123 and we’ll tell you as soon as there are.</p>
          </Empty>
        </Two>
      </Example>
      <Example title="A map and its words">
        <MapFrame caption="The nearest group is marked; the same is in the list above.">
          <svg viewBox="0 0 320 120" role="img" aria-label="Three groups, the nearest marked">
            <path class="app-map__land" d="M20 100 60 20 150 40 210 15 300 70 250 110Z" />
            <circle class="app-map__dot" cx="90" cy="60" r="4" />
            <circle class="app-map__dot" cx="250" cy="70" r="4" />
            <circle class="app-map__ring" cx="160" cy="75" r="11" />
            <circle class="app-map__dot app-map__dot--near" cx="160" cy="75" r="5" />
          </svg>
        </MapFrame>
      </Example>
      <Example title="A day’s work">
        <Figures
          label="Today in numbers"
          items={[
            { value: 3, label: 'sessions this week', href: '#ours' },
            { value: 5, label: 'people waiting for a call' },
            { value: 2, label: 'offers out for a place' },
            { value: 1, label: 'message not delivered' },
          ]}
        />
        <TodoList
          items={[
            {
              when: '2 days late',
              late: true,
              what: 'Welcome call: before their first session on 27 November (South Essex)',
              action: <a href="#ours">Ring</a>,
            },
            {
              when: 'Today',
              what: '25 December clashes with Christmas: Leeds, Cardiff',
              action: <a href="#ours">Decide</a>,
            },
          ]}
        />
        <TodoList items={[]} empty="Nothing to do today." />
        <Lines heading="Questions for the nurse" items={['Does a cream help?', 'How much walking?']} none="">
          {(question) => <li class="app-lines__item">{question}</li>}
        </Lines>
        <Lines heading="Answered" items={[]} none="Nothing has been answered yet.">
          {() => null}
        </Lines>
      </Example>
    </>
  )
}
