import { invokedFunction } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const asyncFailureLoop: Rule = {
  id: 'resilience-async-failure-loop',
  area: 'functions',
  severity: 'error',
  title: 'Failed events do not go back to the function that failed',
  why: 'A function that is its own failure destination receives its failures for ever.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  check(model, report) {
    for (const config of model.ofType('AWS::Lambda::EventInvokeConfig')) {
      const failing = invokedFunction(model, config.text('FunctionName'), config)?.function;
      const destination = invokedFunction(
        model,
        config.text('DestinationConfig.OnFailure.Destination'),
        config,
      )?.function;
      if (failing && failing === destination) {
        report(
          config,
          `failures of "${failing.path}" go to the function itself`,
          'send them to a queue, or to another function',
        );
      }
    }
  },
};
