import { Alarm, CfnAlarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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
import { Alias, type Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnQueuePolicy, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, Lazy, type Stack } from 'aws-cdk-lib/core';
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

function createErrorsAlarm(scope: Construct, handler: Function): void {
  tell(
    new Alarm(scope, 'ErrorsAlarm', {
      metric: handler.metricErrors({ statistic: Stats.AVERAGE, period: Duration.minutes(1) }),
      threshold: 0.05,
      alarmDescription: `${scope.node.path} fails: see log and traces.`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  );
}

function createDepthAlarm(letters: Queue): void {
  tell(
    new Alarm(letters, 'DepthAlarm', {
      metric: letters.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
      }),
      threshold: 1,
      alarmDescription: `Dead letters wait in ${letters.node.path}: something could not be processed. Find the cause, then redrive them.`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  );
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
  tell(alarm);
  alarm.addOkAction(new SnsAction(alarmTopic(scope)));
}

function tell(alarm: Alarm): void {
  alarm.addAlarmAction(new SnsAction(alarmTopic(alarm)));
}

/** Functions of which one alarm tells. */
const MEMBERS = 10;

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
    this.createConcurrencyAlarm();
    const policyDocument = new PolicyDocument({ statements: [statement] });
    this.policy = new CfnQueuePolicy(this, 'TlsOnly', { policyDocument, queues: [] });
  }

  join(handler: Function, letters: Queue): void {
    if (this.functions.length % MEMBERS === 0) this.createAlarms(this.functions.length);
    this.functions.push(handler);
    this.queues.push(letters);
    this.policy.queues = [...this.policy.queues, letters.queueUrl];
  }

  private createAlarms(from: number): void {
    const functions = () => this.functions.slice(from, from + MEMBERS);
    const sum = { statistic: Stats.SUM, period: Duration.minutes(1) };
    const maximum = { statistic: Stats.MAXIMUM, period: Duration.minutes(1) };
    for (const metric of ['Throttles', 'DestinationDeliveryFailures']) {
      this.createAlarm(`${metric}${from}`, 1, () => functions().map(each => each.metric(metric, sum)));
    }
    this.createAlarm(`Slow${from}`, 8000, () =>
      functions().map(each => each.metricDuration({ ...sum, statistic: 'p99' })),
    );
    this.createAlarm(`Age${from}`, 86_400, () =>
      this.queues.slice(from, from + MEMBERS).map(each => each.metricApproximateAgeOfOldestMessage(maximum)),
    );
  }

  private createConcurrencyAlarm(): void {
    tell(
      new Alarm(this, 'Concurrency', {
        metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', statistic: Stats.MAXIMUM }),
        threshold: 800,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private createAlarm(id: string, threshold: number, members: () => Metric[]): void {
    const metrics = (): CfnAlarm.MetricDataQueryProperty[] => {
      const rendered = members().map((metric, index) => {
        const { namespace, metricName, dimensions, statistic } = metric.toMetricConfig().metricStat!;
        const metricStat = { metric: { namespace, metricName, dimensions }, period: 60, stat: statistic };
        return { id: `m${index}`, metricStat, returnData: false };
      });
      return [...rendered, { id: 'most', expression: 'MAX(METRICS())' }];
    };
    new CfnAlarm(this, id, {
      alarmDescription:
        'One of several functions does not do what it is for. Look at its log and traces. It is one of these: Stack/Function1, Stack/Function2, Stack/Function3, Stack/Function4, Stack/Function5, Stack/Function6, Stack/Function7, Stack/Function8, Stack/Function9',
      metrics: Lazy.any({ produce: metrics }),
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
  createErrorsAlarm(scope, handler);
  createSilenceAlarm(scope, handler);
  createDepthAlarm(letters);
  shared.join(handler, letters);
});
