// What pages do a little better with script; each of them works without. nhsuk-frontend starts only where the browser
// is new enough, which it reads from a class on the body.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  Header,
  NotificationBanner,
  Radios,
  Scroll,
  SkipLink,
  Tabs,
} from 'nhsuk-frontend'

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')

createAll(Button)
createAll(CharacterCount)
createAll(Checkboxes)
createAll(ErrorSummary)
createAll(Header)
createAll(NotificationBanner)
createAll(Radios)
createAll(Scroll)
createAll(SkipLink)
createAll(Tabs)

// A radio cannot be expanded (ARIA 1.2): what it reveals is named by aria-controls, and follows it on the page.
// nhsuk-frontend says so all the same, after each press.
function withoutExpanded(): void {
  for (const radio of document.querySelectorAll('input[type="radio"][aria-expanded]')) {
    radio.removeAttribute('aria-expanded')
  }
}
withoutExpanded()
document.addEventListener('click', withoutExpanded)
window.addEventListener('pageshow', withoutExpanded)

// Whoever signs out takes along what this browser keeps of day sheets, and its key (features/facilitation). The page of who
// came sees to it itself, with or without a network.
const signOut = document.querySelector<HTMLFormElement>('form[action="/staff/sign-out"]')
if (signOut && !document.querySelector('[data-came]')) {
  signOut.addEventListener('submit', (event) => {
    event.preventDefault()
    const go = () => signOut.submit()
    const deleting = indexedDB.deleteDatabase('alongside-sheets')
    deleting.onsuccess = go
    deleting.onerror = go
    deleting.onblocked = go
  })
}
