import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';

export const queueConsumerThrottled: Rule = {
  id: 'resilience-queue-consumer-throttled',
  area: 'messages',
  severity: 'warning',
  title: 'A queue starts no more consumers than the function may run',
  why: 'What is above the reserved concurrency is throttled, and each throttle counts as a try: good messages go to the dead letters.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  check(model, report) {
    for (const { mapping, fn } of queueConsumers(model)) {
      const most = mapping.number('ScalingConfig.MaximumConcurrency');
      const reserved = fn.number('ReservedConcurrentExecutions');
      if (most !== undefined && reserved !== undefined && reserved > 0 && most > reserved) {
        report(
          mapping,
          `it starts up to ${most} at once, and "${fn.path}" reserves ${reserved}`,
          `set MaximumConcurrency to ${reserved} or less, or reserve ${most}`,
        );
      }
    }
  },
};
