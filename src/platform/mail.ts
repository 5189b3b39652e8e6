import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Clock } from './clock.ts'
import { keepSampleMail } from './sample-mail.ts'
import { SmtpLines, type SmtpTrouble } from './smtp.ts'

/** One message to one address, ready to go. */
export type Mail = {
  /** The same for every attempt (at least once): what mail programs know a message by. Without angle brackets. */
  messageId: string
  to: string
  from: { name: string; address: string }
  replyTo?: string | undefined
  subject: string
  text: string
  html: string
  attachments: { filename: string; contentType: string; content: string }[]
  /** One-click stop (RFC 8058): the https address that takes a POST. */
  stopUrl?: string | undefined
}

export type Sent = { ok: true } | ({ ok: false } & SmtpTrouble)

/**
 * A send ends within this, whatever the server does: 12 seconds, so that recording a death, which waits for it, stays
 * below the 15 seconds after which the database ends a statement, and well within the 20 of P1.
 */
export const sendEndsWithinMs = 12_000

/** The only way out. Nothing but the gate may open one (features/messages/gate.ts): a test walks the imports. */
export type Mailer = {
  /** How many messages may be on their way at once. */
  lines: number
  /** Sends, and has ended for good when it answers. `signal` breaks it off. */
  send(mail: Mail, signal?: AbortSignal): Promise<Sent>
  close(): void
}

/** Opens the way out: the server of SMTP_URL, or in sample mode a folder that /sample/mail shows. */
export function openMailer(config: Config, clock: Clock): Mailer {
  return config.smtp ? smtpMailer(config.smtp) : sampleMailer(config.dataFolder, clock)
}

// What DKIM signs. nodemailer leaves List-Unsubscribe-Post out, which RFC 8058 wants signed.
const signedHeaders =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted'

function smtpMailer(smtp: NonNullable<Config['smtp']>): Mailer {
  const lines = new SmtpLines(smtp)
  const writer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...(smtp.dkim
      ? {
          dkim: {
            domainName: smtp.dkim.domain,
            keySelector: smtp.dkim.selector,
            privateKey: smtp.dkim.key,
            headerFieldNames: signedHeaders,
          },
        }
      : {}),
  })
  return {
    lines: smtp.connections,
    async send(mail, signal) {
      const { message } = await writer.sendMail({
        messageId: `<${mail.messageId}>`,
        from: mail.from,
        to: { name: '', address: mail.to },
        ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: mail.attachments.map((file) => ({ ...file, contentDisposition: 'attachment' as const })),
        headers: headersOf(mail),
        // Nothing is read from files or fetched, whatever a text holds.
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      const trouble = await lines.send(
        mail.from.address,
        mail.to,
        message as Buffer,
        sendEndsWithinMs,
        signal,
      )
      return trouble ? { ok: false, ...trouble } : { ok: true }
    },
    close: () => lines.close(),
  }
}

function headersOf(mail: Mail): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(mail.stopUrl
      ? { 'List-Unsubscribe': `<${mail.stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}),
  }
}

function sampleMailer(dataFolder: string, clock: Clock): Mailer {
  return {
    lines: 2,
    async send(mail) {
      const { messageId, to, subject, text, html, attachments } = mail
      keepSampleMail(
        dataFolder,
        {
          messageId,
          to,
          from: `${mail.from.name} <${mail.from.address}>`,
          subject,
          text,
          html,
          headers: headersOf(mail),
          attachments,
          sentAt: clock.now().toISOString(),
        },
        messageId.split('@')[0] ?? messageId,
      )
      return { ok: true }
    },
    close() {},
  }
}
