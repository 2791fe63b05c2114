import { Alarms, DeadLetters, ResilientFunction } from 'cdk-resilient-serverless';
import { measureFunctions } from '../harness';

/** Without dead letters and alarms: here only the code is compared. */
measureFunctions((stack, id, index) => {
  new ResilientFunction(stack, id, {
    entry: `entries/entry-${index}.ts`,
    deadLetters: DeadLetters.none(),
    alarms: Alarms.none(),
  });
});
