import { Alarm, CfnAlarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import {
  AnyPrincipal,
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Alias, type CfnFunction, type Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type CfnQueue, CfnQueuePolicy, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Fn, Lazy, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { measureFunctions } from '../harness';
import { alarmTopic } from '../raw-alarms';
import { createTracedFunction } from '../raw-function';

function createFunction(scope: Construct, letters: Queue, tracing: ManagedPolicy): Function {
  const logGroup = new LogGroup(scope, 'LogGroup', { retention: RetentionDays.ONE_MONTH });
  const own = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'],
    resources: [logGroup.logGroupArn, letters.queueArn],
  });
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Execution: new PolicyDocument({ statements: [own] }) },
    managedPolicies: [tracing],
  });
  return createTracedFunction(scope, logGroup, role);
}

function createSilenceAlarm(scope: Construct, handler: Function): void {
  const alarm = new Alarm(scope, 'SilenceAlarm', {
    metric: handler.metricInvocations({ statistic: Stats.SUM, period: Duration.minutes(5) }),
    threshold: 1,
    alarmDescription: `Nothing invokes ${scope.node.path}. Look at its API, rule or queue, and at DNS.`,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 12,
    treatMissingData: TreatMissingData.BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopic(scope)));
}

/** What the functions of a stack have in common. */
class Shared extends Construct {
  readonly tracing: ManagedPolicy;
  private readonly policy: CfnQueuePolicy;
  private readonly functions: Function[] = [];
  private readonly queues: Queue[] = [];

  constructor(stack: Stack) {
    super(stack, 'Shared');
    this.tracing = new ManagedPolicy(this, 'Tracing', {
      statements: [
        new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
      ],
    });
    const statement = new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['sqs:*'],
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const policyDocument = new PolicyDocument({ statements: [statement] });
    this.policy = new CfnQueuePolicy(this, 'TlsOnly', { policyDocument, queues: [] });
  }

  join(handler: Function, letters: Queue): void {
    if (this.functions.length % 18 === 0) this.createAlarms(this.functions.length);
    this.functions.push(handler);
    this.queues.push(letters);
    this.policy.queues = [...this.policy.queues, letters.queueUrl];
  }

  private createAlarms(from: number): void {
    const functions = () => this.functions.slice(from, from + 18).map(each => `\${${idOf<CfnFunction>(each)}}`);
    const queues = () => this.queues.slice(from, from + 18).map(each => `\${${idOf<CfnQueue>(each)}.QueueName}`);
    for (const metric of ['Errors', 'Throttles', 'DestinationDeliveryFailures']) {
      this.createAlarm(`${metric}${from}`, `SUM(${metric})`, 'AWS/Lambda', 'FunctionName', functions, 1);
    }
    this.createAlarm(`Depth${from}`, 'MAX(ApproximateNumberOfMessagesVisible)', 'AWS/SQS', 'QueueName', queues, 1);
    this.createAlarm(`Age${from}`, 'MAX(ApproximateAgeOfOldestMessage)', 'AWS/SQS', 'QueueName', queues, 86_400);
  }

  private createAlarm(
    id: string,
    select: string,
    namespace: string,
    dimension: string,
    members: () => string[],
    threshold: number,
  ): void {
    const query = (): string => {
      const each = members().map(member => `${dimension} = '${member}'`);
      return `SELECT ${select} FROM SCHEMA("${namespace}", ${dimension}) WHERE ${each.join(' OR ')} GROUP BY ${dimension} ORDER BY ${select.slice(0, 3)}() DESC`;
    };
    new CfnAlarm(this, id, {
      alarmDescription:
        'The resource that is named by the message does not do what it is for. Look at its log and traces.',
      metrics: [{ id: 'each', expression: Lazy.string({ produce: () => Fn.sub(query()) }), period: 60 }],
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [alarmTopic(this).topicArn],
    });
  }
}

function sharedOf(stack: Stack): Shared {
  return (stack.node.tryFindChild('Shared') as Shared | undefined) ?? new Shared(stack);
}

function idOf<T extends { logicalId: string }>(construct: Construct): string {
  return (construct.node.defaultChild as unknown as T).logicalId;
}

/** What ours makes, resource for resource, one by one with aws-cdk-lib's own constructs. */
measureFunctions((stack, id) => {
  const scope = new Construct(stack, id);
  const shared = sharedOf(stack);
  const letters = new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
  });
  const handler = createFunction(scope, letters, shared.tracing);
  const alias = new Alias(scope, 'Alias', { aliasName: 'live', version: handler.currentVersion });
  alias.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: letters.queueArn }) },
  });
  createSilenceAlarm(scope, handler);
  shared.join(handler, letters);
});
