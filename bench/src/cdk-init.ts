/** Compiler options of an app that `cdk init` made, as far as they matter here. */
export const CDK_INIT_OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['es2022'],
  types: ['node', 'jest'],
  strict: true,
  skipLibCheck: true,
};
