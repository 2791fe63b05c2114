/** Published as ES modules only, so jest has to transform them too. */
const esModules = ['eta', 'fast-check', 'pure-rand'];

const project = (displayName, options) => ({
  displayName,
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
  ...options,
});

module.exports = {
  // Without it Jest leaves one processor free, which on a machine with two is half of them.
  maxWorkers: '100%',
  // A slow machine fails no sound test: what hangs ends some time, and that is all that it is for.
  testTimeout: 60_000,
  projects: [
    project('lib', { roots: ['<rootDir>/test'], testPathIgnorePatterns: ['/test/e2e/'] }),
    project('drill', { roots: ['<rootDir>/drill/test'], testPathIgnorePatterns: ['\\.e2e\\.test\\.ts$'] }),
    // What starts emulators: two of them at once would measure each other.
    project('e2e', {
      roots: ['<rootDir>/test/e2e', '<rootDir>/drill/test'],
      testMatch: ['<rootDir>/test/e2e/*.test.ts', '**/*.e2e.test.ts'],
      runner: '<rootDir>/test/support/serial-runner.cjs',
    }),
  ],
};
