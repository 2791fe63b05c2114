import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AlarmTransition, type RegionAlarm } from '../../../cloud/alarms.js';
import { clientConfig } from '../../../cloud/aws-environment.js';
import { prepareEnvironment } from '../../../cloud/environment.js';
import { startCloud, type LocalCloud } from '../../../cloud/local-cloud.js';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
/** A minute takes a second. */
const SPEED = 60;
const MINUTE_MILLIS = 60_000 / SPEED;
const onProgress = (): void => undefined;

let cloud: LocalCloud;
let metrics: CloudWatchClient;
let queues: SQSClient;
let outputs: Record<string, string>;

const METRIC = { Namespace: 'App', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1 };
const alarm = (MetricName: string, more: object = {}): object => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: MetricName,
    MetricName,
    ...METRIC,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    ...more,
  },
});
const composite = (name: string, AlarmRule: unknown, more: object = {}): object => ({
  Type: 'AWS::CloudWatch::CompositeAlarm',
  DependsOn: ['Errors', 'Other', 'Deploying', 'Cpu'],
  Properties: { AlarmName: name, AlarmRule, AlarmActions: [{ Ref: 'Topic' }], ...more },
});
const suppressed = {
  ActionsSuppressor: 'Deploying',
  ActionsSuppressorWaitPeriod: 60,
  ActionsSuppressorExtensionPeriod: 60,
};

const nowhere = (service: string, name: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const trusting = (Service: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const ofFunction = (Value: string): object => ({
  Namespace: 'AWS/Lambda',
  Dimensions: [{ Name: 'FunctionName', Value }],
});

const math = (
  AlarmName: string,
  Expression: string,
  ComparisonOperator = 'GreaterThanThreshold',
  more: object = { Threshold: 1 },
): object => {
  const MetricStat = { Metric: { Namespace: 'App', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' };
  const Metrics = [
    { Id: 'm1', MetricStat, ReturnData: 'ThresholdMetricId' in more },
    { Id: 'e1', Expression },
  ];
  const Properties = { AlarmName, Metrics, EvaluationPeriods: 1, ComparisonOperator, ...more };
  return { Type: 'AWS::CloudWatch::Alarm', Properties };
};

const TEMPLATE = {
  Resources: {
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] },
    },
    Deaf: { Type: 'AWS::SNS::Topic' },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
    Errors: alarm('Errors', { AlarmActions: [{ Ref: 'Topic' }, { Ref: 'Deaf' }] }),
    Other: alarm('Other'),
    Deploying: alarm('Deploying'),
    Cpu: alarm('CPUUtilization', { AlarmName: 'Cpu', Namespace: 'AWS/EC2', AlarmActions: [{ Ref: 'Topic' }] }),
    Depth: alarm('ApproximateNumberOfMessagesVisible', {
      AlarmName: 'Depth',
      Namespace: 'AWS/SQS',
      Statistic: 'Maximum',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
    }),
    Any: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'Any',
        Metrics: [
          {
            Id: 'q1',
            Expression: 'SELECT SUM(Failures) FROM SCHEMA("App", Function) GROUP BY Function',
            Period: 60,
            ReturnData: true,
          },
        ],
        EvaluationPeriods: 1,
        Threshold: 3,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      },
    },
    Heartbeat: alarm('Age', {
      AlarmName: 'Heartbeat',
      Statistic: 'Maximum',
      Threshold: 40,
      Dimensions: [{ Name: 'Region', Value: 'east' }],
    }),
    Undelivered: alarm('FailedInvocations', {
      AlarmName: 'Undelivered',
      Namespace: 'AWS/Events',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }],
    }),
    ToLetters: alarm('InvocationsSentToDlq', {
      AlarmName: 'ToLetters',
      Namespace: 'AWS/Events',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: 'Rule' } }],
    }),
    Repeated: alarm('ConditionalCheckFailedRequests', {
      AlarmName: 'Repeated',
      Namespace: 'AWS/DynamoDB',
      Dimensions: [{ Name: 'TableName', Value: { Ref: 'Table' } }],
    }),
    Sick: alarm('HealthCheckStatus', {
      AlarmName: 'Sick',
      Namespace: 'AWS/Route53',
      Statistic: 'Minimum',
      ComparisonOperator: 'LessThanThreshold',
      Dimensions: [{ Name: 'HealthCheckId', Value: 'App/Check' }],
    }),
    News: {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: 'news', Subscription: [{ Protocol: 'sqs', Endpoint: nowhere('sqs', 'gone') }] },
    },
    Unread: alarm('NumberOfNotificationsFailed', {
      AlarmName: 'Unread',
      Namespace: 'AWS/SNS',
      Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': ['News', 'TopicName'] } }],
    }),
    Calls: {
      Type: 'AWS::SNS::Topic',
      Properties: {
        TopicName: 'calls',
        Subscription: [{ Protocol: 'lambda', Endpoint: nowhere('lambda', 'function:gone') }],
      },
    },
    Unheard: alarm('NumberOfNotificationsFailed', {
      AlarmName: 'Unheard',
      Namespace: 'AWS/SNS',
      Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': ['Calls', 'TopicName'] } }],
    }),
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } },
    Thrower: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'thrower',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: "exports.handler = async () => { throw new Error('no'); };" },
      },
    },
    Nowhere: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Thrower' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: nowhere('sqs', 'gone') } },
      },
    },
    Unkept: alarm('DestinationDeliveryFailures', { AlarmName: 'Unkept', ...ofFunction('thrower') }),
    AtOnce: alarm('ConcurrentExecutions', { AlarmName: 'AtOnce', ...ofFunction('thrower'), Statistic: 'Maximum' }),
    Band: math('Band', 'ANOMALY_DETECTION_BAND(m1, 2)', 'GreaterThanUpperThreshold', { ThresholdMetricId: 'e1' }),
    Rate: math('Rate', 'RATE(m1)'),
    Repeat: math('Repeat', 'FILL(m1, REPEAT)'),
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'own' } },
    Stream: { Type: 'AWS::Logs::LogStream', Properties: { LogGroupName: { Ref: 'Log' }, LogStreamName: 'lines' } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'seen',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: 'lost',
        EventPattern: { source: ['app'] },
        Targets: [
          {
            Id: 'gone',
            Arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:gone`,
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
          },
        ],
      },
    },
    Either: composite('Either', 'ALARM("Other") OR ALARM("Errors")'),
    Both: composite('Both', 'ALARM("Other") AND ALARM("Errors")'),
    ByArn: composite('ByArn', { 'Fn::Sub': 'ALARM("${Errors.Arn}") AND NOT INSUFFICIENT_DATA("Other")' }),
    Waits: composite('Waits', 'ALARM("Errors")', suppressed),
  },
  Outputs: { queue: { Value: { Ref: 'Queue' } }, topic: { Value: { Ref: 'Topic' } } },
};

beforeAll(async () => {
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(join(tmpdir(), 'alarms-'));
  cloud = await startCloud({ python, regions: [REGION], account: ACCOUNT, workDir, speed: SPEED, onProgress });
  metrics = new CloudWatchClient(clientConfig(cloud, REGION));
  queues = new SQSClient(clientConfig(cloud, REGION));
  outputs = await deploy();
}, 120_000);

afterAll(async () => {
  metrics?.destroy();
  queues?.destroy();
  await cloud?.stop();
});

async function deploy(): Promise<Record<string, string>> {
  const client = new CloudFormationClient(clientConfig(cloud, REGION));
  await client.send(new CreateStackCommand({ StackName: 'alarms', TemplateBody: JSON.stringify(TEMPLATE) }));
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'alarms' }));
    const [{ StackStatus: status, StackStatusReason: reason, Outputs = [] }] = Stacks;
    if (status === 'CREATE_COMPLETE') {
      client.destroy();
      return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]));
    }
    if (status !== 'CREATE_IN_PROGRESS') throw new Error(`the stack is ${status}: ${reason}`);
    await wait(100);
  }
}

async function put(name: string, value = 1): Promise<void> {
  const MetricData = [{ MetricName: name, Value: value }];
  await metrics.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
}

async function alarmNow(name: string): Promise<RegionAlarm> {
  const [{ alarms }] = await cloud.alarms();
  return alarms.find(each => each.name === name)!;
}

async function ringsOf(name: string): Promise<AlarmTransition[]> {
  const [{ transitions }] = await cloud.alarms();
  return transitions.filter(each => each.alarm === name && each.to === 'ALARM');
}

/** Resolves once an alarm has rung so often; the time limit is the test's own. */
async function rung(name: string, times = 1): Promise<AlarmTransition[]> {
  for (;;) {
    const rings = await ringsOf(name);
    if (rings.length >= times) return rings;
    await wait(100);
  }
}

/** What is put from here on lies in a minute of its own: the one in which alarms begin is taken for well. */
async function began(): Promise<void> {
  await cloud.beginAlarms();
  await wait(1.1 * MINUTE_MILLIS);
}

const EMAIL = ['email ops@example.com'];

test('an alarm that rings tells who subscribed to its topic, and a topic without a subscriber tells nobody', async () => {
  await began();
  await put('Errors');
  const [ring] = await rung('Errors');

  expect(ring).toMatchObject({ from: 'OK', to: 'ALARM' });
  expect(ring.actions).toEqual([
    { target: outputs.topic, outcome: 'delivered', told: EMAIL },
    { target: expect.stringContaining('Deaf'), outcome: 'nobody is subscribed', told: [] },
  ]);
  expect(ring.badUntil).toBeLessThan(ring.at);
  expect((await alarmNow('Errors')).listeners).toEqual(EMAIL);
}, 60_000);

test('a composite alarm follows its rule: OR rings, AND does not, a name stands for its ARN', async () => {
  await began();
  await put('Errors');
  await rung('Errors');

  expect(await rung('Either')).toMatchObject([{ from: 'OK', actions: [{ told: EMAIL }] }]);
  expect(await rung('ByArn')).toHaveLength(1);
  expect(await ringsOf('Both')).toEqual([]);
}, 60_000);

test('actions of a composite alarm wait for their suppressor, and are carried out when it does not ring', async () => {
  await began();
  await put('Errors', 9);
  const holdErrors = setInterval(() => void put('Errors', 9), 200);
  const rings = await rung('Waits', 2).finally(() => clearInterval(holdErrors));

  expect(rings.map(({ actions }) => actions[0].outcome)).toEqual(['suppressed by WaitPeriod', 'delivered']);
  expect(rings[0].actions[0].told).toEqual([]);
  expect(rings[1].at - rings[0].at).toBeGreaterThanOrEqual(0.95 * MINUTE_MILLIS);
}, 60_000);

test('actions of a composite alarm are held back while their suppressor rings', async () => {
  await began();
  await metrics.send(
    new SetAlarmStateCommand({ AlarmName: 'Deploying', StateValue: 'ALARM', StateReason: 'a deployment begins' }),
  );
  const hold = setInterval(() => void Promise.all([put('Errors', 9), put('Deploying')]), 200);
  await put('Deploying');
  await rung('Errors');
  await wait(3 * MINUTE_MILLIS);
  const rings = await ringsOf('Waits');
  clearInterval(hold);

  expect(rings).toMatchObject([{ actions: [{ outcome: expect.stringContaining('suppressed by'), told: [] }] }]);
}, 60_000);

test('a message that waits in a queue rings', async () => {
  await began();
  await queues.send(new SendMessageCommand({ QueueUrl: outputs.queue, MessageBody: 'letter' }));

  expect(await rung('Depth')).toHaveLength(1);
}, 60_000);

test('an alarm on a query rings for the one contributor that is bad, and not for the sum of them all', async () => {
  const failures = (values: Record<string, number>) =>
    metrics.send(
      new PutMetricDataCommand({
        Namespace: 'App',
        MetricData: Object.entries(values).map(([name, Value]) => ({
          MetricName: 'Failures',
          Value,
          Dimensions: [{ Name: 'Function', Value: name }],
        })),
      }),
    );
  await began();
  await failures({ api: 2, ingest: 2 });
  await wait(4 * MINUTE_MILLIS);
  expect(await ringsOf('Any')).toEqual([]);

  await failures({ api: 3, ingest: 1 });
  const [{ reason }] = await rung('Any');
  expect(reason).toContain('api');
  expect(reason).not.toContain('ingest');
}, 60_000);

/** A client that is needed once. */
async function once<T extends { destroy(): void }>(client: T, use: (client: T) => Promise<unknown>): Promise<void> {
  try {
    await use(client);
  } finally {
    client.destroy();
  }
}

test("a line in the embedded metric format rings, behind a runtime's words too; one that is none does not", async () => {
  const directive = (name: string) => ({
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'App', Dimensions: [['Region']], Metrics: [{ Name: name, Unit: 'Seconds' }] }],
  });
  const said = JSON.stringify({ _aws: directive('Age'), Region: 'east', Age: [12, 41] });
  const elsewhere = JSON.stringify({ _aws: directive('Other'), Region: 'east' });
  const messages = [`2026-11-27T06:00:00.000Z\tid\tINFO\t${said}`, elsewhere, '{"_aws": broken', 'Age 99'];

  await began();
  await once(new CloudWatchLogsClient(clientConfig(cloud, REGION)), client =>
    client.send(
      new PutLogEventsCommand({
        logGroupName: 'own',
        logStreamName: 'lines',
        logEvents: messages.map(message => ({ timestamp: Date.now(), message })),
      }),
    ),
  );

  expect(await rung('Heartbeat')).toHaveLength(1);
  expect(await ringsOf('Other')).toEqual([]);
}, 60_000);

test('an event whose target is not there rings, and goes to the dead letters of its target', async () => {
  await began();
  await once(new EventBridgeClient(clientConfig(cloud, REGION)), client =>
    client.send(new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 'lost', Detail: '{}' }] })),
  );

  expect(await rung('Undelivered')).toHaveLength(1);
  expect(await rung('ToLetters')).toHaveLength(1);
}, 60_000);

test('what a topic cannot deliver, and what reaches no destination, rings', async () => {
  await began();
  for (const topic of ['news', 'calls']) {
    const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:${topic}`;
    await once(new SNSClient(clientConfig(cloud, REGION)), client =>
      client.send(new PublishCommand({ TopicArn, Message: 'x' })),
    );
  }
  await once(new LambdaClient(clientConfig(cloud, REGION)), client =>
    client.send(new InvokeCommand({ FunctionName: 'thrower', InvocationType: 'Event' })),
  );

  expect(await rung('Unread')).toHaveLength(1);
  expect(await rung('Unheard')).toHaveLength(1);
  expect(await rung('Unkept')).toHaveLength(1);
  expect(await rung('AtOnce')).toHaveLength(1);
}, 60_000);

test('what nobody here can evaluate is named', async () => {
  await began();
  for (const [name, reason] of [
    ['Band', 'ANOMALY_DETECTION_BAND(…)'],
    ['Rate', 'RATE(…)'],
    ['Repeat', 'FILL(…, REPEAT)'],
  ]) {
    expect((await alarmNow(name)).notEvaluated).toContain(reason);
  }
}, 60_000);

test('a composite alarm tells which alarms it combines', async () => {
  expect((await alarmNow('Either')).children).toEqual(['Other', 'Errors']);
  expect((await alarmNow('ByArn')).children).toEqual(['Errors', 'Other']);
  expect((await alarmNow('Errors')).children).toEqual([]);
});

test('a condition that fails rings on its table', async () => {
  await began();
  await once(new DynamoDBClient(clientConfig(cloud, REGION)), async client => {
    const write = { TableName: 'seen', Item: { id: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(id)' };
    await client.send(new PutItemCommand(write));
    await expect(client.send(new PutItemCommand(write))).rejects.toThrow('conditional');
  });

  expect(await rung('Repeated')).toHaveLength(1);
}, 60_000);

test('what the drill itself does in the place of AWS is handed in, and rings', async () => {
  await began();
  const Dimensions = [{ Name: 'HealthCheckId', Value: 'App/Check' }];
  const MetricData = [1, 0].map(Value => ({ MetricName: 'HealthCheckStatus', Value, Dimensions }));
  await metrics.send(new PutMetricDataCommand({ Namespace: 'AWS/Route53', MetricData }));

  expect(await rung('Sick')).toHaveLength(1);
  expect((await alarmNow('Sick')).unmeasured).toEqual([]);
}, 60_000);

test('an alarm whose metric nobody measures says so, and does not ring', async () => {
  const { unmeasured, notEvaluated } = await alarmNow('Cpu');

  expect({ unmeasured, notEvaluated }).toEqual({ unmeasured: ['AWS/EC2 CPUUtilization'], notEvaluated: null });
  expect(await ringsOf('Cpu')).toEqual([]);
  expect((await alarmNow('Errors')).unmeasured).toEqual([]);
});

test('what was before the beginning is taken for well', async () => {
  await put('Other', 5);
  await cloud.beginAlarms();
  await wait(4 * MINUTE_MILLIS);

  expect(await ringsOf('Other')).toEqual([]);
  expect((await alarmNow('Other')).state).toBe('OK');
}, 60_000);
