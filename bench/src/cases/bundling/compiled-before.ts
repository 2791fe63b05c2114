import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { measureFunctions } from '../harness';

/** Somebody else compiled the entries before the app is started; `prepare` has laid them there. */
measureFunctions((stack, id, index) => {
  new Function(stack, id, {
    code: Code.fromAsset(`compiled/${index}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
});
