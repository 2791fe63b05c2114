import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { measureFunctions } from '../harness';

measureFunctions((stack, id, index) => {
  new NodejsFunction(stack, id, {
    entry: `entries/entry-${index}.ts`,
    runtime: Runtime.NODEJS_22_X,
    bundling: { minify: true },
  });
});
