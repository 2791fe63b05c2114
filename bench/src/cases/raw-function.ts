import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type CfnFunction, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** A function that keeps what it could not process, before alarms. */
export interface ProtectedFunction {
  readonly scope: Construct;
  readonly alias: Alias;
  readonly letters: Queue;
}

export function createFunctionWithFailurePath(stack: Stack, id: string): ProtectedFunction {
  const scope = new Construct(stack, id);
  const letters = new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  const logGroup = new LogGroup(scope, 'LogGroup', { retention: RetentionDays.ONE_MONTH });
  const handler = createTracedFunction(scope, logGroup, createRole(scope, logGroup, letters));
  const alias = new Alias(scope, 'Alias', { aliasName: 'live', version: handler.currentVersion });
  alias.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: letters.queueArn }) },
  });
  return { scope, alias, letters };
}

/** The function itself, which all twins make alike. */
export function createTracedFunction(scope: Construct, logGroup: LogGroup, role: Role): Function {
  const handler = new Function(scope, 'Function', {
    code: Code.fromAsset('handler'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(10),
    memorySize: 512,
    logGroup,
    role,
  });
  (handler.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
  return handler;
}

function createRole(scope: Construct, logGroup: LogGroup, letters: Queue): Role {
  const allow = (actions: string[], resource: string) =>
    new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [resource] });
  const statements = [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
    allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
    allow(['sqs:SendMessage'], letters.queueArn),
  ];
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Execution: new PolicyDocument({ statements }) },
  });
}
