import {
  Button,
  Checkboxes,
  ErrorSummary,
  HiddenFields,
  Input,
  InsetText,
  Textarea,
} from '#design/components/index.ts'
import { telephoneLink } from '#design/links.ts'
import type { Words } from './words-call-me.ts'

type Values = Record<string, string>

/** Asks for a call: a name, a number, and when it suits. */
export function CallMePage(props: {
  w: Words
  charity: { name: string; phone: string; phoneHours: string }
  /** The group from whose page somebody comes. */
  group: { slug: string; name: string } | null
  values: Values
  errors: Values
}) {
  const { w, charity, group, values, errors } = props
  const field = (name: string) => ({ name, value: values[name] ?? '', error: errors[name] })
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      {group && <p>{w.about(group.name)}</p>}
      {charity.phone !== '' && (
        <p>
          {w.ringUs} <a href={telephoneLink(charity.phone)}>{charity.phone}</a>
          {charity.phoneHours !== '' && ` (${charity.phoneHours})`}
        </p>
      )}
      <form method="post" action="/call-me" novalidate>
        {group && <HiddenFields values={{ group: group.slug }} />}
        <Input
          {...field('called')}
          label={w.called}
          hint={w.calledHint}
          autocomplete="given-name"
          width={20}
        />
        <Input
          {...field('phone')}
          label={w.phone}
          hint={w.phoneHint}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          width={20}
        />
        <Input {...field('suits')} label={w.suits} hint={w.suitsHint} autocomplete="off" />
        <Textarea {...field('about')} label={w.about_} rows={3} />
        <Checkboxes
          name="message"
          legend={w.message}
          legendSize="s"
          choices={[
            { name: 'voicemail', value: 'yes', label: w.voicemail },
            {
              name: 'someone',
              value: 'someone',
              label: w.someone,
              reveals: (
                <Input {...field('messageWith')} label={w.messageWith} hint={w.messageWithHint} width={20} />
              ),
            },
          ]}
          values={[values.voicemail ?? '', values.someone ?? '']}
        />
        <InsetText>
          <p>{w.consent.mine(charity.name)}</p>
          <p class="app-small">
            {w.consentMore} <a href="/privacy">{w.privacy}</a>
          </p>
        </InsetText>
        <Checkboxes
          name="agreed"
          legend={w.consentLegend}
          legendSize="s"
          choices={[{ value: 'yes', label: w.agree }]}
          values={values.agreed === 'yes' ? ['yes'] : []}
          error={errors.agreed}
        />
        <div class="nhsuk-u-visually-hidden" aria-hidden="true">
          <label for="website">{w.website}</label>
          <input id="website" name="website" type="text" tabIndex={-1} autocomplete="off" />
        </div>
        <Button preventDoubleClick>{w.send}</Button>
      </form>
    </>
  )
}

/** What happens next: the same for everybody, known or not. */
export function CallMeSentPage({ w, phoneHours }: { w: Words; phoneHours: string }) {
  return (
    <>
      <h1>{w.sent.title}</h1>
      <p class="app-lede">{w.sent.text}</p>
      {phoneHours !== '' && <p>{w.sent.hours(phoneHours)}</p>}
      <p>{w.sent.more}</p>
      <p>
        <a href="/groups">{w.sent.groups}</a>
      </p>
    </>
  )
}
