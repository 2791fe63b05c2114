import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { QUEUE_MAPPING } from '../../limits/lambda';

const MOST = QUEUE_MAPPING.batchWithoutWindow;

export const queueBatchWindow: Rule = {
  id: 'resilience-queue-batch-window',
  area: 'messages',
  severity: 'error',
  title: 'A consumer of more than ten messages waits for them, and one of a FIFO queue takes ten at most',
  why: 'Lambda refuses a batch of more than ten messages without a batching window, or of a FIFO queue: the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check(model, report) {
    for (const { mapping, queue, window } of queueConsumers(model)) {
      const size = mapping.number('BatchSize') ?? QUEUE_MAPPING.defaultBatchSize;
      if (size > MOST && queue.isTrue('FifoQueue')) {
        report(mapping, `it takes batches of ${size} from a FIFO queue`, `set BatchSize to ${MOST} or less`);
      } else if (size > MOST && window < 1) {
        report(
          mapping,
          `it takes batches of ${size} without a window`,
          'set MaximumBatchingWindowInSeconds to 1 or more',
        );
      }
    }
  },
};
