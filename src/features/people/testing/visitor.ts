import type { createApp } from '../../../app.tsx'

type Typed = Record<string, string | string[]>
type Form = { action: string; html: string; fields: [string, string][] }

/** Somebody with a browser without script: reads pages, fills in fields by their labels, presses buttons by their words. */
export class Visitor {
  status = 0
  path = ''
  html = ''
  private cookies = new Map<string, string>()
  private readonly app: ReturnType<typeof createApp>
  private readonly address: string

  constructor(app: ReturnType<typeof createApp>, address = '') {
    this.app = app
    this.address = address
  }

  /** The same visitor with a cookie, as "name=value": somebody who is signed in. */
  carrying(cookie: string): this {
    const [name = '', value = ''] = cookie.split('=')
    this.cookies.set(name, value)
    return this
  }

  async open(path: string): Promise<this> {
    return this.take(path, await this.app.request(path, { headers: this.headers() }))
  }

  /** Presses the button with these words, in its form, after filling in fields by label (or by name). */
  async press(button: string, typed: Typed = {}): Promise<this> {
    const form = this.formOf(button)
    const fields = new URLSearchParams(form.fields)
    for (const [label, value] of Object.entries(typed)) {
      const { name, choice } = this.fieldOf(form, label)
      if (choice !== null && value === 'ticked') {
        if (choice.kind === 'radio') fields.set(name, choice.value)
        else fields.append(name, choice.value)
      } else {
        fields.delete(name)
        for (const one of [value].flat()) fields.append(name, one)
      }
    }
    const pressed = pressedButton(form.html, button)
    if (pressed.name) fields.append(pressed.name, pressed.value)
    return this.send(pressed.formaction ?? form.action, fields)
  }

  async send(path: string, fields: URLSearchParams): Promise<this> {
    const answer = await this.app.request(path, {
      method: 'POST',
      body: fields,
      headers: { 'sec-fetch-site': 'same-origin', ...this.headers() },
    })
    return this.take(path, answer)
  }

  /** What the page says, without its markup. */
  get text(): string {
    return plain(
      this.html
        .replace(/<(script|style|title)[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' '),
    )
  }
  get heading(): string {
    const h1 = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(this.html)?.[1] ?? ''
    return plain(h1.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim()
  }
  get title(): string {
    return plain(/<title>([\s\S]*?)<\/title>/.exec(this.html)?.[1] ?? '')
  }
  cookie(name: string): string | undefined {
    return this.cookies.get(name)
  }

  private headers(): Record<string, string> {
    return {
      ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ') } : {}),
      ...(this.address ? { 'x-forwarded-for': this.address } : {}),
      'user-agent': 'Mozilla/5.0 (Android 15; Mobile) Firefox/140.0',
    }
  }

  private async take(path: string, answer: Response): Promise<this> {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (/max-age=0/i.test(cookie) || value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location && answer.status >= 300 && answer.status < 400) return this.open(location)
    this.status = answer.status
    this.path = path
    this.html = await answer.text()
    return this
  }

  private formOf(button: string): Form {
    for (const [, attributes = '', inside = ''] of this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      if (!buttons(inside).some((one) => one.text.startsWith(button))) continue
      return { action: attribute(attributes, 'action') ?? this.path, html: inside, fields: fieldsOf(inside) }
    }
    throw new Error(`No button “${button}” on ${this.path}: ${this.heading}`)
  }

  private fieldOf(form: Form, label: string) {
    for (const [, target = '', words = ''] of form.html.matchAll(
      /<label[^>]*?for="([^"]*)"[^>]*>([\s\S]*?)<\/label>/g,
    )) {
      if (plain(words.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim() !== label) continue
      const tag =
        new RegExp(`<(?:input|textarea|select)[^>]*\\bid="${target}"[^>]*>`).exec(form.html)?.[0] ?? ''
      const kind = attribute(tag, 'type')
      const name = attribute(tag, 'name') ?? ''
      return {
        name,
        choice:
          kind === 'radio' || kind === 'checkbox' ? { kind, value: attribute(tag, 'value') ?? 'on' } : null,
      }
    }
    throw new Error(`No field “${label}” on ${this.path}: ${this.heading}`)
  }
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plain(found)
}
function fieldsOf(html: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [tag] of html.matchAll(/<input(?:[^>"]|"[^"]*")*>/g)) {
    const kind = attribute(tag, 'type')
    if ((kind === 'radio' || kind === 'checkbox') && !/\schecked/.test(tag)) continue
    const name = attribute(tag, 'name')
    if (name) fields.push([name, attribute(tag, 'value') ?? (kind === 'checkbox' ? 'on' : '')])
  }
  for (const [, attributes = '', inside = ''] of html.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields.push([attribute(attributes, 'name') ?? '', plain(inside)])
  return fields
}
function buttons(html: string) {
  return [...html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(
    ([, attributes = '', inside = '']) => ({
      text: plain(inside.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim(),
      name: attribute(attributes, 'name'),
      value: attribute(attributes, 'value') ?? '',
      formaction: attribute(attributes, 'formaction'),
    }),
  )
}
function pressedButton(html: string, text: string) {
  const found = buttons(html).find((one) => one.text.startsWith(text))
  if (!found) throw new Error(`No button “${text}”`)
  return found
}
function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
