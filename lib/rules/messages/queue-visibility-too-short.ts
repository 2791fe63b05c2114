import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { QUEUE_MAPPING } from '../../limits/lambda';

const TIMEOUTS = QUEUE_MAPPING.visibilityInTimeouts;

export const queueVisibilityTooShort: Rule = {
  id: 'resilience-queue-visibility-too-short',
  area: 'messages',
  severity: 'warning',
  title: "A queue's visibility timeout is six times its consumer's timeout, plus the batching window",
  why: 'A throttled consumer retries within that time. When it is shorter, messages come back while they are retried and go to the dead letters although nothing is wrong with them.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check(model, report) {
    for (const { queue, fn, visibility, timeout, window } of queueConsumers(model)) {
      const needed = TIMEOUTS * timeout + window;
      if (visibility >= timeout && visibility < needed) {
        report(
          queue,
          `its visibility timeout is ${visibility} s, and its consumer "${fn.path}" needs ${needed} s (${TIMEOUTS} × ${timeout} s${window ? ` + ${window} s of batching` : ''})`,
          `set VisibilityTimeout to ${needed}`,
        );
      }
    }
  },
};
