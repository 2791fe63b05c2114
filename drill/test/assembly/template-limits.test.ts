import { refusedValues } from '../../assembly/template-limits.js';
import { undocumented } from '../../assembly/metrics-insights.js';
import { unscheduled } from '../../assembly/schedule-grammar.js';
import { type AppStack } from '../../assembly/model.js';

const stackOf = (Type: string, Properties: Record<string, unknown>): AppStack => ({
  id: 'Stack',
  stackName: 'Stack',
  region: 'us-east-1',
  template: { Resources: { It: { Type, Properties } } },
});

describe('a query of Metrics Insights', () => {
  test.each([
    'SELECT SUM(Errors) FROM "AWS/Lambda"',
    'SELECT AVG(Duration) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName ORDER BY MAX() DESC LIMIT 10',
    `SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) WHERE InstanceId != 'i-1' AND "my tag" = 'x'`,
    "select count(Invocations) from \"AWS/Lambda\" where FunctionName = 'it''s'",
  ])('is taken as AWS documents it: %s', query => {
    expect(undocumented(query)).toBeUndefined();
  });

  test.each([
    [
      `SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName = 'a' OR FunctionName = 'b'`,
      '"OR" stands where AWS documents the end',
    ],
    ['SELECT SUM(Errors) FROM AWS/Lambda', '"AWS/Lambda" stands where AWS documents a namespace'],
    ['SELECT P99(Duration) FROM "AWS/Lambda"', '"P99" stands where AWS documents one of AVG'],
    [`SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName > 'a'`, '">" stands where AWS documents "!="'],
    [`SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName LIKE 'a%'`, '"LIKE" stands where AWS documents "!="'],
    ['SELECT SUM(Errors) FROM "AWS/Lambda" LIMIT 501', '"501" stands where AWS documents a number from 1 to 500'],
    ['SELECT SUM(Errors), MAX(Errors) FROM "AWS/Lambda"', '"," stands where AWS documents FROM'],
    ['SELECT SUM(Errors) FROM', 'the end stands where AWS documents a namespace'],
  ])('is refused: %s', (query, problem) => {
    expect(undocumented(query)).toContain(problem);
  });
});

describe('a schedule', () => {
  test.each([
    'rate(1 minute)',
    'rate(5 minutes)',
    'rate(1 day)',
    'cron(0 12 * * ? *)',
    'cron(0/15 8-17 ? * MON-FRI *)',
    'cron(0 18 L * ? 2026-2030)',
    'cron(0 9 ? * 6#3 *)',
    'cron(5,35 14 15W JAN,JUL ? *)',
  ])('is taken as AWS documents it: %s', expression => {
    expect(unscheduled(expression, 'events')).toBeUndefined();
  });

  test.each([
    ['rate(1 minutes)', 'a rate of 1 is written "1 minute"'],
    ['rate(5 minute)', 'a rate of 5 is written "5 minutes"'],
    ['rate(0 minutes)', 'at least 1'],
    ['rate(30 seconds)', 'neither rate(…) nor cron(…)'],
    ['cron(0 12 * * *)', 'has 6 fields, and this one 5'],
    ['cron(0 12 * * * *)', 'must be "?"'],
    ['cron(0 12 ? * ? *)', 'must be "?"'],
    ['cron(60 12 * * ? *)', '"60" is no value of the field minutes'],
    ['cron(0 12 ? * 0 *)', '"0" is no value of the field day of the week'],
    ['at(2026-12-24T12:00:00)', 'neither rate(…) nor cron(…)'],
  ])('is refused: %s', (expression, problem) => {
    expect(unscheduled(expression, 'events')).toContain(problem);
  });

  it('may be a moment for EventBridge Scheduler', () => {
    expect(unscheduled('at(2026-12-24T12:00:00)', 'scheduler')).toBeUndefined();
    expect(unscheduled('at(tomorrow)', 'scheduler')).toContain('nor at(…)');
  });
});

describe("a template's values", () => {
  test.each<[string, string, unknown, unknown]>([
    ['AWS::ApiGatewayV2::Api', 'Name', 'a'.repeat(128), 'a'.repeat(129)],
    ['AWS::Lambda::Function', 'FunctionName', 'a'.repeat(64), 'a'.repeat(65)],
    ['AWS::Lambda::Function', 'Timeout', 900, 901],
    ['AWS::Lambda::Function', 'MemorySize', 128, 127],
    ['AWS::Lambda::EventInvokeConfig', 'MaximumRetryAttempts', 2, 3],
    ['AWS::Lambda::EventInvokeConfig', 'MaximumEventAgeInSeconds', 60, 59],
    ['AWS::SQS::Queue', 'QueueName', 'orders.fifo', 'orders queue'],
    ['AWS::SQS::Queue', 'VisibilityTimeout', 0, 43_201],
    ['AWS::SQS::Queue', 'MessageRetentionPeriod', '1209600', 1_209_601],
    ['AWS::S3::Bucket', 'BucketName', 'my-bucket', 'My-Bucket'],
    ['AWS::DynamoDB::GlobalTable', 'TableName', 'tab', 'ab'],
    ['AWS::IAM::Role', 'RoleName', 'a'.repeat(64), 'a'.repeat(65)],
    ['AWS::SNS::Topic', 'TopicName', 'news', 'news!'],
    ['AWS::Events::Rule', 'Name', 'a'.repeat(64), 'a'.repeat(65)],
    ['AWS::Events::Rule', 'ScheduleExpression', 'rate(5 minutes)', 'rate(5 minute)'],
    ['AWS::Scheduler::Schedule', 'ScheduleExpression', 'at(2026-12-24T12:00:00)', 'at(12:00)'],
    ['AWS::CloudWatch::Alarm', 'Period', 120, 90],
    ['AWS::CloudWatch::Alarm', 'EvaluationPeriods', 1, 0],
    ['AWS::Logs::LogGroup', 'RetentionInDays', 14, 15],
    ['AWS::StepFunctions::StateMachine', 'StateMachineName', 'a'.repeat(80), 'a'.repeat(81)],
  ])('%s.%s: %s is taken, %s is not', (type, property, taken, refused) => {
    expect(refusedValues([stackOf(type, { [property]: taken })])).toEqual([]);
    expect(refusedValues([stackOf(type, { [property]: refused })])).toMatchObject([
      { path: 'Stack/It', property, given: refused, source: expect.stringContaining('https://docs.aws.amazon.com/') },
    ]);
  });

  it('are not looked at where a function of the template gives them', () => {
    expect(refusedValues([stackOf('AWS::SQS::Queue', { QueueName: { 'Fn::Sub': 'x y' } })])).toEqual([]);
  });

  it('are the queries of alarms too', () => {
    const Expression = `SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName = 'a' OR FunctionName = 'b'`;
    const Metrics = [
      { Id: 'a', Expression },
      { Id: 'b', Expression: 'a / 2' },
    ];
    expect(refusedValues([stackOf('AWS::CloudWatch::Alarm', { Metrics })])).toMatchObject([
      { property: 'Metrics.Expression', given: Expression, problem: expect.stringContaining('"OR"') },
    ]);
  });
});
