import { ruleCase } from '../support/rule-case';
import { EAST, WEST, alarm, alias, arn, fn, queue, ref, resource, stack, workflow } from '../support/templates';

const eventConfig = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref('Fn'),
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: arn('Failures') } },
    ...properties,
  });
const eventRule = (target: unknown, more: Record<string, unknown> = {}, rule: Record<string, unknown> = {}) =>
  resource('AWS::Events::Rule', {
    EventPattern: { source: ['shop'] },
    Targets: [{ Id: 'T', Arn: target, DeadLetterConfig: { Arn: arn('Failures') }, ...more }],
    ...rule,
  });
const clock = { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' };
const integration = (target: unknown) =>
  resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: target,
  });
const permission = (service: string) =>
  resource('AWS::SQS::QueuePolicy', {
    Queues: [ref('Failures')],
    PolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: service }, Resource: '*' }],
    },
  });
const twin = (region: string, more: Record<string, unknown> = {}, extra = {}) =>
  stack({ Fn: fn(more), Failures: queue(), Api: resource('AWS::ApiGatewayV2::Api'), ...extra }, region);

export const functionCases = [
  ruleCase('async-failure-path', bad =>
    stack({ Fn: fn(), Failures: queue(), Rule: eventRule(arn('Fn')), ...(bad ? {} : { Config: eventConfig() }) }),
  ),
  ruleCase(
    'async-failure-path',
    bad =>
      stack({
        Fn: fn(bad ? {} : { DeadLetterConfig: { TargetArn: arn('Failures') } }),
        Failures: queue(),
        Bucket: resource('Custom::S3BucketNotifications', {
          NotificationConfiguration: { LambdaFunctionConfigurations: [{ LambdaFunctionArn: arn('Fn') }] },
        }),
      }),
    'a bucket notification of CDK',
  ),
  ruleCase('async-failure-path-on-other-qualifier', bad =>
    stack({
      Fn: fn(),
      Live: alias('Fn'),
      Failures: queue(),
      Rule: eventRule(ref('Live')),
      Config: eventConfig({ Qualifier: bad ? '$LATEST' : 'live' }),
    }),
  ),
  ruleCase('scheduled-failure-path', bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Rule: eventRule(arn('Fn'), {}, clock),
      ...(bad ? {} : { Config: eventConfig() }),
    }),
  ),
  ruleCase(
    'scheduled-failure-path',
    bad =>
      stack({
        Fn: fn(),
        Rule: eventRule(arn('Fn'), {}, clock),
        Errors: alarm({
          Namespace: 'AWS/Lambda',
          MetricName: bad ? 'Throttles' : 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: ref('Fn') }],
        }),
      }),
    'an alarm on errors tells',
  ),
  ruleCase('async-retry-implicit', bad =>
    stack({ Fn: fn(), Failures: queue(), Config: eventConfig(bad ? { MaximumEventAgeInSeconds: undefined } : {}) }),
  ),
  ruleCase('async-retry-limits', bad =>
    stack({ Fn: fn(), Failures: queue(), Config: eventConfig({ MaximumRetryAttempts: bad ? 3 : 2 }) }),
  ),
  ruleCase('async-failure-loop', bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Config: eventConfig({ DestinationConfig: { OnFailure: { Destination: arn(bad ? 'Fn' : 'Failures') } } }),
    }),
  ),
  ruleCase('event-target-dead-letter', bad =>
    stack({ Fn: fn(), Failures: queue(), Rule: eventRule(arn('Fn'), bad ? { DeadLetterConfig: undefined } : {}) }),
  ),
  ruleCase(
    'event-target-dead-letter',
    bad =>
      stack({
        Flow: workflow(),
        Rule: eventRule(
          ref('Flow'),
          { DeadLetterConfig: undefined, RetryPolicy: { MaximumRetryAttempts: bad ? 5 : 0 } },
          clock,
        ),
      }),
    'a clock whose next tick makes up for a lost one',
  ),
  ruleCase(
    'event-target-dead-letter',
    bad =>
      stack({
        Fn: fn(),
        Flow: workflow(),
        Rule: eventRule(bad ? ref('Flow') : arn('Fn'), { DeadLetterConfig: undefined }, clock),
      }),
    'a scheduled function, of whose failed runs another rule speaks',
  ),
  ruleCase(
    'event-target-dead-letter',
    bad =>
      stack({
        Fn: fn(),
        Log: resource('AWS::Logs::LogGroup'),
        Rule: eventRule(arn(bad ? 'Fn' : 'Log'), { DeadLetterConfig: undefined }),
      }),
    'events that are only written to a log',
  ),
  ruleCase('subscription-dead-letter', bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Topic: resource('AWS::SNS::Topic'),
      Subscription: resource('AWS::SNS::Subscription', {
        Protocol: 'lambda',
        TopicArn: ref('Topic'),
        Endpoint: arn('Fn'),
        RedrivePolicy: bad ? undefined : { deadLetterTargetArn: arn('Failures') },
      }),
    }),
  ),
  ruleCase('dead-letter-not-permitted', bad =>
    stack({
      Fn: fn(),
      Failures: queue(),
      Rule: eventRule(arn('Fn')),
      Policy: permission(bad ? 'sns.amazonaws.com' : 'events.amazonaws.com'),
    }),
  ),
  ruleCase('function-disabled', bad => stack({ Fn: fn({ ReservedConcurrentExecutions: bad ? 0 : 10 }) })),
  ruleCase('standby-capacity', bad => [
    twin(EAST, { ReservedConcurrentExecutions: 50 }),
    twin(WEST, { ReservedConcurrentExecutions: bad ? 5 : 50 }),
  ]),
  ruleCase('standby-part-missing', bad => [
    twin(EAST, {}, { Worker: fn() }),
    twin(WEST, {}, bad ? {} : { Worker: fn() }),
  ]),
  ruleCase('function-timeout-behind-api', bad =>
    stack({ Fn: fn({ Timeout: bad ? 60 : 29 }), Api: resource('AWS::ApiGatewayV2::Api'), To: integration(arn('Fn')) }),
  ),
  ruleCase(
    'function-timeout-behind-api',
    bad =>
      stack({
        Fn: fn({ Timeout: bad ? 60 : 10 }),
        Live: alias('Fn'),
        Get: resource('AWS::ApiGateway::Method', {
          Integration: {
            Uri: {
              'Fn::Join': [
                '',
                ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', ref('Live'), '/invocations'],
              ],
            },
          },
        }),
      }),
    'a REST API that calls an alias',
  ),
  ruleCase('function-runtime-deprecated', bad => stack({ Fn: fn({ Runtime: bad ? 'nodejs16.x' : 'nodejs22.x' }) })),
  ruleCase('function-invoked-past-alias', bad =>
    stack({ Fn: fn(), Live: alias('Fn'), To: integration(bad ? arn('Fn') : ref('Live')) }),
  ),
  ruleCase('function-calls-other-region', bad =>
    stack({
      Fn: fn({
        Environment: { Variables: { QUEUE: `https://sqs.${bad ? WEST : EAST}.amazonaws.com/111111111111/orders` } },
      }),
    }),
  ),
  ruleCase('schedule-expression', bad =>
    stack({
      Fn: fn(),
      Rule: eventRule(
        arn('Fn'),
        {},
        { EventPattern: undefined, ScheduleExpression: bad ? 'cron(0 5 * * * *)' : 'cron(0 5 * * ? *)' },
      ),
    }),
  ),
  ruleCase(
    'schedule-expression',
    bad =>
      stack({
        Fn: fn(),
        Rule: eventRule(arn('Fn'), {}, { ...clock, ScheduleExpression: bad ? 'rate(1 days)' : 'rate(1 day)' }),
      }),
    'a rate',
  ),
];
