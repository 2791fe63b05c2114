import { arn, fn, queue, ref, resource, stack } from '../support/templates';

export const eventConfig = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref('Fn'),
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: arn('Failures') } },
    ...properties,
  });

export const eventRule = (target: unknown, more: Record<string, unknown> = {}, rule: Record<string, unknown> = {}) =>
  resource('AWS::Events::Rule', {
    EventPattern: { source: ['shop'] },
    Targets: [{ Id: 'T', Arn: target, DeadLetterConfig: { Arn: arn('Failures') }, ...more }],
    ...rule,
  });

export const clock = { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' };

export const integration = (target: unknown) =>
  resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: target,
  });

export const twin = (region: string, more: Record<string, unknown> = {}, extra = {}) =>
  stack({ Fn: fn(more), Failures: queue(), Api: resource('AWS::ApiGatewayV2::Api'), ...extra }, region);
