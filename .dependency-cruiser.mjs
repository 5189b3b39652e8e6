/** Who may import whom; the folders' promises are told in docs/decisions and README. */
const test = ['\\.test\\.tsx?$', '/testing/']

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
