import { isOpaque, toNumber, toRecord, valueAt } from '../../assembly/value';
import { type Rule } from '../rule';

export const pipeFailurePath: Rule = {
  id: 'resilience-pipe-failure-path',
  area: 'messages',
  severity: 'warning',
  title: 'A pipe from a stream gives up on a bad record, and keeps it',
  why: 'By default a record that fails is retried until it expires, which stops its shard for a day; then it is discarded.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html',
  check(model, report) {
    for (const pipe of model.ofType('AWS::Pipes::Pipe')) {
      for (const kind of ['KinesisStreamParameters', 'DynamoDBStreamParameters']) {
        const written = pipe.get(`SourceParameters.${kind}`);
        if (written === undefined || isOpaque(written)) continue;
        const parameters = toRecord(written);
        const isOpen = (property: string): boolean => (toNumber(parameters[property]) ?? -1) === -1;
        const missing = valueAt(parameters, 'DeadLetterConfig.Arn') === undefined ? ['no dead-letter queue'] : [];
        if (isOpen('MaximumRetryAttempts') && isOpen('MaximumRecordAgeInSeconds')) missing.push('no limit of retries');
        if (missing.length > 0) {
          report(pipe, `it has ${missing.join(' and ')}`, 'set MaximumRetryAttempts and a DeadLetterConfig');
        }
      }
    }
  },
};
