import { notFound } from '#platform/trouble.tsx'
import { typedDay } from '#platform/typed-day.ts'
import { type Ask, action, page, type Route } from '#platform/web.ts'
import { consentsOf, recordConsent } from './consents.ts'
import { RecordConsentPage } from './staff-consent-pages.tsx'
import { consentForm } from './staff-forms.ts'
import { again, done, showFor, withPerson } from './staff-one-person.tsx'
import { words } from './staff-words.ts'
import { purposes, purposesVersion } from './words-consent.ts'

const show = (ask: Ask, values: Record<string, string>, errors = {}, status = 200) =>
  showFor(ask, words.consent.title, errors, status, async (tx, person) => (
    <RecordConsentPage
      personId={person.id}
      called={person.called}
      charity={ask.get('charity').name}
      states={await consentsOf(tx, person.id, 'staff')}
      values={values}
      errors={errors}
    />
  ))

/** What somebody said on the phone, on paper or face to face, written down with the words that were read out (P5). */
export const consentRoutes: Route[] = [
  page('/staff/people/:id/consents', 'change people', (ask) => show(ask, { when: 'today' })),
  action(
    '/staff/people/:id/consents',
    'change people',
    { schema: consentForm, invalid: again(show) },
    async (ask, form) => {
      const { name, zone } = ask.get('charity')
      const typed = {
        when: form.when,
        day: form['said-day'],
        month: form['said-month'],
        year: form['said-year'],
      }
      const day = typedDay(typed, ask.get('services').clock.now(), zone)
      if (day === null) return show(ask, form, { said: words.errors.day }, 422)
      const code = await withPerson(ask, async (tx, { id }) => {
        await recordConsent(tx, {
          personId: id,
          purpose: form.purpose,
          given: form.answer === 'yes',
          words: purposes.en[form.purpose].read(name),
          version: `${purposesVersion} read out`,
          way: form.way,
          saidOn: form.when === 'today' ? null : { day, zone },
        })
        return form.purpose === 'health information' && form.answer === 'no' ? 'consent-health-no' : 'consent'
      })
      return code === null ? notFound(ask) : done(ask, code)
    },
  ),
]
