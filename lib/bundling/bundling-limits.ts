import { Token } from 'aws-cdk-lib/core';
import { type Problems } from '../private/errors';
import { checkProps, flag, listOf, options, text, type PropKinds } from '../private/props';
import { type Bundling } from './bundling';

const KNOWN_PROPS: PropKinds<Bundling> = {
  minify: flag,
  sourceMap: flag,
  externalModules: listOf(text),
  target: text,
  format: text,
  loader: options,
  define: options,
  tsconfig: text,
  extraFiles: listOf(text),
};

/** Records what bundling does not know; returns whether its values can be looked at. */
export function checkBundling(bundling: Bundling | undefined, problems: Problems): boolean {
  return checkProps(bundling, KNOWN_PROPS, problems, 'bundling');
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
