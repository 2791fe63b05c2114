import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { ResilientFunction } from '../../lib/function';
import { alertsOf } from '../../lib/observability/alerts';
import { HttpEndpoint } from '../../lib/routing';
import { ringsAt, type Series } from './support/prom-ql';

/** What promtool says of the same rules and figures: docs/prometheus-grafana.md. */
const stack = new Stack(new App(), 'Shop', { env: { region: 'us-east-1' } });
const handler = new ResilientFunction(stack, 'Api', {
  code: Code.fromInline('exports.handler = async () => {}'),
  handler: 'index.handler',
});
new HttpEndpoint(stack, 'Endpoint', { handler });
// Names that only the deployment knows are the same text on both sides here.
const rules = (stack.resolve(alertsOf(stack).groups) as ReturnType<typeof alertsOf>['groups']).flatMap(
  group => group.rules,
);

/** A rule, its names as a text. */
function ruleOf(alert: string): string {
  const { expr } = rules.find(rule => rule.alert === alert)!;
  return typeof expr === 'string' ? expr : written(expr);
}

function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Ref ?? attribute) return 'name';
  const [delimiter, parts] = join as [string, unknown[] | { 'Fn::Split': [string, unknown] }];
  return Array.isArray(parts) ? parts.map(written).join(delimiter) : written(parts['Fn::Split'][1]);
}

const lambda = { namespace: 'AWS_Lambda', FunctionName: 'name' };
const api = { namespace: 'AWS_ApiGateway', ApiId: 'name', Stage: '$default' };
const of = (name: string, labels: Record<string, string>, ...values: (number | undefined)[]): Series => ({
  name,
  labels,
  values,
});
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test('the stack is one whose rules are all in the part of PromQL that is read here', () => {
  expect(rules.length).toBeGreaterThan(8);
  for (const { alert } of rules) expect(() => ringsAt(ruleOf(alert), [], 0)).not.toThrow();
});

test('errors ring by their share, and what the alias counts is not counted twice', () => {
  const series = [
    of('Errors_sum', lambda, 1, 6, 0, undefined),
    of('Errors_count', lambda, 100, 100, 100, undefined),
    of('Errors_sum', { ...lambda, Resource: 'name_live' }, 90, 90, 90, 90),
    of('Errors_count', { ...lambda, Resource: 'name_live' }, 90, 90, 90, 90),
  ];
  const rings = [0, 1, 2, 3].map(minute => ringsAt(ruleOf('Api/ErrorsAlarm'), series, minute));
  expect(rings).toEqual([false, true, false, false]);
});

test('silence rings after an hour without a call, and not before', () => {
  const series = [of('Invocations_sum', lambda, ...times(71, 1))];
  const rings = (minute: number) => ringsAt(ruleOf('Api/SilenceAlarm'), series, minute);
  expect([70, 120, 125, 130].map(rings)).toEqual([false, false, false, true]);
});

test('a function that nobody ever called is silent too', () => {
  expect(ringsAt(ruleOf('Api/SilenceAlarm'), [], 60)).toBe(true);
});

test('5xx ring by number with few requests of users, by share with many, and checkers are no users', () => {
  const series = [
    of('_5xx_sum', api, 1, 1, 6, 0),
    of('Count_count', api, 12, 110, 110, 110),
    of('Count_count', { ...api, Method: 'GET', Resource: '_health' }, 10, 10, 10, 10),
  ];
  const rings = [0, 1, 2, 3].map(minute => ringsAt(ruleOf('Endpoint/ServerErrorsAlarm'), series, minute));
  expect(rings).toEqual([true, false, true, false]);
});

test('two of three minutes near the concurrency of the account ring, one does not', () => {
  const account = (...values: number[]) => [of('ConcurrentExecutions_max', { namespace: 'AWS_Lambda' }, ...values)];
  const rule = ruleOf('ResilienceParts/Account/ConcurrencyAlarm');
  expect(ringsAt(rule, account(900, 10, 900), 2)).toBe(true);
  expect(ringsAt(rule, account(10, 10, 900), 2)).toBe(false);
  expect(ringsAt(rule, account(900, 10, 10, 900), 3)).toBe(false);
});

test('a dead letter rings at once', () => {
  const letters = { namespace: 'AWS_SQS', QueueName: 'name' };
  const rings = (count: number) =>
    ringsAt(ruleOf('Api/DeadLetters/DepthAlarm'), [of('ApproximateNumberOfMessagesVisible_max', letters, count)], 0);
  expect([rings(0), rings(1)]).toEqual([false, true]);
});

test('a rule rings exactly where so many of the periods of its alarm are bad', () => {
  const comparisons = {
    [ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD]: (one: number, other: number) => one >= other,
    [ComparisonOperator.LESS_THAN_THRESHOLD]: (one: number, other: number) => one < other,
  };
  const figure = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
  const setting = fc.record({
    operator: fc.constantFrom(...(Object.keys(comparisons) as (keyof typeof comparisons)[])),
    treatMissingData: fc.constantFrom(TreatMissingData.BREACHING, TreatMissingData.NOT_BREACHING),
    evaluationPeriods: fc.integer({ min: 1, max: 4 }),
    missed: fc.nat(3),
    minutes: fc.integer({ min: 1, max: 3 }),
    threshold: fc.integer({ min: 1, max: 8 }),
    values: fc.array(figure, { minLength: 16, maxLength: 16 }),
  });
  let rang = 0;

  fc.assert(
    fc.property(setting, ({ operator, treatMissingData, evaluationPeriods, missed, minutes, threshold, values }) => {
      const plain = new Stack(new App(), 'Plain');
      const datapointsToAlarm = Math.max(1, evaluationPeriods - missed);
      new Alarm(plain, 'Refunds', {
        metric: new Metric({
          namespace: 'Shop',
          metricName: 'Refunds',
          statistic: 'Sum',
          period: Duration.minutes(minutes),
        }),
        comparisonOperator: operator,
        ...{ treatMissingData, evaluationPeriods, datapointsToAlarm, threshold },
      });
      const [{ rules: alerts }] = alertsOf(plain).groups;
      // Minute 0 is that of a period of its own, as a datapoint counts for the period that ends with it.
      const end = Math.floor((values.length - 1) / minutes) * minutes;
      const bad = Array.from({ length: evaluationPeriods }, (_, i) => {
        const until = end - i * minutes;
        const inside = values.filter(
          (value, minute) => value !== undefined && minute > until - minutes && minute <= until,
        );
        if (inside.length === 0) return treatMissingData === TreatMissingData.BREACHING;
        return comparisons[operator](
          inside.reduce<number>((sum, value) => sum + (value ?? 0), 0),
          threshold,
        );
      }).filter(isBad => isBad).length;
      const expected = bad >= datapointsToAlarm;
      rang += expected ? 1 : 0;

      const series = [of('Refunds_sum', { namespace: 'Shop' }, ...values)];
      expect(ringsAt(alerts[0].expr, series, end)).toBe(expected);
    }),
    { numRuns: 300 },
  );
  expect(rang).toBeGreaterThan(30);
  expect(rang).toBeLessThan(270);
});
