import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/build/',
      'assets/',
      'dist/',
      '**/cdk.out/',
      'drill-report/',
      '**/*.cjs',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'aws-cdk-lib', importNames: ['aws_lambda'], message: 'import the submodule' }],
        },
      ],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ group: ['**/drill/**', 'cdk-failover-drill'], message: 'the cloud assembly is the only seam' }],
        },
      ],
    },
  },
  {
    files: ['drill/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/lib/**', 'cdk-resilient-serverless', 'aws-cdk-lib', 'aws-cdk-lib/*'],
              message: 'the cloud assembly is the only seam',
            },
          ],
        },
      ],
    },
  },
  { files: ['bin/handlers/**', 'lib/runtime/**', 'examples/**', 'drill/cli.ts'], rules: { 'no-console': 'off' } },
);
