import { type PhysicalName } from '../cloud/physical-names.js';
import { type Dashboard, type MetricName, type RegionMeasured } from '../cloud/measured.js';

/** What a dashboard of the app showed in a run. */
export interface DashboardReport {
  readonly name: string;
  readonly region: string;
  /** Metrics and searches that it draws. */
  readonly metrics: number;
  /** Of these, the ones that had a figure. */
  readonly withData: number;
  /**
   * The ones that could have had none: nobody here measures the metric, or it names nothing that was deployed or heard of.
   * What did not happen in the run, such as throttling, is no part of it.
   */
  readonly unknown: readonly string[];
}

/** What is drawn in a region: a metric, or a search for some. */
type Drawn = { readonly region: string } & (DrawnMetric | Search);

interface DrawnMetric extends MetricName {
  readonly kind: 'metric';
  readonly statistic: string;
}

interface Search {
  readonly kind: 'search';
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly name: string;
  /** The dimension that is searched in, and what for. */
  readonly dimension: string;
  readonly term: string;
}

/** A widget of a dashboard's body, as far as it is read here. */
export interface Widget {
  readonly type?: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly properties?: {
    readonly title?: string;
    readonly region?: string;
    readonly stat?: string;
    readonly metrics?: unknown[][];
    readonly annotations?: { readonly horizontal?: { readonly value: number }[] };
  };
}

/** Looks for the figures of everything that the dashboards draw. */
export function dashboardReports(
  regions: readonly RegionMeasured[],
  deployed: readonly PhysicalName[],
): DashboardReport[] {
  const heard = new Map(regions.map(region => [region.region, new Heard(region, deployed)]));
  return regions.flatMap(({ region, dashboards }) => dashboards.map(each => reportOf(each, region, heard)));
}

function reportOf({ name, body }: Dashboard, region: string, heard: ReadonlyMap<string, Heard>): DashboardReport {
  const drawn = graphsIn(body).flatMap(widget => drawnBy(widget, region));
  const judged = drawn.map(each => ({ text: textOf(each), found: heard.get(each.region)?.judge(each) ?? 'unknown' }));
  const unknown = judged.filter(({ found }) => found === 'unknown').map(({ text }) => text);
  return {
    name,
    region,
    metrics: drawn.length,
    withData: judged.filter(({ found }) => found === 'data').length,
    unknown: [...new Set(unknown)].sort(),
  };
}

/** The graphs of a dashboard. */
export function graphsIn(body: string): Widget[] {
  const { widgets = [] } = JSON.parse(body) as { widgets?: Widget[] };
  return widgets.filter(({ type }) => type === 'metric');
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export function drawnBy({ properties = {} }: Widget, home: string): Drawn[] {
  const { region = home, stat = 'Average', metrics = [] } = properties;
  const drawn: Drawn[] = [];
  let previous: string[] = [];
  for (const row of metrics) {
    const options = row.find(part => typeof part === 'object' && part !== null) as RowOptions | undefined;
    const at = options?.region ?? region;
    const search = searchIn(options?.expression);
    if (search) drawn.push({ ...search, region: at });
    const texts = row.filter(part => typeof part === 'string');
    if (texts.length === 0) continue;
    previous = withPrevious(texts, previous);
    drawn.push({ ...metricOf(previous), kind: 'metric', region: at, statistic: options?.stat ?? stat });
  }
  return drawn;
}

interface RowOptions {
  readonly stat?: string;
  readonly region?: string;
  readonly expression?: string;
}

/** A dot stands for what is at its place in the row before, three for all that is left. */
function withPrevious(row: readonly string[], previous: readonly string[]): string[] {
  return row.flatMap((part, i) => {
    if (part === '...') return previous.slice(i, previous.length - (row.length - i - 1));
    return part === '.' ? [previous[i]] : [part];
  });
}

function metricOf([namespace, name, ...dimensions]: readonly string[]): MetricName {
  const pairs = dimensions.flatMap((key, i) => (i % 2 === 0 ? [[key, dimensions[i + 1]] as const] : []));
  return { namespace, name, dimensions: Object.fromEntries(pairs) };
}

const SEARCH = /SEARCH\('\s*\{([^}]+)\}\s+MetricName="([^"]+)"\s+(\w+)=([\w-]+)'/;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
function searchIn(expression: string | undefined): Search | undefined {
  const [, schema, name, dimension, term] = SEARCH.exec(expression ?? '') ?? [];
  if (schema === undefined) return undefined;
  const [namespace, ...dimensions] = schema.split(',').map(part => part.trim());
  return { kind: 'search', namespace, dimensions, name, dimension, term };
}

/** The metrics of a region that had a figure. */
class Heard {
  private readonly keys = new Set<string>();
  /** What was heard of by whatever metric. */
  private readonly things = new Set<string>();
  private readonly metrics: MetricName[] = [];
  /** Names of what was deployed, in whatever region; of an ARN, what comes last. */
  private readonly names: Set<string>;

  constructor(
    private readonly region: RegionMeasured,
    deployed: readonly PhysicalName[],
  ) {
    this.names = new Set(deployed.map(({ physicalId }) => physicalId.split(/[:/]/).pop()!));
    for (const point of region.points) {
      if (this.keys.has(keyOf(point))) continue;
      this.keys.add(keyOf(point));
      this.things.add(thingOf(point));
      this.metrics.push(point);
    }
  }

  judge(drawn: Drawn): 'data' | 'none yet' | 'unknown' {
    if (drawn.kind === 'search') return this.judgeSearch(drawn);
    if (this.keys.has(keyOf(drawn))) return 'data';
    return this.isMeasured(drawn) && this.isThere(drawn) ? 'none yet' : 'unknown';
  }

  private judgeSearch(search: Search): 'data' | 'none yet' | 'unknown' {
    const { namespace, dimensions, dimension, term } = search;
    const found = this.metrics.filter(
      metric =>
        metric.namespace === namespace &&
        sorted(Object.keys(metric.dimensions)) === sorted(dimensions) &&
        hasTokens(metric.dimensions[dimension], term),
    );
    if (found.some(({ name }) => name === search.name)) return 'data';
    const isThere = found.length > 0 || [...this.names].some(name => hasTokens(name, term));
    return isThere && this.isMeasured(search) ? 'none yet' : 'unknown';
  }

  private isThere(metric: MetricName): boolean {
    return this.things.has(thingOf(metric)) || Object.values(metric.dimensions).some(value => this.isName(value));
  }

  private isName(value: string): boolean {
    return this.names.has(value.split(/[:/]/).pop()!);
  }

  private isMeasured({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean {
    return this.region.measured[namespace]?.includes(name) ?? false;
  }
}

function keyOf(metric: MetricName): string {
  return `${metric.name} ${thingOf(metric)}`;
}

function thingOf({ namespace, dimensions }: MetricName): string {
  return `${namespace} ${sorted(Object.entries(dimensions).map(pair => pair.join('=')))}`;
}

const sorted = (texts: readonly string[]): string => [...texts].sort().join(' ');

function hasTokens(name: string, term: string): boolean {
  return tokensOf(name).includes(tokensOf(term));
}

/** A name as the row of its tokens: parts between other characters, and within them at capitals and figures. */
function tokensOf(name: string): string {
  return `-${name.match(/[A-Z]*[a-z]+|[A-Z]+|\d+/g)?.join('-') ?? ''}-`;
}

function textOf(drawn: Drawn): string {
  const where = `in ${drawn.region}`;
  if (drawn.kind === 'search') return `${drawn.namespace} ${drawn.name} of ${drawn.dimension} ${drawn.term}… ${where}`;
  const of = Object.entries(drawn.dimensions).map(pair => pair.join('='));
  return [drawn.namespace, drawn.name, ...of, where].join(' ');
}
