import { Code } from 'aws-cdk-lib/aws-lambda';
import { ResilientFunction } from 'cdk-resilient-serverless';
import { measureFunctions } from '../harness';

/** The same constructs as with `entry`, and nothing to compile: what remains is not the bundling's. */
measureFunctions((stack, id) => {
  new ResilientFunction(stack, id, {
    code: Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
  });
});
