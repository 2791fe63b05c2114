import { type Code } from 'aws-cdk-lib/aws-lambda';
import { type Construct } from 'constructs';
import { type ResilientFunctionProps } from './resilient-function-props';
import { BundledCode } from '../bundling/bundled-code';

/** The part of a function's props that depends on whether the code is bundled here. */
export interface RenderedCode {
  readonly code: Code;
  readonly handler: string;
  readonly environment?: { [name: string]: string };
}

export function renderCode(scope: Construct, props: ResilientFunctionProps): RenderedCode {
  const { code, entry, handler, bundling = {}, environment } = props;
  if (entry !== undefined) {
    return {
      code: BundledCode._ownedBy(scope, entry, bundling),
      handler: handlerOf(handler ?? 'handler'),
      environment: bundling.sourceMap ? withSourceMaps(environment) : environment,
    };
  }
  // Both are there: validateFunctionProps has seen to it.
  return { code: code!, handler: handler!, environment };
}

/** The bundle is `index`; a handler with a dot names its file itself. */
function handlerOf(name: string): string {
  return name.includes('.') ? name : `index.${name}`;
}

function withSourceMaps(environment: { [name: string]: string } = {}): { [name: string]: string } {
  const given = environment.NODE_OPTIONS;
  return { ...environment, NODE_OPTIONS: [given, '--enable-source-maps'].filter(Boolean).join(' ') };
}
