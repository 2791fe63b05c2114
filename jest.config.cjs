/** Published as ES modules only, so jest has to transform them too. */
const esModules = ['eta', 'echarts', 'zrender', 'fast-check', 'pure-rand'];

const project = (displayName, root, more = {}) => ({
  displayName,
  roots: [`<rootDir>/${root}`],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/support/setup.cjs'],
  moduleNameMapper: { '^cdk-resilient-serverless$': '<rootDir>/lib', '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Types are checked once by `npm run typecheck`; swc only strips them here.
  transform: {
    '^.+\\.(t|m?j)s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/drill/build', 'cdk.out'],
  ...more,
});

module.exports = {
  projects: [
    project('lib', 'test', { testPathIgnorePatterns: ['/test/e2e/'] }),
    project('drill', 'drill/test'),
    project('e2e', 'test/e2e'),
  ],
};
