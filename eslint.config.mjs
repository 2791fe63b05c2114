import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Which room may import which: .dependency-cruiser.cjs.
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
      // Leads to the compiled client, as CommonJS does.
      'client.js',
    ],
  },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'import-x/consistent-type-specifier-style': ['error', 'prefer-inline'],
      curly: ['error', 'multi-line'],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'aws-cdk-lib', importNames: ['aws_lambda'], message: 'import the submodule' }],
        },
      ],
    },
  },
  { files: ['bin/handlers/**', 'lib/runtime/**', 'examples/**', 'drill/cli/cli.ts'], rules: { 'no-console': 'off' } },
);
