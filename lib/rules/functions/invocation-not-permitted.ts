import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { syncInvocations } from '../../assembly/relations/invocations';
import { isOfService, permissionsOf } from '../../assembly/relations/invoke-permissions';
import { type Rule } from '../rule';

export const invocationNotPermitted: Rule = {
  id: 'resilience-invocation-not-permitted',
  area: 'functions',
  severity: 'error',
  title: 'What invokes a function is permitted to, at the qualifier that it invokes',
  why: 'Permissions belong to one qualifier. Without one the call is refused, and what EventBridge, SNS or S3 wanted to deliver is lost.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  check(model, report) {
    for (const invocation of [...asyncInvocations(model), ...syncInvocations(model)]) {
      const service = SERVICES[invocation.source.type];
      if (service === undefined || USES_ROLE.some(property => !invocation.source.lacks(property))) continue;
      if (permissionsOf(model, invocation).some(({ principal }) => isOfService(service, principal))) continue;
      report(
        invocation.source,
        `it invokes "${invocation.function.path}" at "${invocation.qualifier}", and no permission lets ${service} do so`,
        `add an AWS::Lambda::Permission for ${service} on "${invocation.qualifier}"`,
      );
    }
  },
};

/** Services that invoke under the function's own policy; the others use a role. */
const SERVICES: Readonly<Record<string, string>> = {
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::SNS::Subscription': 'sns.amazonaws.com',
  'AWS::SNS::Topic': 'sns.amazonaws.com',
  'AWS::S3::Bucket': 's3.amazonaws.com',
  'Custom::S3BucketNotifications': 's3.amazonaws.com',
  'AWS::ApiGatewayV2::Integration': 'apigateway.amazonaws.com',
  'AWS::ApiGateway::Method': 'apigateway.amazonaws.com',
  'AWS::Logs::SubscriptionFilter': 'logs.amazonaws.com',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'elasticloadbalancing.amazonaws.com',
};

const USES_ROLE = ['Integration.Credentials', 'CredentialsArn'];
