import { metricAlarms } from '../../assembly/relations/alarms';
import { toText } from '../../assembly/value';
import { type Rule } from '../rule';

export const alarmQueryOperator: Rule = {
  id: 'resilience-alarm-query-operator',
  area: 'alarms',
  severity: 'error',
  title: 'A query of an alarm uses documented operators',
  why: 'Metrics Insights documents =, != and AND after WHERE. With anything else CloudWatch refuses the alarm, and the whole stack with it.',
  source:
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const { Expression } of alarm.records('Metrics')) {
        const operator = undocumentedOperator(toText(Expression) ?? '');
        if (operator !== undefined) {
          report(
            alarm,
            `its query uses ${operator}, which Metrics Insights does not document`,
            'write an alarm for each resource, or group by the dimension and leave the condition out',
          );
        }
      }
    }
  },
};

const OPERATOR = /\b(OR|IN|NOT|LIKE|BETWEEN|IS|REGEXP?|RLIKE)\b|<>|[<>]=?|(?<!!)=[~*]|!~/i;

/** The first operator after WHERE that is not documented; what stands in quotes is a name or a value. */
function undocumentedOperator(expression: string): string | undefined {
  if (!/^\s*SELECT\s/i.test(expression)) return undefined;
  const unquoted = expression.replace(/'[^']*'|"[^"]*"|\$\{[^}]*\}/g, ' ');
  const where = /\bWHERE\b([\s\S]*?)(?:\bGROUP\s+BY\b|\bORDER\s+BY\b|\bLIMIT\b|$)/i.exec(unquoted)?.[1] ?? '';
  return OPERATOR.exec(where)?.[0].toUpperCase();
}
