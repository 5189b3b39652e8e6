import { Button, Empty, Input, SummaryList, Table } from '#design/components/index.ts'
import { type SampleMail, sampleMail, sampleMails } from '#platform/sample-mail.ts'
import { showPublic } from '#platform/show.tsx'
import { notFound } from '#platform/trouble.tsx'
import { type Ask, page, type Route } from '#platform/web.ts'
import { dateInWords, localTime, timeInWords } from '../groups/rules.ts'
import { textLength } from './text-length.ts'
import { words } from './words-pages.ts'

const w = words.sample

/**
 * A stored message's HTML by itself, for a frame with `sandbox`: its own style may show, and nothing else of it can act,
 * be fetched or lead anywhere but to a new tab.
 */
export function mailHtml(ask: Ask, html: string): Response {
  return ask.body(html, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
    'x-robots-tag': 'noindex',
  })
}

/** Links of a message shown in a frame open beside it. */
export const opensBeside = (html: string) =>
  html.replace('<meta charset="utf-8"/>', '<meta charset="utf-8"/><base target="_blank"/>')

type Say = (iso: string) => string
/** Moments in the words and the zone of every other page. */
const sayMoments = (ask: Ask): Say => {
  const { zone } = ask.get('charity')
  const today = localTime(ask.get('services').clock.now(), zone).date
  return (iso) => {
    const { date, time } = localTime(iso, zone)
    return `${dateInWords(date, today)}, ${timeInWords(time)}`
  }
}

/** Sample mode only: what would have been sent. Outside it these addresses have no page. */
export const sample: Route[] = [
  page('/sample/mail', 'public', (ask) => {
    const { config } = ask.get('services')
    if (!config.sample) return notFound(ask)
    const to = ask.req.query('to')?.trim() ?? ''
    return showPublic(
      ask,
      { title: w.title, wide: true, noIndex: true },
      <MailList mails={sampleMails(config.dataFolder, to || null)} to={to} say={sayMoments(ask)} />,
    )
  }),
  page('/sample/mail.json', 'public', (ask) => {
    const { config } = ask.get('services')
    if (!config.sample) return notFound(ask)
    return ask.json(sampleMails(config.dataFolder, ask.req.query('to') ?? null))
  }),
  page('/sample/mail/:id', 'public', (ask) => {
    const { config } = ask.get('services')
    const mail = config.sample ? sampleMail(config.dataFolder, ask.req.param('id') ?? '') : null
    if (!mail) return notFound(ask)
    return showPublic(
      ask,
      {
        title: mail.channel === 'text' ? w.textTo(mail.to) : mail.subject,
        wide: true,
        noIndex: true,
        back: { href: '/sample/mail', text: w.back },
      },
      <OneMail mail={mail} say={sayMoments(ask)} />,
    )
  }),
  page('/sample/mail/:id/html', 'public', (ask) => {
    const { config } = ask.get('services')
    const mail = config.sample ? sampleMail(config.dataFolder, ask.req.param('id') ?? '') : null
    return mail ? mailHtml(ask, opensBeside(mail.html)) : notFound(ask)
  }),
]

function MailList({ mails, to, say }: { mails: SampleMail[]; to: string; say: Say }) {
  return (
    <>
      <h1>{w.title}</h1>
      <p class="app-lede">{w.lede}</p>
      <form method="get" action="/sample/mail">
        <Input
          name="to"
          label={w.to}
          value={to}
          type="text"
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Button variant="secondary">{w.show}</Button>
        {to !== '' && (
          <p>
            <a href="/sample/mail">{w.all}</a>
          </p>
        )}
      </form>
      {mails.length === 0 ? (
        <Empty>{to ? w.emptyTo(to) : w.empty}</Empty>
      ) : (
        <Table
          caption={w.caption}
          captionHidden
          responsive
          columns={[w.columns.subject, w.columns.to, w.columns.when]}
          rows={mails.map((mail) => [
            {
              content: mail.channel === 'text' ? w.aText(mail.text) : mail.subject,
              href: `/sample/mail/${mail.id}`,
            },
            mail.to,
            say(mail.sentAt),
          ])}
        />
      )}
    </>
  )
}

function OneText({ mail, say }: { mail: SampleMail; say: Say }) {
  const { alphabet, letters, segments } = textLength(mail.text)
  return (
    <>
      <h1>{w.textTo(mail.to)}</h1>
      <SummaryList
        rows={[
          { key: w.sent, value: say(mail.sentAt) },
          { key: w.length, value: w.lengthOf(letters, segments, alphabet) },
        ]}
      />
      <p class="app-mail-text">{mail.text}</p>
    </>
  )
}

function OneMail({ mail, say }: { mail: SampleMail; say: Say }) {
  if (mail.channel === 'text') return <OneText mail={mail} say={say} />
  const headers = Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <h1>{mail.subject}</h1>
      <SummaryList
        rows={[
          { key: w.from, value: mail.from },
          { key: w.toLabel, value: mail.to },
          { key: w.sent, value: say(mail.sentAt) },
          ...(mail.attachments.length > 0
            ? [{ key: w.files, value: mail.attachments.map((file) => file.filename).join(', ') }]
            : []),
        ]}
      />
      <h2>{w.asHtml}</h2>
      <iframe
        class="app-mail-frame"
        title={w.frame(mail.subject)}
        src={`/sample/mail/${mail.id}/html`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <h2>{w.asText}</h2>
      <pre class="app-mail-text">{mail.text}</pre>
      <h2>{w.headers}</h2>
      <pre class="app-mail-text">{[`Message-ID: <${mail.messageId}>`, ...headers].join('\n')}</pre>
    </>
  )
}
