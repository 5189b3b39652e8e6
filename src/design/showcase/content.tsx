import {
  ActionLink,
  Breadcrumbs,
  Card,
  ContentsList,
  Details,
  DoDontList,
  Expander,
  ExpanderGroup,
  InsetText,
  NotificationBanner,
  Pagination,
  pageNumbers,
  SummaryCard,
  SummaryList,
  Table,
  Tabs,
  Tag,
  TaskList,
  WarningCallout,
} from '../components/index.ts'
import { Example } from './example.tsx'

/** What pages say and show, from nhsuk-frontend's components. */
export function ContentExamples() {
  return (
    <>
      <Example title="Tags">
        <p>
          <Tag tone="coral">In person</Tag> <Tag tone="teal">Online</Tag> <Tag>Talk</Tag>{' '}
          <Tag colour="yellow">Paused</Tag> <Tag colour="green">Open</Tag> <Tag colour="grey">Closed</Tag>{' '}
          <Tag colour="red">Not delivered</Tag> <Tag colour="white">Planned</Tag>
        </p>
      </Example>
      <Example title="Notices">
        <NotificationBanner success disableAutoFocus title="Done" titleId="banner-done" role="region">
          We have given your place to someone who was waiting. Thank you for telling us.
        </NotificationBanner>
        <NotificationBanner titleId="banner-important" heading="No session on 25 December">
          <p>Ring us that week if you would like to talk.</p>
        </NotificationBanner>
        <InsetText>If a call would be a barrier, it is fine just to come.</InsetText>
        <WarningCallout heading="Before you send this" level={4}>
          It goes to 14 people. Those without e-mail stand on a list to ring.
        </WarningCallout>
      </Example>
      <Example title="Ways on">
        <Breadcrumbs
          label="Breadcrumb example"
          items={[
            { href: '#content', text: 'Home' },
            { href: '#content', text: 'Groups' },
          ]}
        />
        <ActionLink href="#content">Find a group near you</ActionLink>
        <ContentsList
          label="Pages about coming along"
          items={[
            { href: '#content', text: 'What happens the first time', current: true },
            { href: '#content', text: 'Coming with someone' },
            { href: '#content', text: 'If you can’t come' },
          ]}
        />
      </Example>
      <Example title="More when asked">
        <Details summary="What if somebody in the group dies?">
          <p>We say so, and there is time to remember them. Nobody has to speak.</p>
        </Details>
        <ExpanderGroup>
          <Expander summary="Can I bring someone?">
            <p>The group is for people living with the illness. Ask us about groups for families.</p>
          </Expander>
          <Expander summary="Do I have to talk?" open>
            <p>No. Listening is as good.</p>
          </Expander>
        </ExpanderGroup>
      </Example>
      <Example title="Answers">
        <SummaryList
          rows={[
            {
              key: 'Name',
              value: 'Anna',
              actions: [{ href: '#content', text: 'Change', about: 'name' }],
            },
            {
              key: 'How to reach you',
              value: (
                <>
                  <p>anna@example.org</p>
                  <p>07700 900 123, voicemail is fine</p>
                </>
              ),
              actions: [
                { href: '#content', text: 'Change', about: 'how to reach you' },
                { href: '#content', text: 'Pause', about: 'messages' },
              ],
            },
            { key: 'Dietary needs', value: 'None' },
          ]}
        />
        <SummaryCard
          heading="South Essex"
          level={4}
          headingSize="m"
          actions={[{ href: '#content', text: 'Leave' }]}
          lastRowBorder={false}
          rows={[
            { key: 'Next', value: 'Friday 27 November, 11am to 1pm' },
            { key: 'Where', value: 'The Mill Arts and Event Centre, Rayleigh' },
          ]}
        />
      </Example>
      <Example title="Cards">
        <Card heading="For health professionals" level={4} href="#content" clickable>
          Refer someone, or ask for letters and flyers.
        </Card>
        <Card heading="A quiet card" level={4} variant="secondary">
          For what is good to know but not urgent.
        </Card>
        <DoDontList
          kind="do"
          level={4}
          items={['come late, or leave early', 'bring your own lunch if you like']}
        />
        <DoDontList
          kind="dont"
          heading="You don’t have to"
          level={4}
          prefix=""
          items={['tell us first', 'explain why you can’t come', 'come every month']}
        />
      </Example>
      <Example title="Tables">
        <Table
          caption="This week"
          captionSize="m"
          responsive
          columns={['When', 'Group', { text: 'May come', numeric: true }, { text: 'New', numeric: true }]}
          rows={[
            ['Wed 25 Nov, 11am', { content: 'Scotland online', href: '#content' }, '14 of 20', 2],
            ['Fri 27 Nov, 11am', { content: 'South Essex', href: '#content' }, 'about 11', 1],
            [
              'Fri 27 Nov, 2pm',
              {
                content: 'Mid and North Powys with the Marches and Montgomeryshire',
                href: '#content',
              },
              'about 6',
              0,
            ],
          ]}
        />
        <Table
          caption="Undelivered messages"
          captionSize="m"
          columns={['To', 'Sent', 'Why']}
          rows={[]}
          empty="Every message reached its mailbox."
        />
      </Example>
      <Example title="Tabs">
        <Tabs
          title="Sessions"
          items={[
            { id: 'tab-next', label: 'Next', content: 'Friday 27 November, 11am to 1pm' },
            { id: 'tab-past', label: 'Past', content: 'Friday 23 October: fatigue, with a nurse specialist' },
          ]}
        />
      </Example>
      <Example title="Tasks">
        <TaskList
          id="launch"
          tasks={[
            {
              title: 'Venue',
              href: '#content',
              hint: 'Step-free, with a room away from the café',
              status: { text: 'Done', kind: 'done' },
            },
            { title: 'Dates', href: '#content', status: { text: 'To decide', kind: 'open' } },
            { title: 'Flyers', status: { text: 'Once there are dates', kind: 'later' } },
          ]}
        />
      </Example>
      <Example title="Pages of a long list">
        <Pagination
          label="Pages of people"
          previous={{ href: '#content' }}
          next={{ href: '#content' }}
          items={pageNumbers(7, 40, () => '#content')}
        />
        <Pagination
          label="Neighbouring dates"
          previous={{ href: '#content', label: 'Friday 23 October' }}
          next={{ href: '#content', label: 'Friday 27 November' }}
        />
      </Example>
    </>
  )
}
