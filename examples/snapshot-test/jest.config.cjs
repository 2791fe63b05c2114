module.exports = {
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  // For this repository only: your project has the library in node_modules.
  moduleNameMapper: { '^cdk-resilient-serverless$': '<rootDir>/../../lib' },
};
