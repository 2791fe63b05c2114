import { type Rule } from '../rule';

export const streamFailurePath: Rule = {
  id: 'resilience-stream-failure-path',
  area: 'messages',
  severity: 'warning',
  title: 'A consumer of a stream gives up on a bad record, and keeps it',
  why: 'By default a record that fails is retried until it expires, which stops its shard for a day; then it is discarded.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html',
  check(model, report) {
    for (const mapping of model.ofType('AWS::Lambda::EventSourceMapping')) {
      const source = mapping.text('EventSourceArn') ?? '';
      const isStream =
        /:kinesis:|:dynamodb:|\.StreamArn/.test(source) ||
        model.mentioned(source).some(resource => /DynamoDB|Kinesis::Stream$/.test(resource.type));
      const isLog = source.includes(':kafka:') || !mapping.lacks('SelfManagedEventSource');
      if ((!isStream && !isLog) || source.includes(':sqs:')) continue;
      const isOpen = (property: string): boolean => mapping.lacks(property) || mapping.number(property) === -1;
      const missing = mapping.lacks('DestinationConfig.OnFailure.Destination') ? ['no on-failure destination'] : [];
      if (isStream && isOpen('MaximumRetryAttempts') && isOpen('MaximumRecordAgeInSeconds')) {
        missing.push('no limit of retries');
      }
      if (missing.length > 0) {
        report(
          mapping,
          `it has ${missing.join(' and ')}`,
          'limit the retries, split the batch on errors and name an on-failure destination',
        );
      }
    }
  },
};
