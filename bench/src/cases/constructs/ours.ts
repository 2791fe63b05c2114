import { Code } from 'aws-cdk-lib/aws-lambda';
import { ResilientFunction } from 'cdk-resilient-serverless';
import { measureFunctions } from '../harness';

measureFunctions((stack, id) => {
  new ResilientFunction(stack, id, { code: Code.fromAsset('handler'), handler: 'index.handler' });
});
