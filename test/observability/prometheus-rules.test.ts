import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, ComparisonOperator, Metric, type MetricProps, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../lib/function';
import { Alarms, PrometheusRules, type PrometheusRulesProps } from '../../lib/observability';
import { failureOf } from '../support/failure';

const WORKSPACE = 'arn:aws:aps:us-east-1:111122223333:workspace/ws-1a2b3c';
const code = Code.fromInline('exports.handler = async () => {}');

const shop = (region = 'us-east-1') => new Stack(new App(), 'Shop', { env: { region, account: '111122223333' } });

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

interface Functions {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: string[];
  readonly 'Fn::Split'?: [string, unknown];
  readonly 'Fn::Join'?: [string, unknown];
}

/** A value of a template as a deployment would make it; names are `<stack>-<id>`. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Functions;
  if (Ref !== undefined) return `Shop-${Ref}`;
  if (attribute !== undefined) return `Shop-${attribute[0]}`;
  const [delimiter, parts] = join!;
  const { 'Fn::Split': split } = parts as Functions;
  return (split ? deployed(split[1]).split(split[0]) : (parts as unknown[]).map(deployed)).join(delimiter);
}

function rulesOf(stack: Stack): Rule[] {
  const found = Template.fromStack(stack).findResources('AWS::APS::RuleGroupsNamespace');
  const [{ Properties }] = Object.values(found) as { Properties: { Data: unknown } }[];
  const { groups } = JSON.parse(deployed(Properties.Data)) as { groups: { name: string; rules: Rule[] }[] };
  expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
  return groups.flatMap(({ rules }) => rules);
}

/** The rules of one alarm. */
function ruleOf(metric: Partial<MetricProps>, more: object = {}): Rule | undefined {
  const stack = shop();
  new PrometheusRules(stack, 'Prometheus');
  new Alarm(stack, 'Refunds', {
    metric: new Metric({
      namespace: 'Shop',
      metricName: 'Refunds',
      statistic: 'Sum',
      period: Duration.minutes(1),
      ...metric,
    }),
    threshold: 3,
    evaluationPeriods: 1,
    alarmDescription: 'Look at it',
    ...more,
  });
  return rulesOf(stack).at(0);
}

function withFunctions(props: Partial<ResilientFunctionProps>[]) {
  const stack = shop();
  new PrometheusRules(stack, 'Prometheus');
  props.forEach((each, i) => new ResilientFunction(stack, `Api${i}`, { code, handler: 'index.handler', ...each }));
  return stack;
}

test('an alarm is an alert with its threshold, its period, its path and its description', () => {
  expect(ruleOf({})).toEqual({
    alert: 'Refunds',
    expr: 'sum(sum_over_time(Refunds_sum{namespace="Shop"}[59s])) >= 3',
    labels: { alarm: 'Refunds', stack: 'Shop' },
    annotations: { description: 'Look at it' },
  });
});

test.each([
  ['Sum', 'sum(sum_over_time(Refunds_sum{namespace="Shop"}[299s]))'],
  ['SampleCount', 'sum(sum_over_time(Refunds_count{namespace="Shop"}[299s]))'],
  ['Maximum', 'max(max_over_time(Refunds_max{namespace="Shop"}[299s]))'],
  ['Minimum', 'min(min_over_time(Refunds_min{namespace="Shop"}[299s]))'],
  [
    'Average',
    '(sum(sum_over_time(Refunds_sum{namespace="Shop"}[299s])) / sum(sum_over_time(Refunds_count{namespace="Shop"}[299s])))',
  ],
])('the %s is %s', (statistic, expected) => {
  expect(ruleOf({ statistic, period: Duration.minutes(5) })!.expr).toBe(`${expected} >= 3`);
});

test.each([
  [ComparisonOperator.GREATER_THAN_THRESHOLD, '>'],
  [ComparisonOperator.LESS_THAN_THRESHOLD, '<'],
  [ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD, '<='],
])('%s is %s', (comparisonOperator, operator) => {
  expect(ruleOf({}, { comparisonOperator })!.expr).toMatch(new RegExp(` ${operator} 3$`));
});

const sum = 'sum(sum_over_time(Refunds_sum{namespace="Shop"}[59s]))';

test('so many of the periods have to be bad as in the alarm', () => {
  expect(ruleOf({}, { evaluationPeriods: 3, datapointsToAlarm: 2 })!.expr).toBe(
    `sum_over_time((${sum} >= bool 3)[179s:60s]) >= 2`,
  );
});

test('a period without a figure is bad where the alarm says so', () => {
  expect(ruleOf({}, { treatMissingData: TreatMissingData.BREACHING })!.expr).toBe(
    `sum_over_time(((${sum} >= bool 3) or vector(1))[59s:60s]) >= 1`,
  );
});

test('names are as the exporter writes them, those that only the deployment knows too', () => {
  expect(ruleOf({ dimensionsMap: { Region: 'us-east-1', Path: '/a.b/{c}' } })!.expr).toContain(
    '{namespace="Shop",Path="_a_b_{c}",Region="us_east_1"}',
  );
  const stack = withFunctions([{}]);
  const [errors] = rulesOf(stack).filter(({ alert }) => alert === 'Api0/ErrorsAlarm');
  expect(errors.expr).toMatch(/FunctionName="Shop_Api0Function[0-9A-F]{8}"/);
});

test('a metric of a function is not that of its alias, and one of an API not that of its routes', () => {
  const [errors] = rulesOf(withFunctions([{}])).filter(({ alert }) => alert === 'Api0/ErrorsAlarm');
  expect(errors.expr).toContain('Resource="",ExecutedVersion=""');
  expect(
    ruleOf({ namespace: 'AWS/ApiGateway', metricName: '5xx', dimensionsMap: { ApiId: 'a', Stage: 's' } })!.expr,
  ).toBe(
    'sum(sum_over_time({__name__="_5xx_sum",namespace="AWS_ApiGateway",ApiId="a",Stage="s",Method="",Resource=""}[59s])) >= 3',
  );
});

test('functions that share an alarm have an alert each, with thresholds of their own', () => {
  const alarms = Alarms.recommended({ latencyStatistic: 'Maximum' });
  const stack = withFunctions([{ alarms }, { alarms, timeout: Duration.seconds(25) }]);
  const of = (id: string) => rulesOf(stack).filter(({ alert }) => alert === `ResilienceParts/${id}`);
  expect(of('Throttles1').map(({ labels }) => labels.of)).toEqual([
    expect.stringMatching(/^Shop-Api0Function/),
    expect.stringMatching(/^Shop-Api1Function/),
  ]);
  expect(of('Slow1').map(({ expr }) => /bool (\d+)/.exec(expr)![1])).toEqual(['8000', '20000']);
});

test('no two alerts have the same name and labels', () => {
  const rules = rulesOf(withFunctions(Array.from({ length: 12 }, () => ({}))));
  expect(rules.length).toBeGreaterThan(50);
  expect(new Set(rules.map(({ alert, labels }) => JSON.stringify([alert, labels]))).size).toBe(rules.length);
});

test('alarms on percentiles stay with CloudWatch, and synth says so', () => {
  const warning = Match.stringLikeRegexp('what these alarms look at: ResilienceParts/Slow1; .*alarmsWithoutRule');
  const stack = withFunctions([{}]);
  Annotations.fromStack(stack).hasWarning('*', warning);
  expect(rulesOf(stack).some(({ alert }) => alert.includes('Slow'))).toBe(false);
  const told = withFunctions([{ alarms: Alarms.recommended({ latencyStatistic: 'Average' }) }]);
  Annotations.fromStack(told).hasNoWarning('*', warning);
});

test('a workspace is made for them, and nobody is told twice', () => {
  const stack = withFunctions([{}]);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::APS::Workspace', { Alias: 'Shop', AlertManagerDefinition: Match.absent() });
  template.hasResourceProperties('AWS::APS::RuleGroupsNamespace', {
    Name: 'Shop',
    Workspace: { 'Fn::GetAtt': [Match.stringLikeRegexp('PrometheusWorkspace'), 'Arn'] },
  });
});

test('a workspace that is there takes them', () => {
  const stack = shop();
  new PrometheusRules(stack, 'Prometheus', { workspaceArn: WORKSPACE });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::APS::Workspace', 0);
  template.hasResourceProperties('AWS::APS::RuleGroupsNamespace', { Workspace: WORKSPACE });
});

test('with a topic, the alert manager may send to it, and no other workspace', () => {
  const stack = shop();
  const topic = new Topic(stack, 'OnCall');
  new PrometheusRules(stack, 'Prometheus', { topic });
  const template = Template.fromStack(stack);
  const [{ Properties }] = Object.values(template.findResources('AWS::APS::Workspace')) as {
    Properties: { AlertManagerDefinition: unknown };
  }[];
  expect(deployed(Properties.AlertManagerDefinition)).toMatch(
    /receiver: topic\n[\s\S]*- topic_arn: Shop-OnCall\w+\n[\s\S]*region: us-east-1\n/,
  );
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Principal: { Service: 'aps.amazonaws.com' },
          Action: ['sns:Publish', 'sns:GetTopicAttributes'],
          Condition: {
            ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('Workspace'), 'Arn'] } },
            StringEquals: { 'AWS:SourceAccount': '111122223333' },
          },
        }),
      ],
    },
  });
});

test.each<[string, string, (stack: Stack) => PrometheusRulesProps, string]>([
  ['an id', 'PrometheusWorkspaceInvalid', () => ({ workspaceArn: 'ws-1a2b3c' }), '"workspaceArn" is "ws-1a2b3c"'],
  [
    'a workspace of another region',
    'PrometheusWorkspaceOfOtherRegion',
    () => ({ workspaceArn: WORKSPACE.replace('us-east-1', 'us-west-2') }),
    'the workspace is in "us-west-2" and the stack in "us-east-1"',
  ],
  [
    'a topic for a workspace that is there',
    'PrometheusTopicUnused',
    stack => ({ workspaceArn: WORKSPACE, topic: new Topic(stack, 'OnCall') }),
    'leave "topic" out',
  ],
  [
    'a topic of another region',
    'AlarmTopicOfOtherRegion',
    () => ({ topic: new Topic(new Stack(new App(), 'West', { env: { region: 'us-west-2' } }), 'OnCall') }),
    'the topic is in "us-west-2" and the alerts are in "us-east-1"',
  ],
])('fails with %s', (_what, expected, props, fragment) => {
  const stack = shop();
  const { codes, path, message } = failureOf(() => new PrometheusRules(stack, 'Prometheus', props(stack)));
  expect(codes).toEqual([expected]);
  expect(path).toBe('Shop/Prometheus');
  expect(message).toContain(fragment);
});
