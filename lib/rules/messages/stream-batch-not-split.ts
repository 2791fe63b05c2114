import { streamConsumers } from '../../assembly/relations/streams';
import { type Rule } from '../rule';

export const streamBatchNotSplit: Rule = {
  id: 'resilience-stream-batch-not-split',
  area: 'messages',
  severity: 'warning',
  title: 'A consumer of a stream does not fail a whole batch for one record',
  why: 'One bad record makes its whole batch fail again and again: the good ones are processed many times, and discarded with it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-errors.html',
  check(model, report) {
    for (const { mapping } of streamConsumers(model)) {
      const splits = mapping.isTrue('BisectBatchOnFunctionError');
      const reports = mapping.list('FunctionResponseTypes').includes('ReportBatchItemFailures');
      if (!splits && !reports && mapping.number('BatchSize') !== 1) {
        report(
          mapping,
          'it neither splits a failing batch nor reports which record failed',
          'set BisectBatchOnFunctionError to true, or FunctionResponseTypes: [ReportBatchItemFailures]',
        );
      }
    }
  },
};
