import { pathOf } from './inventory.js';
import { isMetricsInsights, undocumented } from './metrics-insights.js';
import { type AppStack, type TemplateResource } from './model.js';
import { unscheduled } from './schedule-grammar.js';

/** A value that AWS does not take. */
export interface RefusedValue {
  /** Construct path of the resource. */
  readonly path: string;
  readonly property: string;
  readonly given: unknown;
  readonly problem: string;
  /** Where AWS says so. */
  readonly source: string;
}

type Properties = Readonly<Record<string, unknown>>;
/** What is wrong with a value that the template gives as it is; functions of the template are not looked at. */
type Check = (value: unknown) => string | undefined;

const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** By type, what AWS documents of properties; the page of each type is its source. */
const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  // https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
  'AWS::ApiGatewayV2::Api': { Name: text(1, 128) },
  'AWS::CloudWatch::Alarm': {
    AlarmName: text(1, 255),
    EvaluationPeriods: whole(1),
    DatapointsToAlarm: whole(1),
    Period: period,
  },
  'AWS::DynamoDB::GlobalTable': { TableName: text(3, 255, /^[\w.-]+$/) },
  'AWS::DynamoDB::Table': { TableName: text(3, 255, /^[\w.-]+$/) },
  'AWS::Events::EventBus': { Name: text(1, 256, /^[\w./-]+$/) },
  'AWS::Events::Rule': { Name: text(1, 64, /^[\w.-]+$/), ScheduleExpression: schedule('events') },
  'AWS::IAM::ManagedPolicy': { ManagedPolicyName: text(1, 128, /^[\w+=,.@-]+$/) },
  'AWS::IAM::Role': { RoleName: text(1, 64, /^[\w+=,.@-]+$/), MaxSessionDuration: whole(3600, 43_200) },
  'AWS::Lambda::Alias': { Name: text(1, 128, /^(?!\d+$)[\w-]+$/) },
  'AWS::Lambda::EventInvokeConfig': { MaximumRetryAttempts: whole(0, 2), MaximumEventAgeInSeconds: whole(60, 21_600) },
  'AWS::Lambda::EventSourceMapping': { BatchSize: whole(1, 10_000), MaximumBatchingWindowInSeconds: whole(0, 300) },
  'AWS::Lambda::Function': {
    FunctionName: text(1, 64, /^[\w-]+$/),
    Timeout: whole(1, 900),
    MemorySize: whole(128, 10_240),
  },
  'AWS::Logs::LogGroup': { LogGroupName: text(1, 512, /^[\w./#-]+$/), RetentionInDays: retention },
  'AWS::S3::Bucket': { BucketName: text(3, 63, /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/) },
  'AWS::SNS::Topic': { TopicName: text(1, 256, /^[\w-]+(\.fifo)?$/) },
  'AWS::SQS::Queue': {
    QueueName: text(1, 80, /^[\w-]+(\.fifo)?$/),
    DelaySeconds: whole(0, 900),
    MaximumMessageSize: whole(1024, 1_048_576),
    MessageRetentionPeriod: whole(60, 1_209_600),
    ReceiveMessageWaitTimeSeconds: whole(0, 20),
    VisibilityTimeout: whole(0, 43_200),
  },
  'AWS::Scheduler::Schedule': { Name: text(1, 64, /^[\w.-]+$/), ScheduleExpression: schedule('scheduler') },
  'AWS::StepFunctions::StateMachine': { StateMachineName: text(1, 80) },
};

/** Every value of an app's templates that AWS would refuse when they are deployed. */
export function refusedValues(stacks: readonly AppStack[]): RefusedValue[] {
  return stacks.flatMap(stack =>
    Object.entries(stack.template.Resources).flatMap(([logicalId, resource]) => {
      const path = pathOf(stack, logicalId, resource).replace(/(\/Resource)+$/, '');
      return [...wrongProperties(resource, path), ...wrongQueries(resource, path)];
    }),
  );
}

function wrongProperties({ Type: type, Properties: properties = {} }: TemplateResource, path: string): RefusedValue[] {
  return Object.entries(CHECKS[type] ?? {}).flatMap(([property, check]) => {
    const given = properties[property];
    const problem = isLiteral(given) ? check(given) : undefined;
    return problem === undefined ? [] : [{ path, property, given, problem, source: pageOf(type) }];
  });
}

function wrongQueries({ Type: type, Properties: properties = {} }: TemplateResource, path: string): RefusedValue[] {
  const metrics = type === 'AWS::CloudWatch::Alarm' && Array.isArray(properties.Metrics) ? properties.Metrics : [];
  return (metrics as Properties[]).flatMap(({ Expression: given }) => {
    if (typeof given !== 'string' || !isMetricsInsights(given)) return [];
    const problem = undocumented(given);
    const source =
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html';
    return problem === undefined ? [] : [{ path, property: 'Metrics.Expression', given, problem, source }];
  });
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** `AWS::SQS::Queue` has its page at `aws-resource-sqs-queue.html`. */
function pageOf(type: string): string {
  return `${REFERENCE}/aws-resource-${type.split('::').slice(1).join('-').toLowerCase()}.html`;
}

function text(from: number, to: number, pattern?: RegExp): Check {
  return value => {
    const { length } = String(value);
    if (length < from || length > to) return `it has ${length} characters, and AWS takes ${from} to ${to}`;
    return pattern === undefined || pattern.test(String(value))
      ? undefined
      : `AWS takes what matches ${pattern.source}`;
  };
}

function whole(from: number, to = Infinity): Check {
  return value => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= from && number <= to) return undefined;
    return `AWS takes a whole number ${to === Infinity ? `of at least ${from}` : `from ${from} to ${to}`}`;
  };
}

function schedule(service: 'events' | 'scheduler'): Check {
  return value => unscheduled(String(value), service);
}

const SHORT_PERIODS = [10, 20, 30];

function period(value: unknown): string | undefined {
  const seconds = Number(value);
  if (SHORT_PERIODS.includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return undefined;
  return `AWS takes ${SHORT_PERIODS.join(', ')} seconds and multiples of 60`;
}

const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function retention(value: unknown): string | undefined {
  return RETENTION_DAYS.includes(Number(value)) ? undefined : `AWS takes ${RETENTION_DAYS.join(', ')} days`;
}
