import { CfnLogGroup, CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LOG_QUERY } from '../limits/cloudwatch';

/** Newest first: lines of functions that log in JSON, and in text what Lambda itself says. */
export const ERRORS_QUERY = [
  'fields @timestamp, @log, coalesce(errorMessage, message, @message) as said',
  'filter level in ["ERROR", "FATAL", "CRITICAL"] or @message like /Task timed out|Invoke Error|status: timeout/',
  'sort @timestamp desc',
  'limit 100',
];

/**
 * Questions that come up in an incident, in the language of CloudWatch Logs Insights. Functions that log in JSON have what
 * Lambda reports of a call in a record, the others in fields that CloudWatch finds by itself.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  Errors: ERRORS_QUERY,
  SlowCalls: [
    'fields coalesce(record.metrics.durationMs, @duration) as millis',
    'filter ispresent(millis)',
    'stats count(*) as calls, pct(millis, 99) as p99, max(millis) as slowest by @log',
    'sort p99 desc',
  ],
  ColdStarts: [
    'fields coalesce(record.metrics.initDurationMs, @initDuration) as millis',
    'filter ispresent(millis)',
    'stats count(*) as coldStarts, avg(millis) as average, max(millis) as slowest by @log, bin(5m)',
    'sort coldStarts desc',
  ],
  FailoverTimeline: [
    'filter ispresent(route) and ispresent(status)',
    'stats count(*) as answers by bin(1m) as minute, route, status',
    'sort minute desc',
  ],
};

/** Saved queries over the logs of a stack, below the name of its dashboard. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, folder: string) {
    super(scope, id);
    for (const [name, lines] of Object.entries(QUERIES)) {
      new CfnQueryDefinition(this, name, {
        name: `${folder}/${name}`,
        logGroupNames: Lazy.list({ produce: () => logGroupsOf(Stack.of(this)) }),
        queryString: queryText(lines),
      });
    }
  }
}

function queryText(lines: readonly string[]): string {
  return lines.join('\n| ');
}

/** The logs of a stack, as many as one query takes. */
export function logGroupsOf(stack: Stack): string[] {
  return stack.node
    .findAll()
    .filter(node => node instanceof CfnLogGroup)
    .filter(group => group.stack === stack)
    .slice(0, LOG_QUERY.mostLogGroups)
    .map(({ ref }) => ref);
}
