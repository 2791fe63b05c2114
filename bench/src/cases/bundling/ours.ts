import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { BundledCode } from 'cdk-resilient-serverless';
import { measureFunctions } from '../harness';

measureFunctions((stack, id, index) => {
  new Function(stack, id, {
    code: BundledCode.fromEntry(`entries/entry-${index}.ts`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
});
