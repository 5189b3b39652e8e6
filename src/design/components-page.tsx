import { ErrorSummary } from './components/index.ts'
import { type Charity, PublicPage } from './layout.tsx'
import { ContentExamples } from './showcase/content.tsx'
import { FormExamples } from './showcase/forms.tsx'
import { OwnExamples } from './showcase/ours.tsx'

/** Every component on one page, with its errors, long names and empty states: `/sample/components`. */
export function ComponentsPage(props: {
  charity: Charity
  sample?: boolean | undefined
  themeVersion?: string | number | null | undefined
}) {
  return (
    <PublicPage {...props} title="Components" wide noIndex>
      <ErrorSummary
        disableAutoFocus
        errors={{
          email: 'Enter an e-mail address with an @ in it, like name@example.org',
          kind: 'Choose in person, online or both',
          launch: 'The month must be a number from 1 to 12',
        }}
        to={{ launch: 'launch-month' }}
      />
      <h1>Components</h1>
      <p class="app-lede">Everything that pages are made of, with its errors, long names and empty states.</p>
      <h2 id="ours">Ours</h2>
      <OwnExamples />
      <h2 id="content">Words and facts</h2>
      <ContentExamples />
      <h2 id="forms">Forms</h2>
      <form method="get" novalidate>
        <FormExamples />
      </form>
    </PublicPage>
  )
}
