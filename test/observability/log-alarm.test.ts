import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, LoggingFormat } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../lib/function';
import { Alarms, LogAlarm, type LogAlarmProps } from '../../lib/observability';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => {}');
const METRIC = Match.stringLikeRegexp('^Shop-Refused-[0-9A-F]{8}$');

function api(props: Partial<ResilientFunctionProps> = {}, region = 'eu-west-1') {
  const stack = new Stack(new App(), 'Shop', { env: { region } });
  return { stack, api: new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', ...props }) };
}

function watch(props: Partial<LogAlarmProps> = {}, ofFunction: Partial<ResilientFunctionProps> = {}) {
  const { stack, api: handler } = api(ofFunction);
  const alarm = new LogAlarm(stack, 'Refused', { logGroup: handler.logGroup, ...props });
  return { stack, handler, alarm, template: Template.fromStack(stack) };
}

const withPattern = (text: string) => () => watch({ pattern: FilterPattern.literal(text) });

test('lines of level ERROR and above are counted, and a minute without one is 0', () => {
  const { stack, handler, template } = watch();
  template.hasResourceProperties('AWS::Logs::MetricFilter', {
    LogGroupName: stack.resolve(handler.logGroup.logGroupName),
    FilterPattern: '{ ($.level = "ERROR") || ($.level = "FATAL") || ($.level = "CRITICAL") }',
    MetricTransformations: [
      { MetricNamespace: 'CdkResilientServerless', MetricName: METRIC, MetricValue: '1', DefaultValue: 0 },
    ],
  });
});

test('one line in a minute rings', () => {
  watch().template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CdkResilientServerless',
    MetricName: METRIC,
    Statistic: 'Sum',
    Period: 60,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmDescription: 'Lines of Api/LogGroup match Refused: see the log.',
  });
});

test('as many lines as the alarms tolerate', () => {
  watch({ alarms: Alarms.recommended({ failures: 5 }) }).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: METRIC,
    Threshold: 5,
  });
});

test('of what they are a part of, their share counts once there is a sample', () => {
  const { stack, api: handler } = api();
  new LogAlarm(stack, 'Refused', {
    logGroup: handler.logGroup,
    outOf: handler.metricInvocations(),
    alarms: Alarms.recommended({ errorRate: 10, minimumSample: 100 }),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: 'IF(calls >= 100, 100 * failed / calls, IF(failed >= 1, 100, 0))' }),
    ]),
    Threshold: 10,
  });
});

test('two alarms on one log have metrics of their own', () => {
  const { stack } = api();
  const logGroup = new LogGroup(stack, 'Log');
  const names = ['One', 'Other'].map(id => new LogAlarm(stack, id, { logGroup }).metric.metricName);
  expect(names).toEqual([expect.stringMatching(/^Shop-One-/), expect.stringMatching(/^Shop-Other-/)]);
});

test('without alarms the lines are counted all the same', () => {
  const { alarm, template } = watch({ alarms: Alarms.none() });
  expect(alarm.alarms).toEqual([]);
  template.resourceCountIs('AWS::Logs::MetricFilter', 1);
});

test('a function that writes text never matches a pattern for JSON, and synth says so', () => {
  const text = { loggingFormat: LoggingFormat.TEXT };
  const warning = Match.stringLikeRegexp('"Shop/Api/Function/Resource" writes text.*logPatternOnText');
  Annotations.fromStack(watch({}, text).stack).hasWarning('*', warning);
  Annotations.fromStack(watch().stack).hasNoWarning('*', warning);
  const words = FilterPattern.anyTerm('ERROR', 'refused');
  Annotations.fromStack(watch({ pattern: words }, text).stack).hasNoWarning('*', warning);
});

test.each([
  '{ $.level = "ERROR" }',
  '{ ($.reason = "a) b") && ($.amount > 100) }',
  '[time, level = ERROR, ...]',
  '"card refused"',
  '?ERROR ?WARN',
])('the pattern %s is taken', pattern => {
  expect(withPattern(pattern)).not.toThrow();
});

test.each([
  ['{ $.level = "ERROR"', 'a bracket or a quotation mark is not closed'],
  ['{ ($.level = "ERROR" }', 'a bracket or a quotation mark is not closed'],
  ['{ $.level = "ERROR }', 'a bracket or a quotation mark is not closed'],
  ['{ level = "ERROR" }', 'names no field'],
  ['', 'every line matches'],
  ['   ', 'every line matches'],
  [`"${'a'.repeat(1023)}"`, 'has 1025 characters, and CloudWatch takes 1024'],
])('fails with the pattern %s', (pattern, fragment) => {
  const { codes, path, message } = failureOf(withPattern(pattern));
  expect(codes).toEqual(['LogPatternInvalid']);
  expect(path).toBe('Shop/Refused');
  expect(message).toContain(fragment);
});

test('fails with the log of another region', () => {
  const app = new App();
  const [east, west] = ['us-east-1', 'us-west-2'].map(region => new Stack(app, region, { env: { region } }));
  const { codes, message } = failureOf(() => new LogAlarm(east, 'Refused', { logGroup: new LogGroup(west, 'Log') }));
  expect(codes).toEqual(['LogGroupOfOtherRegion']);
  expect(message).toContain('log group "us-west-2/Log" is in "us-west-2" and the alarm in "us-east-1"');
});

test('fails without a log', () => {
  const { stack } = api();
  expect(failureOf(() => new LogAlarm(stack, 'Refused', {} as LogAlarmProps)).codes).toEqual(['PropMissing']);
});
