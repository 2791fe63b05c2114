import { Effect, type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, type Function, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acceptTracing } from './accepted-findings';

/** What a function may do before anything is granted to it. */
export interface ExecutionRights {
  readonly logGroup: ILogGroup;
  readonly tracing: Tracing;
  /** Further statements, such as sending to the function's own dead letters. */
  readonly statements?: PolicyStatement[];
}

/**
 * A role for one function that may write to its own log group and, when traced, to X-Ray; nothing else.
 *
 * The rights are inline in the role: AWS's managed policy would allow every log group of the account, a separate policy
 * would be one more resource, and Lambda checks a destination's rights at the moment it is configured.
 */
export function createExecutionRole(scope: Construct, id: string, rights: ExecutionRights): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Execution: new PolicyDocument({ statements: executionStatements(rights) }) },
  });
  if (rights.tracing !== Tracing.DISABLED) acceptTracing(role);
  return role;
}

/** Gives a role that somebody else made the same rights. */
export function grantExecution(role: IRole, rights: ExecutionRights): void {
  executionStatements(rights).forEach(statement => role.addToPrincipalPolicy(statement));
}

/** Sets a function's tracing without the separate policy that its `tracing` prop creates: the role has the rights. */
export function setTracing(handler: Function, tracing: Tracing): void {
  if (tracing !== Tracing.DISABLED) (handler.node.defaultChild as CfnFunction).tracingConfig = { mode: tracing };
}

function executionStatements(rights: ExecutionRights): PolicyStatement[] {
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], rights.logGroup.logGroupArn),
    // X-Ray has no resource-level permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    ...(rights.tracing !== Tracing.DISABLED ? [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*')] : []),
    ...(rights.statements ?? []),
  ];
}

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [resource] });
}
