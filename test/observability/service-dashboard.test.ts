import Ajv from 'ajv';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Alarm, CfnAlarm, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { ReplicatedTable } from '../../lib/data';
import { ResilientFunction } from '../../lib/function';
import { ServiceDashboard } from '../../lib/observability';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { bodyOf, DASHBOARD_BODY, type Widget, widgetsOf, written } from './support/dashboard-body';

const code = Code.fromInline('exports.handler = async () => {}');
const metric = new Metric({ namespace: 'Shop', metricName: 'Refunds', statistic: 'Sum' });
const domain = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

function service(id = 'Intake') {
  const made = new ResilientService(new App(), id, {
    regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
    account: '111122223333',
    dashboard: true,
    domain,
  });
  new ReplicatedTable(made, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
  for (const stack of made.regionalStacks) {
    const handler = new ResilientFunction(stack, 'Api', { code, handler: 'index.handler' });
    const slow = new ResilientFunction(stack, 'Slow', {
      code,
      handler: 'index.handler',
      timeout: Duration.seconds(25),
    });
    slow.node.addDependency(made.exposeHttp(stack, handler));
  }
  return made;
}

function plain(region?: string): Stack {
  const stack = new Stack(new App(), 'Plain', { env: region ? { region } : undefined });
  ServiceDashboard.of(stack);
  return stack;
}

const watch = (stack: Stack, id: string, given = metric) =>
  new Alarm(stack, id, { metric: given, threshold: 3, evaluationPeriods: 1 });

/** A metric as namespace, name and dimensions, from the widgets or from the alarms. */
type Series = string;

const graphs = (stack: Stack) => widgetsOf(stack).filter(({ type }) => type === 'metric');
const homeGraphs = (stack: Stack) => graphs(stack).filter(({ properties }) => properties.region === stack.region);

function seriesOf(widgets: Widget[]): Series[] {
  const rows = widgets.flatMap(({ properties }) => properties.metrics ?? []);
  const named = rows.map(row => row.filter(part => typeof part === 'string')).filter(({ length }) => length > 0);
  return [...new Set(named.map(([namespace, name, ...dimensions]) => text(namespace, name, pairs(dimensions))))].sort();
}

function pairs(dimensions: string[]): [string, string][] {
  return dimensions.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, dimensions[i + 1]]] : []));
}

const text = (namespace: string, name: string, dimensions: [string, string][]): Series =>
  [namespace, name, ...dimensions.map(([key, value]) => `${key}=${value}`).sort()].join(' ');

interface Named {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: { readonly Name: string; readonly Value: unknown }[];
}
type AlarmProperties = Named & { readonly Metrics?: { readonly MetricStat?: { readonly Metric: Named } }[] };

function seriesOfAlarms(stack: Stack): Series[] {
  const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  const named = alarms.flatMap(({ Properties }) => {
    const { Metrics, ...own } = Properties as AlarmProperties;
    return Metrics ? Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [own];
  });
  const series = named.map(({ Namespace, MetricName, Dimensions = [] }) =>
    text(
      Namespace,
      MetricName,
      Dimensions.map(({ Name, Value }) => [Name, written(Value)]),
    ),
  );
  return [...new Set(series)].sort();
}

test('the dashboard shows what the alarms of its region look at, and nothing else', () => {
  for (const stack of service().regionalStacks) {
    const shown = seriesOf(homeGraphs(stack));
    expect(shown).toEqual(seriesOfAlarms(stack));
    expect(shown.length).toBeGreaterThan(10);
  }
});

test('an alarm of yours is shown too, whenever it is made', () => {
  const stack = plain('eu-west-1');
  watch(stack, 'Refunds');
  expect(seriesOf(graphs(stack))).toEqual(['Shop Refunds']);
});

test('its body is what CloudWatch documents', () => {
  const problems = (body: unknown) => {
    const ajv = new Ajv({ allErrors: true });
    ajv.validate(DASHBOARD_BODY, body);
    return ajv.errors ?? [];
  };
  for (const stack of service().regionalStacks) expect(problems(bodyOf(stack))).toEqual([]);

  const [body] = service().regionalStacks.map(bodyOf);
  const broken = (change: object) => ({ ...body, widgets: [{ ...body.widgets[0], ...change }] });
  expect(problems(broken({ width: 25 }))).not.toEqual([]);
  expect(problems(broken({ type: 'metric' }))).not.toEqual([]);
  expect(problems({ ...body, widgets: undefined })).not.toEqual([]);
});

test('each graph has the figures from which on its alarms ring', () => {
  const [stack] = service().regionalStacks;
  const figures = (title: string) =>
    homeGraphs(stack)
      .find(({ properties }) => properties.title === title)!
      .properties.annotations!.horizontal!.map(({ value, label }) => [value, label]);
  expect(figures('Lambda Errors (Average)')).toEqual([[0.05, 'alarm from 0.05']]);
  expect(figures('Lambda Invocations (Sum)')).toEqual([[1, 'alarm below 1']]);
  expect(figures('Lambda Duration (p99)')).toEqual([
    [8000, 'alarm from 8000'],
    [20000, 'alarm from 20000'],
  ]);
});

test('functions that share an alarm have a line each', () => {
  const [stack] = service().regionalStacks;
  const throttles = homeGraphs(stack).find(({ properties }) => properties.title === 'Lambda Throttles (Sum)')!;
  expect(throttles.properties.metrics).toHaveLength(2);
});

test('the status of health checks is read where Route 53 sends it, whatever the region', () => {
  for (const stack of service().regionalStacks) {
    const [checks] = graphs(stack).filter(({ properties }) => properties.region === 'us-east-1');
    expect(checks.properties.metrics).toEqual([
      [
        'AWS/Route53',
        'HealthCheckStatus',
        'HealthCheckId',
        expect.stringMatching(/^<DomainHealthCheck/),
        expect.anything(),
      ],
    ]);
  }
});

test('the other region is beside it, row by row, as far as its names are known', () => {
  const [primary, standby] = service().regionalStacks;
  const abroad = graphs(standby).filter(({ properties }) => properties.region === primary.region);
  for (const { x, y, width, properties } of abroad) {
    expect({ x, width }).toEqual({ x: 12, width: 12 });
    const home = graphs(standby).find(other => other.y === y && other.x === 0);
    if (home) expect(properties.title).toBe(`${home.properties.title!} · ${primary.region}`);
  }
  expect(seriesOf(abroad)).toContain(
    'AWS/DynamoDB ReplicationLatency ReceivingRegion=eu-central-1 TableName=Intake-Files',
  );
  expect(JSON.stringify(abroad)).toContain(
    `SEARCH('{AWS/Lambda,FunctionName} MetricName=\\"Errors\\" FunctionName=Intake-eu-west-1', 'Average', 60)`,
  );
});

test('a stack refers to nothing of another one', () => {
  const [primary, standby] = service().regionalStacks;
  expect(standby.dependencies).toEqual([]);
  expect(primary.dependencies).toEqual([]);
});

test('of a long name so much is searched for as a generated name keeps, in whole words', () => {
  const [, standby] = service('IntakeOfTheWholeCompany').regionalStacks;
  expect(JSON.stringify(widgetsOf(standby))).toContain(`FunctionName=IntakeOfTheWholeCompany'`);
});

test('each region has a name and a link to the other', () => {
  const [primary, standby] = service().regionalStacks;
  expect(ServiceDashboard.of(primary).dashboardName).toBe('Intake-eu-west-1');
  expect(ServiceDashboard.of(standby).dashboardName).toBe('Intake-eu-central-1');
  expect(widgetsOf(standby)[0].properties.markdown).toContain(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/Intake-eu-west-1',
  );
});

test.each([
  ['eu-west-1', 'Plain-eu-west-1'],
  [undefined, { 'Fn::Join': ['', ['Plain-', { Ref: 'AWS::Region' }]] }],
])('a stack in %s has the region in the name of its dashboard', (region, DashboardName) => {
  const stack = plain(region);
  watch(stack, 'Refunds');
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName });
});

test('the states of all alarms are shown, those that tell of others first', () => {
  const [stack] = service().regionalStacks;
  const states = widgetsOf(stack).filter(({ type }) => type === 'alarm');
  const alarms = Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  expect(states[0].properties.alarms![0]).toMatch(/^<ServiceAlarm/);
  expect(states.flatMap(({ properties }) => properties.alarms)).toHaveLength(alarms.length + 1);
});

test('metric math is drawn as the alarm has it', () => {
  const [stack] = service().regionalStacks;
  const [failed] = homeGraphs(stack).filter(({ properties }) => properties.title!.includes('ServerErrorsAlarm'));
  expect(failed.properties.metrics).toContainEqual([
    expect.objectContaining({ expression: 'IF(calls >= 20, 100 * failed / calls, IF(failed >= 1, 100, 0))' }),
  ]);
});

test('a query over metrics is drawn as it is', () => {
  const stack = plain('eu-west-1');
  const expression = 'SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)';
  new CfnAlarm(stack, 'Any', {
    metrics: [{ id: 'q1', expression, period: 60 }],
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
    evaluationPeriods: 1,
  });
  const [{ properties }] = graphs(stack);
  expect(properties.metrics).toEqual([[expect.objectContaining({ expression, period: 60 })]]);
});

test('rows of your own come last', () => {
  const stack = plain('eu-west-1');
  watch(stack, 'Refunds');
  ServiceDashboard.of(stack).addWidgets(new TextWidget({ markdown: 'Call the desk' }));
  expect(widgetsOf(stack).at(-1)!.properties.markdown).toBe('Call the desk');
});

test('there is one of a stack, and none where nobody asks for it', () => {
  const stack = plain('eu-west-1');
  expect(ServiceDashboard.of(stack)).toBe(ServiceDashboard.of(stack));
  const without = new ResilientService(new App(), 'Intake', {
    regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
  });
  Template.fromStack(without.primary).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
});

test('a stack without alarms warns that its dashboard is empty', () => {
  Annotations.fromStack(plain()).hasWarning('*', Match.stringLikeRegexp('its dashboard shows nothing.*emptyDashboard'));
  const stack = plain();
  watch(stack, 'Refunds');
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('shows nothing'));
});

test('fails with more widgets than CloudWatch takes', () => {
  const full = (widgets: number) => {
    const stack = plain();
    watch(stack, 'Refunds');
    for (let i = 0; i < widgets; i++) ServiceDashboard.of(stack).addWidgets(new TextWidget({ markdown: 'more' }));
    return () => Template.fromStack(stack);
  };
  expect(full(498)).not.toThrow();
  expect(full(499)).toThrow('[DashboardWidgetsTooMany] "Plain/ServiceDashboard" has 501 widgets');
});

test('fails with more metrics than CloudWatch takes', () => {
  const stack = plain();
  const ofTen = (from: number) =>
    Array.from({ length: 10 }, (_, i) => ({
      id: `m${i}`,
      metricStat: { metric: { namespace: 'Shop', metricName: `Refunds${from + i}` }, period: 60, stat: 'Sum' },
      returnData: false,
    }));
  for (let i = 0; i <= 250; i++) {
    new CfnAlarm(stack, `Alarm${i}`, {
      metrics: [...ofTen(0), { id: 'sum', expression: 'SUM(METRICS())' }],
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
    });
  }
  expect(() => Template.fromStack(stack)).toThrow(
    '[DashboardMetricsTooMany] "Plain/ServiceDashboard" reads 2510 metrics',
  );
});

test('the queries of an incident are saved below the name of the dashboard, over all logs of the stack, in both regions', () => {
  for (const stack of service().regionalStacks) {
    const template = Template.fromStack(stack);
    const logs = Object.keys(template.findResources('AWS::Logs::LogGroup')).map(Ref => ({ Ref }));
    const saved = Object.values(template.findResources('AWS::Logs::QueryDefinition')).map(
      ({ Properties }) => Properties as { Name: string; LogGroupNames: unknown[]; QueryString: string },
    );
    expect(saved.map(({ Name }) => Name).sort()).toEqual(
      ['ColdStarts', 'Errors', 'FailoverTimeline', 'SlowCalls'].map(name => `Intake-${stack.region}/${name}`),
    );
    for (const { LogGroupNames } of saved) expect(LogGroupNames).toEqual(logs);
  }
});

test('each line of a saved query is a command of Logs Insights', () => {
  const commands = /^(fields|filter|stats|sort|limit|parse|display|dedup) \S/;
  const [stack] = service().regionalStacks;
  const queries = Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition')).map(
    ({ Properties }) => (Properties as { QueryString: string }).QueryString,
  );
  for (const query of queries) expect(query.split('\n| ').filter(line => !commands.test(line))).toEqual([]);
});

test('the newest errors of the region are shown', () => {
  const [stack] = service().regionalStacks;
  const [errors] = widgetsOf(stack).filter(({ type }) => type === 'log');
  expect(errors.properties.region).toBe('<AWS::Region>');
  expect(JSON.stringify(errors.properties)).toContain(`SOURCE '<ApiLogGroup`);
});

test('a query has as many logs as CloudWatch takes', () => {
  const stack = plain('eu-west-1');
  watch(stack, 'Refunds');
  for (let i = 0; i < 60; i++) new LogGroup(stack, `Log${i}`);
  Template.fromStack(stack).hasResourceProperties('AWS::Logs::QueryDefinition', {
    LogGroupNames: Match.arrayEquals(Array.from({ length: 50 }, () => Match.anyValue())),
  });
});
