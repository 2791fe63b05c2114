import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type DefinitionBody, LogLevel, StateMachine, type StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { accept } from '../private/accepted-findings';

/** Neither has resource-level permissions: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const DELIVERY_ACTIONS = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const TRACING_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];

/** What a machine does, for how long at most, and what it has to be allowed beside its log and its traces. */
export interface MachineParts {
  readonly definition: DefinitionBody;
  readonly timeout: Duration;
  readonly rights: readonly PolicyStatement[];
  readonly type?: StateMachineType;
}

/** A state machine with a log of its steps, without what they carry, and with traces. */
export function createLoggedMachine(scope: Construct, parts: MachineParts): StateMachine {
  return new StateMachine(scope, 'Machine', {
    definitionBody: parts.definition,
    stateMachineType: parts.type,
    timeout: parts.timeout,
    tracingEnabled: true,
    logs: {
      destination: new LogGroup(scope, 'MachineLog', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
    role: closedRole(scope, 'MachineRole', 'states.amazonaws.com', [
      ...parts.rights,
      new PolicyStatement({ actions: [...DELIVERY_ACTIONS, ...TRACING_ACTIONS], resources: ['*'] }),
    ]),
  });
}

/** The right to call functions, and nothing else. */
export function invokeRight(functionArns: readonly string[]): PolicyStatement {
  return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functionArns] });
}

/** The right to send to a queue, under its key too. */
export function letterRights({ queueArn, encryptionMasterKey: key }: IQueue): PolicyStatement[] {
  const send = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] });
  if (!key) return [send];
  return [send, new PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] })];
}

/** A role with these rights in itself: CDK would make a policy of each as one more resource. */
export function closedRole(scope: Construct, id: string, principal: string, statements: PolicyStatement[]): IRole {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal(principal),
    inlinePolicies: { Rights: new PolicyDocument({ statements }) },
  });
  accept(role, 'narrowestRights', 'AwsSolutions-IAM5[Resource::*]');
  return role.withoutPolicyUpdates();
}
