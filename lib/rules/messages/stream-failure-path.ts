import type { Rule } from '../rule';

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
      if (!isStream || source.includes(':sqs:')) continue;
      const missing = ['DestinationConfig.OnFailure.Destination', 'MaximumRetryAttempts'].filter(
        property => mapping.lacks(property) || mapping.number(property) === -1,
      );
      if (missing.length > 0)
        report(
          mapping,
          `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
          'limit the retries, split the batch on errors and name an on-failure destination',
        );
    }
  },
};
