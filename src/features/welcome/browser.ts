// The list follows what is typed; without script the button does the same. Answers that come too late are dropped.
const form = document.querySelector<HTMLFormElement>('form[data-as-typed]')
const field = form?.querySelector<HTMLInputElement>('input[name="q"]')
const list = form ? document.getElementById(form.dataset.asTyped ?? '') : null

if (form && field && list) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined
  const look = async () => {
    running?.abort()
    running = new AbortController()
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams({ q: field.value })}`, {
        signal: running.signal,
      })
      if (!answer.ok) return
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(list.id)
      if (found) list.replaceChildren(...found.childNodes)
    } catch {
      // The button still works.
    }
  }
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, 250)
  })
}
