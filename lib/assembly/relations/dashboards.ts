import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toList, toRecord, toRecords, toText } from '../value';
import { type AlarmMetric } from './alarms';

/** Dashboards whose body says what they draw. */
export function dashboards(model: AppModel): Resource[] {
  return model.ofType('AWS::CloudWatch::Dashboard');
}

/** The metrics that a dashboard draws; those of searches and queries have no dimensions, and are left out. */
export function drawnBy(dashboard: Resource): AlarmMetric[] {
  return dashboard.remember(readBody);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function readBody(dashboard: Resource): AlarmMetric[] {
  const widgets = toRecords(toRecord(parsed(dashboard.text('DashboardBody'))).widgets);
  return widgets.flatMap(widget => readRows(toList(toRecord(widget.properties).metrics)));
}

/** A body that only the deployment makes whole says nothing. */
function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '{}');
  } catch {
    return {};
  }
}

function readRows(rows: unknown[]): AlarmMetric[] {
  const found: AlarmMetric[] = [];
  let previous: string[] = [];
  for (const row of rows) {
    const texts = toList(row).flatMap(part => toText(part) ?? []);
    if (texts.length === 0) continue;
    previous = withPrevious(texts, previous);
    found.push(metricOf(previous));
  }
  return found;
}

/** A dot stands for what is at its place in the row before, three for all that is left. */
function withPrevious(row: readonly string[], previous: readonly string[]): string[] {
  return row.flatMap((part, i) => {
    if (part === '...') return previous.slice(i, previous.length - (row.length - i - 1));
    return part === '.' ? [previous[i] ?? ''] : [part];
  });
}

function metricOf([namespace, name = '', ...dimensions]: readonly string[]): AlarmMetric {
  const pairs = dimensions.flatMap((key, i) => (i % 2 === 0 ? [[key, dimensions[i + 1] ?? ''] as const] : []));
  return { namespace, name, dimensions: new Map(pairs) };
}
