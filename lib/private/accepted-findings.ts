import { Stack, Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * What cdk-nag's packs AwsSolutions and Serverless report about this library's own resources and why it stays: six reasons.
 * Whoever uses the library inherits them; docs/judges.md lists what each covers.
 */
export const REASONS = {
  narrowestRights:
    'AWS allows nothing narrower: X-Ray, tag look-ups, log deliveries and the list of buckets have no resource-level permissions, and objects, streams and versions that do not exist yet are named by where they will be and what their names begin with',
  servicePolicies:
    "AWS's own policies for AWS Backup and CodeDeploy: AWS extends them with each feature of the service, and a copy that falls behind makes backups, restores or deployments fail",
  openRoutes:
    'Health checkers have no credentials, and the health route reveals no data; who else may call is decided by the "authorizer" prop or by the function. Their calls come without pause and are all alike: a trace of each would cost more than the route',
  accessLogs:
    "Server access logs are best effort and need one more bucket in each region; CloudTrail's data events record every access to objects without one",
  failuresKeptElsewhere:
    'The failure is kept elsewhere: an asynchronous event by the failure destination of the alias, with its error; a notification by the dead letter or the alarm that it is about; a run on a schedule is made up for by the next one; a message of a queue by the dead-letter queue of that queue; a synchronous call returns its error to the caller',
  lastQueue: 'This is the dead-letter queue: what arrives waits for an operator, and alarms watch its depth and age',
} as const;

/** Accepts findings of cdk-nag at a construct and below it, for one of the six reasons. */
export function accept(scope: IConstruct, reason: keyof typeof REASONS, ...rules: string[]): void {
  withoutTrace(() => Validations.of(scope).acknowledge(...rules.map(id => ({ id, reason: REASONS[reason] }))));
}

/** CDK notes where each acknowledgement was made. These are made here, for every construct, and the note costs the most. */
function withoutTrace(act: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    act();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Accepts that a policy allows traces of any resource. */
export function acceptTracing(policy: IConstruct): void {
  accept(policy, 'narrowestRights', 'AwsSolutions-IAM5[Resource::*]');
}

/** Accepts rights on what is named by how its ARN begins: objects below a prefix of one bucket, a table's streams, versions. */
export function acceptObjectRights(scope: IConstruct, ...objectArns: string[]): void {
  const found = objectArns.map(arn => flatten(Stack.of(scope).resolve(arn)));
  accept(scope, 'narrowestRights', ...found.map(arn => `AwsSolutions-IAM5[Resource::${arn}]`));
}

/** Accepts managed policies that AWS has for one of its services, given by the part of their ARN after "policy/". */
export function acceptServicePolicies(role: IConstruct, policies: readonly string[]): void {
  const arns = policies.map(policy => `arn:<AWS::Partition>:iam::aws:policy/${policy}`);
  accept(role, 'servicePolicies', ...arns.map(arn => `AwsSolutions-IAM4[Policy::${arn}]`));
}

/** How cdk-nag writes an ARN with references: `arn:<AWS::Partition>:s3:::name/*`, `<Bucket.Arn>/*`. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (Ref !== undefined) return `<${Ref}>`;
  if (attribute !== undefined) return `<${attribute.join('.')}>`;
  if (join !== undefined) return join[1].map(flatten).join(join[0]);
  return JSON.stringify(value);
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}
