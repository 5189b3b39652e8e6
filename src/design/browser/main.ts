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
