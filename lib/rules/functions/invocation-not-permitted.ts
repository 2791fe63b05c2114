import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { invokedFunction, syncInvocations, type InvokedFunction } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const invocationNotPermitted: Rule = {
  id: 'resilience-invocation-not-permitted',
  area: 'functions',
  severity: 'error',
  title: 'What invokes a function is permitted to, at the qualifier that it invokes',
  why: 'Permissions belong to one qualifier. Without one the call is refused, and what EventBridge, SNS or S3 wanted to deliver is lost.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  check(model, report) {
    const permitted = model.remember(readPermissions);
    for (const invocation of [...asyncInvocations(model), ...syncInvocations(model)]) {
      const service = SERVICES[invocation.source.type];
      if (service === undefined || USES_ROLE.some(property => !invocation.source.lacks(property))) continue;
      const principals = permitted.get(invocation.function)?.get(invocation.qualifier) ?? new Set<string>();
      if ([...principals].some(principal => isOf(service, principal))) continue;
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

/** Principals that may invoke a function, by its qualifiers. */
function readPermissions(model: AppModel): Map<Resource, Map<string, Set<string>>> {
  const found = new Map<Resource, Map<string, Set<string>>>();
  for (const permission of model.ofType('AWS::Lambda::Permission')) {
    const invoked = invokedFunction(model, permission.text('FunctionName'), permission);
    if (invoked) principalsOf(found, invoked).add(permission.text('Principal') ?? '*');
  }
  return found;
}

function principalsOf(
  found: Map<Resource, Map<string, Set<string>>>,
  { function: fn, qualifier }: InvokedFunction,
): Set<string> {
  const byQualifier = found.get(fn) ?? new Map<string, Set<string>>();
  const principals = byQualifier.get(qualifier) ?? new Set<string>();
  found.set(fn, byQualifier.set(qualifier, principals));
  return principals;
}

/** CloudWatch Logs has a principal in each region, too; what is no service is an account or everybody. */
function isOf(service: string, principal: string): boolean {
  const [name] = service.split('.');
  return principal === service || principal.startsWith(`${name}.`) || !principal.endsWith('.amazonaws.com');
}
