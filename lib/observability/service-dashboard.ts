import {
  AlarmStatusWidget,
  type AlarmStatusWidgetProps,
  AlarmStatusWidgetSortBy,
  CfnAlarm,
  CfnCompositeAlarm,
  CfnDashboard,
  Column,
  GraphWidget,
  type IWidget,
  LogQueryWidget,
  Metric,
  Row,
  Spacer,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Annotations, Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { DASHBOARD } from '../limits/cloudwatch';
import { HEALTH_METRICS_REGION } from '../limits/route53';
import { RegionalScope } from '../regions/regional-scope';
import { type Graph, graphsOf } from './dashboard-graphs';
import { ERRORS_QUERY, logGroupsOf, SavedQueries } from './saved-queries';

const ID = 'ServiceDashboard';
const HEIGHT = 6;

type AlarmRef = AlarmStatusWidgetProps['alarms'][number];

/** A region's share of a dashboard. */
interface Side {
  readonly region: string;
  /** What tells graphs of other regions from those of the own one. */
  readonly suffix: string;
  readonly graphs: Graph[];
}

/**
 * What the alarms of a region look at, on one page, beside the same of the service's other regions.
 *
 * Guarantees that it shows the metrics of the alarms and no others, with the figures from which on they ring: it is made of
 * the stack's alarms, those of yours among them. Each region has its own, under a name with the region in it; it shows what of
 * the other regions can be named from here, and links to their dashboards for the rest.
 *
 * Creates an `AWS::CloudWatch::Dashboard`, and saved queries over the logs of the stack: errors, slow calls, cold starts, the
 * timeline of a failover. A `ResilientService` with `dashboard: true` has one in each region.
 *
 * Fails at synth with `DashboardWidgetsTooMany` or `DashboardMetricsTooMany` where CloudWatch would refuse it.
 *
 * @example
 * ServiceDashboard.of(stack);
 */
export class ServiceDashboard extends Construct {
  /** The dashboard of a construct's stack; made when it is first asked for. */
  static of(scope: IConstruct): ServiceDashboard {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as ServiceDashboard | undefined) ?? new ServiceDashboard(stack, ID);
  }

  /** Name of the dashboard: that of the stack, with the region where it is not in it. */
  readonly dashboardName: string;

  private readonly further: IWidget[][] = [];

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.dashboardName = nameOf(Stack.of(this));
    new CfnDashboard(this, 'Resource', {
      dashboardName: this.dashboardName,
      dashboardBody: Lazy.string({ produce: () => this.renderBody() }),
    });
    new SavedQueries(this, 'Queries', this.dashboardName);
    this.node.addValidation({ validate: () => this.validateSize() });
  }

  /** Adds a row of your own below what the alarms look at. */
  addWidgets(...widgets: IWidget[]): void {
    this.further.push(widgets);
  }

  private renderBody(): string {
    const column = new Column(...this.rows());
    column.position(0, 0);
    return Stack.of(this).toJsonString({ start: '-PT3H', periodOverride: 'inherit', widgets: column.toJson() });
  }

  private rows(): IWidget[] {
    return [
      ...this.renderLinks(),
      ...this.renderStates(),
      ...this.renderHealthChecks(),
      ...this.renderGraphs(),
      ...this.renderErrors(),
      ...this.further.map(widgets => new Row(...widgets)),
    ];
  }

  /** The stacks of the service's other regions. */
  private get others(): Stack[] {
    const stack = Stack.of(this);
    return (RegionalScope.of(stack)?.stacks ?? []).filter(other => other !== stack);
  }

  private sides(): Side[] {
    const own = Stack.of(this);
    return [
      { region: own.region, suffix: '', graphs: graphsOf(own, 'home') },
      ...this.others.map(stack => ({
        region: stack.region,
        suffix: ` · ${stack.region}`,
        graphs: graphsOf(stack, 'abroad'),
      })),
    ];
  }

  /**
   * Dashboards are the account's, and each region's shows all of its own.
   *
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
   */
  private renderLinks(): IWidget[] {
    if (this.others.length === 0) return [];
    const links = this.others.map(stack => {
      const console = `https://${stack.region}.console.aws.amazon.com/cloudwatch/home?region=${stack.region}`;
      return `[All of ${stack.region}](${console}#dashboards/dashboard/${nameOf(stack)})`;
    });
    const markdown = `**${Stack.of(this).region}** on the left. ${links.join(' · ')}`;
    return [new TextWidget({ markdown, width: DASHBOARD.columns, height: 1 })];
  }

  private renderStates(): IWidget[] {
    const alarms = this.alarms();
    const pages = Math.ceil(alarms.length / DASHBOARD.mostAlarms);
    return Array.from({ length: pages }, (_, page) => {
      const some = alarms.slice(page * DASHBOARD.mostAlarms, (page + 1) * DASHBOARD.mostAlarms);
      return new AlarmStatusWidget({
        alarms: some,
        title: 'Alarms',
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
        width: DASHBOARD.columns,
        height: Math.min(12, 2 + Math.ceil(some.length / 6)),
      });
    });
  }

  /** The alarms that tell of others first. */
  private alarms(): AlarmRef[] {
    const found = this.ownResources();
    const composites = found.filter(node => node instanceof CfnCompositeAlarm);
    return [...composites.map(asAlarm), ...found.filter(node => node instanceof CfnAlarm)];
  }

  private renderHealthChecks(): IWidget[] {
    const checks = this.ownResources().filter(node => node instanceof CfnHealthCheck);
    if (checks.length === 0) return [];
    const left = checks.map(
      ({ attrHealthCheckId }) =>
        new Metric({
          namespace: 'AWS/Route53',
          metricName: 'HealthCheckStatus',
          dimensionsMap: { HealthCheckId: attrHealthCheckId },
          statistic: Stats.MINIMUM,
          period: Duration.minutes(1),
        }),
    );
    const title = `Route 53 HealthCheckStatus (${Stats.MINIMUM}): 1 is healthy`;
    const region = HEALTH_METRICS_REGION;
    return [
      new GraphWidget({ title, left, region, leftYAxis: { min: 0, max: 1 }, width: DASHBOARD.columns, height: 4 }),
    ];
  }

  /** A row for each graph: the own region first, then the same of the others. */
  private renderGraphs(): IWidget[] {
    const sides = this.sides();
    const width = Math.floor(DASHBOARD.columns / sides.length);
    const titles = new Map(sides.flatMap(({ graphs }) => graphs.map(({ title, rank }) => [title, rank] as const)));
    return [...titles]
      .sort(([, one], [, other]) => one - other)
      .map(([title]) => new Row(...sides.map(side => renderSide(side, title, width))));
  }

  private renderErrors(): IWidget[] {
    const logGroupNames = logGroupsOf(Stack.of(this));
    if (logGroupNames.length === 0) return [];
    const { columns: width } = DASHBOARD;
    return [new LogQueryWidget({ title: 'Newest errors', logGroupNames, queryLines: [...ERRORS_QUERY], width })];
  }

  private ownResources(): IConstruct[] {
    const stack = Stack.of(this);
    return stack.node.findAll().filter(node => Stack.of(node) === stack);
  }

  private validateSize(): string[] {
    const graphs = this.sides().flatMap(side => side.graphs);
    if (graphs.length === 0) this.warnOfNothing();
    const widgets = new Column(...this.rows()).toJson().length;
    const metrics = graphs.reduce((sum, graph) => sum + graph.metrics, 0);
    const { path } = this.node;
    const found: string[] = [];
    if (widgets > DASHBOARD.mostWidgets) {
      found.push(
        `[DashboardWidgetsTooMany] "${path}" has ${widgets} widgets, and CloudWatch takes ${DASHBOARD.mostWidgets}; put some of yours on a dashboard of their own`,
      );
    }
    if (metrics > DASHBOARD.mostMetrics) {
      found.push(
        `[DashboardMetricsTooMany] "${path}" reads ${metrics} metrics, and CloudWatch takes ${DASHBOARD.mostMetrics}; spread the functions over several stacks`,
      );
    }
    return found;
  }

  private warnOfNothing(): void {
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:emptyDashboard',
      `stack "${Stack.of(this).node.path}" has no alarms, so its dashboard shows nothing; leave the dashboard out, or let Alarms.recommended() watch`,
    );
  }
}

/** A widget takes alarms of both kinds, and CDK's type has one of them. */
function asAlarm({ attrArn, ref }: CfnCompositeAlarm): AlarmRef {
  return { alarmRef: { alarmArn: attrArn, alarmName: ref } } as AlarmRef;
}

function renderSide({ region, suffix, graphs }: Side, title: string, width: number): IWidget {
  const graph = graphs.find(each => each.title === title);
  if (graph === undefined) return new Spacer({ width, height: HEIGHT });
  const leftAnnotations = [...graph.thresholds].map(([value, side]) => ({ value, label: `alarm ${side} ${value}` }));
  return new GraphWidget({
    title: `${title}${suffix}`,
    left: graph.lines,
    leftAnnotations,
    leftYAxis: { min: 0 },
    region,
    width,
    height: HEIGHT,
  });
}

/** Dashboards of all regions of an account have their names in common. */
function nameOf(stack: Stack): string {
  const name = stack.stackName.replace(/[^\w-]/g, '-');
  const isToken = Token.isUnresolved(stack.stackName);
  if (isToken || Token.isUnresolved(stack.region)) return `${stack.stackName}-${stack.region}`;
  return name.includes(stack.region) ? name : `${name}-${stack.region}`;
}
