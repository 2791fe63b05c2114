import {
  type IRole,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, type Function, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { acceptTracing } from '../private/accepted-findings';
import { sharedPart } from '../private/shared-parts';

/** Actions on resources. */
export interface Right {
  readonly actions: string[];
  readonly resources: string[];
}

/** What a function may do before anything is granted to it. */
export interface ExecutionRights {
  readonly logGroup: ILogGroup;
  readonly tracing: Tracing;
  /** Further rights, such as sending to the function's own dead letters. */
  readonly further?: readonly Right[];
}

/**
 * A role for one function that may write to its own log group and, when traced, to X-Ray; nothing else.
 *
 * The rights are inline in the role: AWS's managed policy would allow every log group of the account, a separate policy
 * would be one more resource, and Lambda checks a destination's rights at the moment it is configured. Only tracing, which
 * has the same rights for every function, is a policy that the roles of a stack have in common.
 */
export function createExecutionRole(scope: Construct, id: string, rights: ExecutionRights): Role {
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Execution: new PolicyDocument({ statements: [ownStatement(rights)] }) },
    managedPolicies: rights.tracing === Tracing.DISABLED ? [] : [tracingPolicy(Stack.of(scope))],
  });
}

/** Gives a role that somebody else made the same rights. */
export function grantExecution(role: IRole, rights: ExecutionRights): void {
  role.addToPrincipalPolicy(ownStatement(rights));
  if (rights.tracing !== Tracing.DISABLED) role.addToPrincipalPolicy(tracingStatement());
}

/** Sets a function's tracing without the separate policy that its `tracing` prop creates: the role has the rights. */
export function setTracing(handler: Function, tracing: Tracing): void {
  if (tracing !== Tracing.DISABLED) (handler.node.defaultChild as CfnFunction).tracingConfig = { mode: tracing };
}

/** What is the function's own. One statement is as narrow as several: an action of one service fits no resource of another. */
function ownStatement({ logGroup, further = [] }: ExecutionRights): PolicyStatement {
  const log: Right = { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] };
  const rights = [log, ...further];
  return new PolicyStatement({
    actions: rights.flatMap(right => right.actions),
    resources: rights.flatMap(right => right.resources),
  });
}

/** X-Ray has no resource-level permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
function tracingStatement(): PolicyStatement {
  return new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
}

function tracingPolicy(stack: Stack): ManagedPolicy {
  return sharedPart(stack, 'Tracing', scope => {
    const policy = new ManagedPolicy(scope, 'Tracing', { statements: [tracingStatement()] });
    acceptTracing(policy);
    return policy;
  });
}
