import { ResilientFunction } from 'cdk-resilient-serverless';
import { measureFunctions } from '../harness';

measureFunctions((stack, id, index) => {
  new ResilientFunction(stack, id, { entry: `entries/entry-${index}.ts` });
});
