import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack, Stage, Token } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { Alarms, type RecommendedAlarmsOptions } from '../../lib/observability';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => {}');

interface Given {
  readonly alarms?: RecommendedAlarmsOptions;
  readonly timeout?: Duration;
  readonly reservedConcurrency?: number;
}

function add(stack: Stack, id: string, { alarms, ...props }: Given = {}) {
  return new ResilientFunction(stack, id, {
    code,
    handler: 'index.handler',
    alarms: alarms && Alarms.recommended(alarms),
    ...props,
  });
}

function given(...functions: Given[]) {
  const stack = new Stack(new App(), 'Plain');
  functions.forEach((props, index) => add(stack, `Api${index}`, props));
  return Template.fromStack(stack);
}

/** The alarm on a metric of a function alone. */
function alarmOn(metricName: string, options: RecommendedAlarmsOptions, props: Given = {}) {
  const template = given({ ...props, alarms: { dedicated: true, ...options } });
  const found = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as Record<string, unknown>,
  );
  return found.find(({ MetricName, Dimensions }) => MetricName === metricName && Dimensions);
}

/** Thresholds and expression of the alarm on a metric that functions share. */
function sharedOn(template: Template, metricName: string) {
  interface Query {
    readonly Expression?: string;
    readonly MetricStat?: { readonly Stat: string; readonly Metric: { readonly MetricName: string } };
  }
  return Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map(({ Properties }) => Properties as { Metrics?: Query[]; Threshold: number; [name: string]: unknown })
    .filter(({ Metrics = [] }) => Metrics.some(({ MetricStat }) => MetricStat?.Metric.MetricName === metricName))
    .map(({ Metrics = [], Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData }) => ({
      expression: Metrics.find(({ Expression }) => Expression)?.Expression,
      statistic: Metrics[0].MetricStat?.Stat,
      Threshold,
      EvaluationPeriods,
      DatapointsToAlarm,
      TreatMissingData,
    }));
}

describe('slowness', () => {
  test('the slowest hundredth of the invocations takes 80 % of the timeout, in two of three minutes', () => {
    expect(sharedOn(given({ timeout: Duration.seconds(10) }), 'Duration')).toEqual([
      {
        expression: 'MAX(METRICS())',
        statistic: 'p99',
        Threshold: 8000,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        TreatMissingData: 'notBreaching',
      },
    ]);
  });

  test('functions with other timeouts share the alarm, each with its own threshold', () => {
    const [alarm, ...more] = sharedOn(given({}, { timeout: Duration.seconds(3) }), 'Duration');
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ expression: '(m0>=8000)+(m1>=2400)', Threshold: 1 });
  });

  test.each([
    [{ latency: Duration.seconds(1) }, { Threshold: 1000, ExtendedStatistic: 'p99' }],
    [
      { latency: Duration.millis(1), latencyStatistic: 'Average' },
      { Threshold: 1, Statistic: 'Average' },
    ],
    [{ latencyStatistic: 'Maximum' }, { Threshold: 8000, Statistic: 'Maximum' }],
    [{ latencyStatistic: 'p99.9' }, { Threshold: 8000, ExtendedStatistic: 'p99.9' }],
  ])('%j is the threshold in place of the timeout', (options, expected) => {
    expect(alarmOn('Duration', options)).toMatchObject(expected);
  });

  test('a timeout that only the deployment knows has no alarm, unless a latency is given', () => {
    const timeout = Duration.seconds(Token.asNumber({ Ref: 'Timeout' }));
    expect(alarmOn('Duration', {}, { timeout })).toBeUndefined();
    expect(alarmOn('Duration', { latency: Duration.seconds(2) }, { timeout })).toMatchObject({ Threshold: 2000 });
  });

  test.each([Duration.seconds(10), Duration.seconds(30)])(
    'fails on a latency of %s, which no invocation takes',
    latency => {
      const failure = failureOf(() => given({ alarms: { latency } }));
      expect(failure).toMatchObject({ codes: ['AlarmLatencyOutOfRange'], path: 'Plain/Api0' });
      expect(failure.message).toContain('ended after 10 seconds');
    },
  );

  test('accepts a latency just below the timeout', () => {
    expect(() => given({ alarms: { latency: Duration.millis(9999) } })).not.toThrow();
  });
});

describe('concurrency', () => {
  test('80 % of what is reserved raise an alarm that functions share', () => {
    const template = given({ reservedConcurrency: 10 }, { reservedConcurrency: 100 });
    expect(sharedOn(template, 'ConcurrentExecutions')).toEqual([
      expect.objectContaining({ expression: '(m0>=8)+(m1>=80)', statistic: 'Maximum', DatapointsToAlarm: 2 }),
    ]);
  });

  test.each([[0], [1], [4], [undefined], [Token.asNumber({ Ref: 'Reserved' })]])(
    'a reservation of %s has none: it is either used up or not known',
    reservedConcurrency => {
      expect(sharedOn(given({ reservedConcurrency }), 'ConcurrentExecutions')).toEqual([]);
    },
  );

  const ofAccount = { MetricName: 'ConcurrentExecutions', Dimensions: Match.absent(), Statistic: 'Maximum' };

  test('80 % of what an account has by default raise one alarm a stack', () => {
    const template = given({}, {});
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { ...ofAccount, Threshold: 800 }, 1);
  });

  test('an account with another quota says so', () => {
    given({ alarms: { accountConcurrency: 5000 } }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      ...ofAccount,
      Threshold: 4000,
    });
  });

  test('stacks of a region have one of them, and each region its own', () => {
    const app = new App();
    const stacks = ['us-east-1', 'us-east-1', 'us-west-2', undefined, undefined].map(
      (region, index) => new Stack(app, `Stack${index}`, { env: { account: '111122223333', region } }),
    );
    for (const stack of stacks) add(stack, 'Api');
    const count = (stack: Stack) =>
      Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm', { Properties: { ...ofAccount } }))
        .length;
    expect(stacks.map(count)).toEqual([1, 0, 1, 1, 1]);
  });

  test('stages are apps of their own', () => {
    const app = new App();
    const stacks = ['Dev', 'Prod'].map(
      name => new Stack(new Stage(app, name, { env: { account: '111122223333', region: 'us-east-1' } }), 'Plain'),
    );
    for (const stack of stacks) add(stack, 'Api');
    for (const stack of stacks) {
      Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', ofAccount, 1);
    }
  });

  test('a function without alarms leaves it to the next one', () => {
    const stack = new Stack(new App(), 'Plain');
    new ResilientFunction(stack, 'Quiet', { code, handler: 'index.handler', alarms: Alarms.none() });
    expect(stack.node.tryFindChild('AlarmTopic')).toBeUndefined();
    add(stack, 'Api');
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', ofAccount, 1);
  });
});

describe('errors', () => {
  /** Whether an alarm rings, by what its template says and CloudWatch documents. */
  function rings(options: RecommendedAlarmsOptions, calls: number, failed: number): boolean {
    const template = given({ alarms: options });
    const [alarm] = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
      .map(({ Properties }) => Properties as Record<string, unknown>)
      .filter(({ AlarmDescription }) => (AlarmDescription as string).startsWith('Api0 fails'));
    if (alarm.Statistic === 'Average') return failed / calls >= (alarm.Threshold as number);
    const { Expression } = (alarm.Metrics as { Expression?: string }[]).find(query => query.Expression)!;
    const parts = /^IF\(calls >= ([\d.]+), 100 \* failed \/ calls, IF\(failed >= ([\d.]+), 100, 0\)\)$/.exec(
      Expression!,
    )!;
    const [sample, count] = parts.slice(1).map(Number);
    const value = calls >= sample ? (100 * failed) / calls : failed >= count ? 100 : 0;
    return value >= (alarm.Threshold as number);
  }

  const CASES: [RecommendedAlarmsOptions, number, number, boolean][] = [
    [{}, 1, 1, true],
    [{}, 3, 1, true],
    [{}, 20, 1, true],
    [{}, 21, 1, false],
    [{}, 1000, 49, false],
    [{}, 1000, 50, true],
    [{ failures: 2 }, 10, 1, false],
    [{ failures: 2 }, 10, 2, true],
    [{ failures: 2 }, 1000, 2, false],
    [{ errorRate: 1, minimumSample: 500 }, 499, 1, true],
    [{ errorRate: 1, minimumSample: 500 }, 500, 4, false],
    [{ errorRate: 1, minimumSample: 500 }, 500, 5, true],
    [{ minimumSample: 10 }, 10, 1, true],
    [{ minimumSample: 10 }, 21, 1, false],
    [{ minimumSample: 100 }, 99, 1, true],
    [{ minimumSample: 100 }, 100, 4, false],
  ];
  test.each(CASES)('with %j, of %d invocations %d errors: %s', (options, calls, failed, expected) => {
    expect(rings(options, calls, failed)).toBe(expected);
  });

  test('figures that differ take two metrics, and the share returns the figure', () => {
    const template = given({ alarms: { failures: 3, errorRate: 10 } });
    const id = Object.keys(template.findResources('AWS::Lambda::Function'))[0];
    const stat = (MetricName: string) => ({
      Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }] },
      Period: 60,
      Stat: 'Sum',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: [
        Match.objectLike({ Expression: 'IF(calls >= 30, 100 * failed / calls, IF(failed >= 3, 100, 0))' }),
        { Id: 'calls', MetricStat: stat('Invocations'), ReturnData: false },
        { Id: 'failed', MetricStat: stat('Errors'), ReturnData: false },
      ],
      Threshold: 10,
      TreatMissingData: 'notBreaching',
    });
  });

  test('a number of failures that only the deployment knows stands in the expression', () => {
    const failures = Token.asNumber({ Ref: 'Failures' });
    given({ alarms: { failures } }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({
          Expression: {
            'Fn::Join': [
              '',
              [
                'IF(calls >= 100 * ',
                { Ref: 'Failures' },
                ' / 5, 100 * failed / calls, IF(failed >= ',
                { Ref: 'Failures' },
                ', 100, 0))',
              ],
            ],
          },
        }),
      ]),
    });
  });
});

test('a runbook stands at the end of each description', () => {
  const template = given({ alarms: { runbook: 'https://wiki.example.com/intake', dedicated: true } });
  const descriptions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => (Properties as { AlarmDescription: string }).AlarmDescription,
  );
  expect(descriptions.length).toBeGreaterThan(5);
  for (const description of descriptions) {
    expect(description).toMatch(/\. Runbook: https:\/\/wiki\.example\.com\/intake$/);
  }
});

test('a protected function is at most 11 resources and 7.5 kB, all told', () => {
  const app = new App({ context: { '@aws-cdk/core:enablePartitionLiterals': true } });
  const stack = new Stack(app, 'Region0Stack0');
  for (let i = 0; i < 30; i++) add(stack, `Function${i}`);
  const { template } = app.synth().getStackByName(stack.stackName) as { template: { Resources: object } };
  expect(Object.keys(template.Resources).length / 30).toBeLessThanOrEqual(11);
  expect(JSON.stringify(template, undefined, 1).length / 30).toBeLessThanOrEqual(7500);
});
