import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type CfnFunction, type Function } from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type AlarmSpec } from '../observability/alarm-spec';
import { METRICS_NAMESPACE } from '../observability/metrics-namespace';
import { expectsTraffic } from '../regions/regional-scope';
import { grantHeartbeat, heartbeatTable } from './heartbeat-table';

/** Written by `lib/runtime/health/age.ts`, in CloudWatch's embedded metric format. */
const METRIC = { namespace: METRICS_NAMESPACE, metricName: 'HeartbeatAge' };

/** A heartbeat is some seconds old; far beyond that, and replication or the other region stands still. */
const OLD_SECONDS = 120;

/** Makes a health function write and read heartbeats, and hold its region by them where users come to it. */
export function holdByHeartbeats(handler: Function, tables: readonly ITable[], longestHold: Duration): void {
  const stack = Stack.of(handler);
  for (const table of tables) grantHeartbeat(table, handler, stack.region);
  handler.addEnvironment('HEARTBEATS', stack.toJsonString(tables.map(heartbeatTable)));
  // Nobody returns to a standby, and when the primary is gone it has to serve, whatever it lacks.
  handler.addEnvironment('HOLD_SECONDS', String(expectsTraffic(handler) ? longestHold.toSeconds() : 0));
  // In a drill time goes faster, and every heartbeat would look young.
  (handler.node.defaultChild as CfnFunction).addMetadata('FailoverDrill', { clock: 'simulated' });
}

/** Tells that writes of another region no longer arrive, as in a partition, of which DynamoDB has no metric. */
export function heartbeatAlarm(endpoint: IConstruct, handler: Function): AlarmSpec {
  return {
    id: 'HeartbeatAgeAlarm',
    signal: 'failure',
    metric: new Metric({
      ...METRIC,
      dimensionsMap: { FunctionName: handler.functionName },
      statistic: Stats.MAXIMUM,
    }),
    threshold: OLD_SECONDS,
    period: Duration.minutes(1),
    evaluationPeriods: 3,
    description: `Writes of another region have not reached ${Stack.of(endpoint).region} for two minutes: the other region is away, or replication stands still, and a failover now would lose what has not arrived`,
  };
}
