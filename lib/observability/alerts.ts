import { type Stack } from 'aws-cdk-lib/core';
import { pathInStack } from '../private/path-in-stack';
import { promQlOf } from './metric-math';
import { figureOf, rangeOf } from './prom-ql';
import { REACHED, thresholdsIn } from './shared-expressions';
import { tokenOf, watchedIn, type WatchedAlarm, type WatchedMetric } from './watched-metrics';

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** What tells alerts of one alarm from one another is the resource that they are of. */
  readonly labels: { readonly alarm: string; readonly stack: string; readonly of?: string };
  readonly annotations: { readonly description: string };
}

interface RuleGroup {
  readonly name: string;
  readonly rules: AlertRule[];
}

/** Rules of one group are evaluated one after the other. */
const MOST_IN_GROUP = 20;

/** What is judged, and from which figure on. */
interface Judged {
  /** The resource, where several share the alarm. */
  readonly of?: string;
  readonly figure: string | undefined;
  readonly threshold: number | undefined;
  readonly period: number;
}

/** The alarms of a stack as rules, and the paths of those that no rule says. */
export function alertsOf(stack: Stack): { readonly groups: RuleGroup[]; readonly untold: string[] } {
  const untold: string[] = [];
  const rules = watchedIn(stack).flatMap(watched => {
    const found = rulesOf(watched);
    if (found.length === 0) untold.push(pathOf(watched));
    return found;
  });
  const groups = Array.from({ length: Math.ceil(rules.length / MOST_IN_GROUP) }, (_, i) => ({
    name: `alarms-${i + 1}`,
    rules: rules.slice(i * MOST_IN_GROUP, (i + 1) * MOST_IN_GROUP),
  }));
  return { groups, untold };
}

function rulesOf(watched: WatchedAlarm): AlertRule[] {
  const { stack } = watched.alarm;
  return judgedBy(watched).flatMap(judged => {
    const expr = conditionOf(watched, judged);
    if (expr === undefined) return [];
    const labels = { alarm: pathOf(watched), stack: stack.stackName, of: judged.of };
    const description = (stack.resolve(watched.alarm.alarmDescription) as string | undefined) ?? '';
    return [{ alert: pathOf(watched), expr, labels, annotations: { description } }];
  });
}

/** The alarm as its owner knows it: the construct around CloudFormation's resource. */
function pathOf({ alarm }: WatchedAlarm): string {
  return pathInStack(alarm.node.id === 'Resource' && alarm.node.scope ? alarm.node.scope : alarm);
}

/** What several resources share is one rule for each of them: a rule has as many states as it has figures. */
function judgedBy(watched: WatchedAlarm): Judged[] {
  const { judged, metrics, threshold } = watched;
  const all = [...metrics.values()];
  const own = judged && REACHED.test(judged.expression) ? thresholdsIn(judged.expression) : undefined;
  if (judged && !own && judged.expression !== 'MAX(METRICS())') {
    const period = judged.period ?? Math.max(...all.map(metric => metric.period));
    return [{ figure: mathOf(watched, judged.expression), threshold, period }];
  }
  return all.map((metric, i) => ({
    of: judged && metric.dimensions.map(({ value }) => tokenOf(value)).join(' '),
    figure: figureOf(metric),
    threshold: own ? own[i] : threshold,
    period: metric.period,
  }));
}

function mathOf({ metrics, expressions }: WatchedAlarm, expression: string): string | undefined {
  const figure = (id: string): string | undefined => {
    const metric: WatchedMetric | undefined = metrics.get(id);
    if (metric) return figureOf(metric);
    const inner = expressions.get(id);
    return inner && promQlOf(inner.expression, figure);
  };
  return promQlOf(expression, figure);
}

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '>=',
  GreaterThanThreshold: '>',
  LessThanOrEqualToThreshold: '<=',
  LessThanThreshold: '<',
};

/**
 * When the alarm rings: in so many of the periods that it looks back on. A period without a figure is bad where the alarm says
 * so, and counts for nothing otherwise.
 */
function conditionOf({ alarm }: WatchedAlarm, { figure, threshold, period }: Judged): string | undefined {
  const operator = OPERATORS[alarm.comparisonOperator ?? ''];
  if (figure === undefined || threshold === undefined || operator === undefined) return undefined;
  const isBreaching = alarm.treatMissingData === 'breaching';
  const periods = alarm.evaluationPeriods ?? 1;
  if (periods === 1 && !isBreaching) return `${figure} ${operator} ${threshold}`;
  const bad = `(${figure} ${operator} bool ${threshold})`;
  const filled = isBreaching ? `(${bad} or vector(1))` : bad;
  const times = alarm.datapointsToAlarm ?? periods;
  return `sum_over_time(${filled}[${rangeOf(periods * period)}s:${period}s]) >= ${times}`;
}
