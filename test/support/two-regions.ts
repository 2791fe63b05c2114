import { Code, Function, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Regions } from '../../lib/regions';
import { RegionalScope } from '../../lib/regions/regional-scope';

/** An owner of regional stacks in us-east-1 (the primary) and us-west-2, without the rest of a service. */
export function twoRegions(): { app: App; service: Construct; primary: Stack; standby: Stack } {
  const app = new App();
  const service = new Construct(app, 'Intake');
  const [primary, standby] = ['us-east-1', 'us-west-2'].map(region => new Stack(service, region, { env: { region } }));
  RegionalScope.register(service, Regions.activePassive('us-east-1', 'us-west-2'), [primary, standby]);
  return { app, service, primary, standby };
}

/** An ordinary stack of somebody else's app. */
export function plainStack(region = 'eu-west-1'): Stack {
  return new Stack(new App(), 'Plain', { env: { region } });
}

/** A function to grant things to and to route requests to. */
export function someFunction(scope: Construct, props: Partial<FunctionProps> = {}): Function {
  return new Function(scope, 'Handler', {
    code: Code.fromInline('exports.handler = async () => {}'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    ...props,
  });
}
