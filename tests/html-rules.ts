import type { ConfigData } from 'html-validate'

/** What we ask of every page's HTML. The rules left out contradict what nhsuk-frontend or the HTML standard asks for. */
export const htmlRules: ConfigData = {
  extends: ['html-validate:recommended'],
  rules: {
    // Preact writes `<br/>`, which the standard allows.
    'void-style': 'off',
    // `Page`, `1` and the like; the standard allows any text without spaces.
    'valid-id': ['error', { relaxed: true }],
    // nhsuk-frontend names landmarks by role too, for older screen readers, and its links that look like buttons
    // answer to the space bar as buttons do.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    // The header's buttons stand as nhsuk-frontend writes them: one submits its form, the other is in none.
    'no-implicit-button-type': 'off',
    // Boxes of one question share a name, as radios do.
    'form-dup-name': [
      'error',
      { allowArrayBrackets: true, shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] },
    ],
    // A tel: address without spaces; the words beside it have them.
    'tel-non-breaking': 'off',
    // The text of a message stands as it was written.
    'no-trailing-whitespace': 'off',
    // Long titles are cut by browsers, not by us.
    'long-title': 'off',
  },
}
