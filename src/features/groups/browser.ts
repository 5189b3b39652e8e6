import { words as all } from './words.ts'

const words = document.documentElement.lang === 'cy' ? all.cy : all.en

// "Use where I am": only where the browser can tell, only when pressed, and only to about a kilometre.
const field = document.querySelector<HTMLInputElement>('form.app-ask input[name="near"]')
const form = field?.form

if (field && form && 'geolocation' in navigator) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'nhsuk-button nhsuk-button--secondary nhsuk-button--small'
  button.textContent = words.finder.useMyPlace
  const answer = document.createElement('p')
  answer.setAttribute('role', 'status')
  answer.className = 'app-small'
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const kind = new FormData(form).get('kind')
        const query = new URLSearchParams({
          lat: coords.latitude.toFixed(2),
          lon: coords.longitude.toFixed(2),
          ...(typeof kind === 'string' ? { kind } : {}),
        })
        // The form's own address: it may be the Welsh one.
        location.assign(`${form.getAttribute('action')}?${query}`)
      },
      () => {
        answer.textContent = words.finder.placeRefused
        field.focus()
      },
      { maximumAge: 600_000, timeout: 10_000 },
    )
  })
  form.append(button, answer)
}
