import { Token } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { checkKnownProps, type KnownProps } from '../private/props';
import { type Bundling } from './bundling';

const BUNDLING: KnownProps<Bundling> = {
  minify: true,
  sourceMap: true,
  externalModules: true,
  target: true,
  format: true,
  loader: true,
  define: true,
  tsconfig: true,
  extraFiles: true,
};

/** Records what bundling does not know. */
export function checkBundling(bundling: Bundling | undefined, problems: Problems): void {
  checkKnownProps(bundling, BUNDLING, problems, 'bundling');
}

/** Records that a bundle would not run. */
export function checkEntryRuntime(runtime: string | undefined, problems: Problems): void {
  if (runtime === undefined || (!Token.isUnresolved(runtime) && !runtime.startsWith('nodejs'))) {
    problems.add(
      'EntryRuntimeUnsupported',
      `entry is bundled for Node.js and ${runtime === undefined ? 'this is no function with a runtime' : `the runtime is "${runtime}"`}; ` +
        'use a Node.js runtime, or "code" in place of "entry"',
    );
  }
}
