import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { measureFunctions } from '../harness';

/** The floor: the same functions, and nothing to compile. */
measureFunctions((stack, id) => {
  new Function(stack, id, {
    code: Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
});
