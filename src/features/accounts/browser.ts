import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

/*
 * Passkeys: the only thing at the charity that needs a script, since browsers offer no other way to them. The page says
 * so; with the script its note gives way to the button.
 */
for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const ready = box.querySelector<HTMLElement>('[data-passkey-ready]')
  const note = box.querySelector<HTMLElement>('[data-passkey-note]')
  const says = box.querySelector<HTMLElement>('[data-passkey-says]')
  const button = box.querySelector('button')
  if (!ready || !note || !says || !button) continue
  if (!browserSupportsWebAuthn()) {
    note.textContent = box.dataset.unsupported ?? ''
    continue
  }
  note.hidden = true
  ready.hidden = false
  button.addEventListener('click', async () => {
    says.textContent = ''
    button.disabled = true
    try {
      const to = await (box.dataset.passkey === 'make' ? make(box) : signIn(box))
      if (to.href) location.assign(to.href)
      else says.textContent = to.says
    } catch (error) {
      if (!(error instanceof Error)) throw error
      says.textContent =
        (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
          ? box.dataset.known
          : box.dataset.cancelled) ?? ''
    } finally {
      button.disabled = false
    }
  })
}

type Next = { href?: string; says: string }

async function make(box: HTMLElement): Promise<Next> {
  const optionsJSON = await post('/staff/passkey/make', {})
  if (!optionsJSON.ok) return { says: box.dataset.refused ?? '' }
  const made = await startRegistration({ optionsJSON: optionsJSON.body as never })
  return after(box, await post('/staff/passkey/made', made))
}

async function signIn(box: HTMLElement): Promise<Next> {
  const optionsJSON = await post('/staff/passkey/challenge', {})
  if (!optionsJSON.ok) return { says: box.dataset.refused ?? '' }
  const used = await startAuthentication({ optionsJSON: optionsJSON.body as never })
  return after(box, await post('/staff/passkey/sign-in', used))
}

function after(box: HTMLElement, answer: { ok: boolean; body: unknown }): Next {
  if (!answer.ok) return { says: box.dataset.refused ?? '' }
  return { href: box.dataset.then ?? '/staff', says: '' }
}

async function post(path: string, body: unknown): Promise<{ ok: boolean; body: unknown }> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ok: answer.ok, body: answer.ok ? await answer.json() : null }
}
