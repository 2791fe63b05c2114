import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { QUEUE_MAPPING } from '../../limits/lambda';

export const queueVisibilityBelowTimeout: Rule = {
  id: 'resilience-queue-visibility-below-timeout',
  area: 'messages',
  severity: 'error',
  title: "A queue's visibility timeout is no shorter than its consumer's timeout",
  why: 'A message becomes visible again while the function still works on it and is processed twice; Lambda refuses such a mapping.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check(model, report) {
    for (const { queue, fn, visibility, timeout } of queueConsumers(model)) {
      if (visibility < timeout) {
        report(
          queue,
          `its visibility timeout is ${visibility} s, and the timeout of its consumer "${fn.path}" is ${timeout} s`,
          `set VisibilityTimeout to ${QUEUE_MAPPING.visibilityInTimeouts * timeout} or more`,
        );
      }
    }
  },
};
