import {
  Button,
  ButtonRow,
  Card,
  CardList,
  Checkboxes,
  ErrorMessage,
  ErrorSummary,
  FormGroup,
  Hint,
  Input,
  Label,
  Radios,
  SummaryList,
  Table,
  Tag,
  Textarea,
} from '#design/components/index.ts'
import { DEFAULT_COLOURS } from '#design/theme.ts'
import type { Charity } from '#platform/charity.ts'
import type { ServiceRow, TopicRow } from './charity.ts'
import { en as words } from './words.ts'

type Errors = Record<string, string>
type Values = Record<string, string>

/** The way into every setting that this person may change. */
export function SettingsPage({ charity }: { charity: Charity }) {
  const w = words.settings
  const c = words.charity
  const given = (said: string) => said || w.none
  const pages = [
    ['look', '/staff/settings/look'],
    ['services', '/staff/settings/services'],
    ['topics', '/staff/settings/topics'],
    ['calls', '/staff/settings/calls'],
    ['concerns', '/staff/settings/concerns'],
    ['accounts', '/staff/accounts'],
    ['permissions', '/staff/permissions'],
    ['audit', '/staff/audit'],
  ] as const
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <CardList
        columns
        items={pages.map(([name, href]) => (
          <Card heading={w.sections[name]} href={href} clickable level={2}>
            <p>{w.sectionWords[name]}</p>
          </Card>
        ))}
      />
      <h2>{w.sections.charity}</h2>
      <SummaryList
        rows={[
          { key: c.name, value: charity.name },
          { key: c.discreetName, value: charity.discreetName },
          { key: c.phone, value: given(charity.phone) },
          { key: c.phoneHours, value: given(charity.phoneHours) },
          { key: c.email, value: given(charity.email) },
          { key: c.postalAddress, value: given(charity.postalAddress) },
          { key: c.registeredNumber, value: given(charity.registeredNumber) },
          { key: c.illness, value: charity.illness },
          { key: c.fromEmail, value: charity.fromEmail },
          { key: c.welsh, value: charity.welsh ? c.welshYes : c.welshNo },
        ]}
      />
      <Button href="/staff/settings/charity">{w.change}</Button>
    </>
  )
}

export function CharityFormPage({ values, errors }: { values: Values; errors: Errors }) {
  const c = words.charity
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{c.title}</h1>
      <form method="post" action="/staff/settings/charity" novalidate>
        <Input {...field('name')} label={c.name} hint={c.nameHint} maxlength={120} />
        <Input {...field('discreetName')} label={c.discreetName} hint={c.discreetHint} maxlength={60} />
        <Input {...field('illness')} label={c.illness} hint={c.illnessHint} maxlength={120} />
        <Input {...field('phone')} label={c.phone} hint={c.phoneHint} type="tel" width={20} maxlength={40} />
        <Input {...field('phoneHours')} label={c.phoneHours} hint={c.phoneHoursHint} maxlength={200} />
        <Input {...field('email')} label={c.email} type="email" inputmode="email" spellcheck={false} />
        <Textarea {...field('postalAddress')} label={c.postalAddress} rows={4} />
        <Input
          {...field('registeredNumber')}
          label={c.registeredNumber}
          hint={c.registeredHint}
          maxlength={200}
        />
        <Input
          {...field('fromEmail')}
          label={c.fromEmail}
          hint={c.fromHint}
          type="email"
          inputmode="email"
          spellcheck={false}
        />
        <Checkboxes
          name="welsh"
          legend={c.welsh}
          legendSize="s"
          hint={c.welshHint}
          values={[values.welsh ?? '']}
          choices={[
            {
              value: 'yes',
              label: c.welshYes,
              reveals: (
                <>
                  <Input
                    {...field('illnessWelsh')}
                    label={c.illnessWelsh}
                    hint={c.illnessWelshHint}
                    maxlength={120}
                  />
                  <Input {...field('phoneHoursWelsh')} label={c.phoneHoursWelsh} maxlength={200} />
                </>
              ),
            },
          ]}
        />
        <SaveOrNot to="/staff/settings" />
      </form>
    </>
  )
}

function SaveOrNot({ to, children }: { to: string; children?: string }) {
  return (
    <ButtonRow>
      <Button>{children ?? words.settings.save}</Button>
      <a href={to}>{words.settings.cancel}</a>
    </ButtonRow>
  )
}

export function LookPage(props: { charity: Charity; values: Values; errors: Errors }) {
  const w = words.look
  const { values, errors, charity } = props
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <h2>{w.colours}</h2>
      <p>{w.coloursWords}</p>
      <form method="post" action="/staff/settings/look" novalidate>
        <Input
          name="brand"
          label={words.settings.brand}
          hint={w.brandHint}
          value={values.brand}
          error={errors.brand}
          width={10}
          code
          spellcheck={false}
          autocomplete="off"
        />
        <Input
          name="accent"
          label={words.settings.accent}
          hint={w.accentHint}
          value={values.accent}
          error={errors.accent}
          width={10}
          code
          spellcheck={false}
          autocomplete="off"
        />
        <p class="app-small">
          {w.backToOurs} {DEFAULT_COLOURS.brand} / {DEFAULT_COLOURS.accent}
        </p>
        <Button>{w.saveColours}</Button>
      </form>
      <h2>{w.logo}</h2>
      {charity.hasLogo && (
        <>
          <p>{w.now}</p>
          <p>
            <img src={`/logo?v=${charity.version}`} alt={w.alt} height="88" />
          </p>
        </>
      )}
      <form method="post" action="/staff/settings/logo" encType="multipart/form-data" novalidate>
        <FormGroup error={Boolean(errors.logo)}>
          <Label for="logo">{w.logoLabel}</Label>
          <Hint id="logo-hint">{w.logoWords}</Hint>
          {errors.logo && <ErrorMessage id="logo-error">{errors.logo}</ErrorMessage>}
          <input
            class="nhsuk-file-upload"
            type="file"
            id="logo"
            name="logo"
            accept="image/png,image/jpeg,image/webp"
            aria-describedby={errors.logo ? 'logo-hint logo-error' : 'logo-hint'}
          />
        </FormGroup>
        <Button variant="secondary">{w.upload}</Button>
      </form>
      {charity.hasLogo && (
        <form method="post" action="/staff/settings/logo/remove">
          <Button variant="link">{w.takeAway}</Button>
        </form>
      )}
    </>
  )
}

export function ServicesPage({ services }: { services: ServiceRow[] }) {
  const w = words.services
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <p>
        <Button href="/staff/settings/services/new">{w.add}</Button>
      </p>
      {services.length === 0 ? (
        <p>{w.empty}</p>
      ) : (
        <SummaryList
          rows={services.map((service) => ({
            key: (
              <>
                {service.name} {service.ended && <Tag>{w.ended}</Tag>}
              </>
            ),
            value: service.summary,
            actions: [
              { href: `/staff/settings/services/${service.id}`, text: w.change, about: service.name },
            ],
          }))}
        />
      )}
    </>
  )
}

export function ServiceFormPage(props: { service: ServiceRow | null; values: Values; errors: Errors }) {
  const w = words.services
  const { service, values, errors } = props
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  const path = `/staff/settings/services/${service?.id ?? 'new'}`
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{service?.name ?? w.newTitle}</h1>
      <form method="post" action={path} novalidate>
        <Input {...field('name')} label={w.name} maxlength={120} />
        <Textarea {...field('summary')} label={w.summary} rows={3} />
        <Textarea {...field('whoFor')} label={w.whoFor} rows={4} />
        <Textarea {...field('firstVisit')} label={w.firstVisit} rows={6} />
        <SaveOrNot to="/staff/settings/services" />
      </form>
      {service && <EndOrBack path={path} ended={service.ended} words={w} />}
    </>
  )
}

function EndOrBack(props: {
  path: string
  ended: boolean
  words: { end: string; bringBack: string; endWords: string }
}) {
  return (
    <form method="post" action={`${props.path}/end`}>
      <input type="hidden" name="ended" value={props.ended ? 'no' : 'yes'} />
      {!props.ended && <p>{props.words.endWords}</p>}
      <Button variant="secondary">{props.ended ? props.words.bringBack : props.words.end}</Button>
    </form>
  )
}

export function TopicsPage({ topics, services }: { topics: TopicRow[]; services: ServiceRow[] }) {
  const w = words.topics
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <p>{w.noteWords}</p>
      <p>
        <Button href="/staff/settings/topics/new">{w.add}</Button>
      </p>
      {services.map((service) => {
        const theirs = topics.filter((topic) => topic.serviceId === service.id)
        const open = theirs.filter((topic) => !topic.ended)
        if (theirs.length === 0 && service.ended) return null
        return (
          <>
            <h2>{service.name}</h2>
            <Table
              caption={`${w.title}: ${service.name}`}
              captionHidden
              responsive
              columns={w.columns}
              empty={w.empty}
              rows={theirs.map((topic) => [
                {
                  content: (
                    <>
                      {topic.name} {topic.ended && <Tag>{w.ended}</Tag>}
                    </>
                  ),
                  rich: true,
                },
                topic.note || '–',
                {
                  content: topic.ended ? (
                    '–'
                  ) : (
                    <Order topic={topic} first={topic === open[0]} last={topic === open.at(-1)} />
                  ),
                  rich: true,
                },
                {
                  content: (
                    <a href={`/staff/settings/topics/${topic.id}`}>
                      {w.change}
                      <span class="nhsuk-u-visually-hidden"> {topic.name}</span>
                    </a>
                  ),
                  rich: true,
                },
              ])}
            />
          </>
        )
      })}
    </>
  )
}

function Order({ topic, first, last }: { topic: TopicRow; first: boolean; last: boolean }) {
  const w = words.topics
  return (
    <form method="post" action={`/staff/settings/topics/${topic.id}/move`}>
      {!first && (
        <Button variant="link" name="way" value="up" ariaLabel={`${w.up}: ${topic.name}`}>
          {w.up}
        </Button>
      )}{' '}
      {!last && (
        <Button variant="link" name="way" value="down" ariaLabel={`${w.down}: ${topic.name}`}>
          {w.down}
        </Button>
      )}
    </form>
  )
}

export function TopicFormPage(props: {
  topic: TopicRow | null
  services: ServiceRow[]
  values: Values
  errors: Errors
}) {
  const w = words.topics
  const { topic, values, errors } = props
  const services = props.services.filter((service) => !service.ended || service.id === values.service)
  const path = `/staff/settings/topics/${topic?.id ?? 'new'}`
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{topic?.name ?? w.newTitle}</h1>
      <form method="post" action={path} novalidate>
        <Input name="name" label={w.name} value={values.name} error={errors.name} maxlength={120} />
        <Input
          name="note"
          label={w.note}
          hint={w.noteHint}
          value={values.note}
          error={errors.note}
          maxlength={200}
        />
        {services.length === 1 && values.service !== '' ? (
          <input type="hidden" name="service" value={values.service} />
        ) : (
          <Radios
            name="service"
            legend={w.service}
            value={values.service}
            error={errors.service}
            choices={services.map((service) => ({ value: service.id, label: service.name }))}
          />
        )}
        <SaveOrNot to="/staff/settings/topics" />
      </form>
      {topic && <EndOrBack path={path} ended={topic.ended} words={w} />}
    </>
  )
}
