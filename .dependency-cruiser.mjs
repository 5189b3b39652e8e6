/** Who may import whom; the folders' promises are told in docs/decisions and README. */
const test = ['\\.test\\.tsx?$', '/testing/']
/** Everything by which something leaves for a person: e-mail, texts and letters, whatever further modules they get. */
const waysOut = '^src/platform/(?:mail|texts|letters)(?:[-./]|$)'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'features-through-the-front-door',
      comment:
        "A feature reaches another only through its use-cases (the file in the folder's own name) or its rules.",
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: test },
      to: {
        path: '^src/features/[^/]+/',
        pathNot: ['^src/features/$1/', '^src/features/([^/]+)/(?:\\1|rules)\\.ts$'],
      },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: test },
      to: { path: '^src/features' },
    },
    {
      name: 'design-stands-alone',
      comment: 'What things look like needs neither features nor the database.',
      severity: 'error',
      from: { path: '^src/design/', pathNot: test },
      to: {
        path: '^src/features|^src/platform/(?:database|transactions|embedded|migrate|jobs|sessions|access)',
      },
    },
    {
      name: 'browser-code-stays-in-the-browser',
      severity: 'error',
      from: { path: '^src/(?:design|features/[^/]+)/browser' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-gate-sends',
      comment: 'P1: whatever goes out passes the one gate (docs/decisions/one-gate.md).',
      severity: 'error',
      from: {
        path: '^(?:src|sample|bench)/',
        pathNot: [...test, waysOut, '^src/features/messages/(?:letter-)?gate\\.ts$'],
      },
      to: { path: waysOut },
    },
    {
      name: 'only-the-mail-talks-to-the-mail-server',
      comment: 'And the doctor, which only asks whether it answers.',
      severity: 'error',
      from: { pathNot: [...test, waysOut, '^src/platform/(?:smtp|doctor)\\.ts$'] },
      to: { path: ['^src/platform/smtp\\.ts$', 'node_modules/nodemailer/'] },
    },
    {
      name: 'only-jobs-open-the-gate',
      severity: 'error',
      from: { pathNot: [...test, '^src/features/messages/jobs\\.ts$'] },
      to: { path: '^src/features/messages/gate\\.ts$' },
    },
    {
      name: 'letters-are-printed-on-their-own-pages',
      severity: 'error',
      from: { pathNot: [...test, '^src/features/messages/(?:jobs\\.ts|staff-letters\\.tsx)$'] },
      to: { path: '^src/features/messages/letter-gate\\.ts$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'the-program-needs-no-tool',
      comment: 'What is installed for tests alone is missing in production.',
      severity: 'error',
      from: { path: '^(?:src|sample)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-program-needs-no-test',
      severity: 'error',
      from: { path: '^(?:src|sample)/', pathNot: test },
      to: { path: [...test, '^tests/'] },
    },
    { name: 'everything-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
