import { App, type AppProps } from 'aws-cdk-lib/core';
import { BUNDLING_STACKS, DISABLE_ASSET_STAGING_CONTEXT, DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';

/** What tests do not look at. The floor of the peer range does not know the validation yet, and leaves the prop alone. */
const LEFT_OUT = {
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
  stackTraces: false,
  treeMetadata: false,
};

/**
 * An app for unit tests: its templates are those of an `App`, and what tests do not look at is left out.
 *
 * Guarantees that no code is bundled and no file is copied, neither for `entry` nor for CDK's own `NodejsFunction`, so that
 * keys of assets and versions of functions do not change with the code, and snapshots stay as they are; CDK's validation of
 * templates, which takes seconds, is not run; no stack traces, no analytics.
 *
 * Validation of constructs, aspects, warnings and errors are what they are in an `App`.
 *
 * Does not make a cloud assembly that can be deployed. Where a test is to see the bundled code, use an `App`.
 *
 * @example
 * const app = new TestApp();
 * new ResilientFunction(new Stack(app, 'Orders'), 'Api', { entry: 'handlers/api.ts' });
 * expect(RegionIndependence.check(app.synth())).toEqual([]);
 */
export class TestApp extends App {
  /** @param props what else the app is given; it takes precedence */
  constructor(props?: AppProps) {
    super({
      ...LEFT_OUT,
      ...props,
      context: {
        [BUNDLING_STACKS]: [],
        [DISABLE_ASSET_STAGING_CONTEXT]: true,
        [DISABLE_CREATION_STACK_TRACES]: true,
        ...props?.context,
      },
    });
  }
}
