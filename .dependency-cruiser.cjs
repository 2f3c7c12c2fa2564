/** Who may import whom (docs/architecture.md). A violation fails `npm run check`. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.(e2e-)?spec\\.ts$' },
  to: { path: '^(apps|libs|tools|test|bench)/', pathNot: [from, ...allowed] },
});
const never = (name, from, packages, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: packages.map((p) => `node_modules/${p}(/|$)`) },
});
const FRAMEWORK = ['@nestjs/', 'typeorm', 'bullmq', 'pg', 'ioredis', 'class-validator', 'class-transformer'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('matching-is-alone', '^libs/matching/', [], 'The engine knows nothing of the rest.'),
    only('monitoring-is-alone', '^libs/monitoring/', [], 'The statistics know nothing of the rest.'),
    only('contracts-is-alone', '^libs/contracts/', [], 'The shared language has no dependencies of ours.'),
    only('config-is-alone', '^libs/config/', [], 'Only reads the environment.'),
    only('documents-know-the-catalogue', '^libs/documents/', ['^libs/(contracts|catalogue)/src/index\\.ts$']),
    only('catalogue-knows-contracts', '^libs/catalogue/', ['^libs/contracts/src/index\\.ts$']),
    only('persistence-knows-contracts-and-config', '^libs/persistence/', [
      '^libs/(contracts|config)/src/index\\.ts$',
    ]),
    only(
      'api-imports-no-solver-and-no-statistics',
      '^apps/api/',
      [
        '^libs/(contracts|catalogue|persistence|config|logging|documents)/src/index\\.ts$',
        '^libs/matching/src/rules/index\\.ts$',
        '^libs/monitoring/src/scoring/index\\.ts$',
      ],
      'No request may block on arithmetic.',
    ),
    only('worker-imports-libs-only', '^apps/worker/', ['^libs/[^/]+/src/(rules/|scoring/)?index\\.ts$']),
    only('web-imports-nothing-of-the-server', '^apps/web/', []),
    only('standalone-starts-the-others', '^apps/standalone/', [
      '^libs/(config|persistence|logging)/src/index\\.ts$',
    ]),
    never(
      'pure-libraries',
      '^libs/(matching|monitoring)/',
      FRAMEWORK,
      'Pure: plain data in, plain data out.',
    ),
    never('catalogue-without-framework', '^libs/catalogue/', ['@nestjs/', 'typeorm', 'bullmq', 'pg']),
    never('contracts-without-database', '^libs/contracts/', [
      'typeorm',
      'bullmq',
      'pg',
      '@nestjs/(?!swagger)',
    ]),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
