import { queueConsumers } from '../../assembly/relations/dead-letters';
import { type Rule } from '../rule';
import { QUEUE_MAPPING } from '../../limits/lambda';

export const queuePartialBatch: Rule = {
  id: 'resilience-queue-partial-batch',
  area: 'messages',
  severity: 'warning',
  title: 'A consumer of batches reports which messages failed',
  why: 'Otherwise one bad message makes the whole batch fail: the good ones are processed again, and go to the dead letters with it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  check(model, report) {
    for (const { mapping, queue } of queueConsumers(model)) {
      const size = mapping.number('BatchSize') ?? QUEUE_MAPPING.defaultBatchSize;
      const reports = mapping.list('FunctionResponseTypes').includes('ReportBatchItemFailures');
      if (!reports && size > 1) {
        report(
          mapping,
          `it takes batches of ${size} from "${queue.path}" and does not report single failures`,
          'add FunctionResponseTypes: [ReportBatchItemFailures], and return batchItemFailures',
        );
      }
    }
  },
};
