import type { ResilientFunction } from '../function/resilient-function';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { AlarmSpec } from './alarm-spec';
import type { SharedMetric } from './shared-alarm';

/** The alarms that a function recommends for itself. */
export function functionAlarms(target: ResilientFunction, hasDestination: boolean): AlarmSpec[] {
  const name = target.node.path;
  return [
    {
      id: 'ErrorsAlarm',
      signal: 'failure',
      metric: target.metricErrors({ statistic: 'Sum' }),
      description: `${name} fails. Look at its log and traces.`,
    },
    {
      id: 'SilenceAlarm',
      signal: 'silence',
      metric: target.metricInvocations({ statistic: 'Sum' }),
      description: `Nothing invokes ${name}. Look at its API, rule or queue, and at DNS.`,
    },
    throttles(target),
    ...(hasDestination ? [undelivered(target)] : []),
  ];
}

function throttles(target: ResilientFunction): AlarmSpec {
  const wrong = 'throttled: callers are refused, events wait. Look at the concurrency of the function and the account.';
  return {
    id: 'ThrottlesAlarm',
    signal: 'failure',
    metric: target.metricThrottles({ statistic: 'Sum' }),
    description: `Invocations of ${target.node.path} are ${wrong}`,
    shared: sharedMetric(target, {
      id: 'Throttles',
      name: 'Throttles',
      description: `Invocations of the function are ${wrong}`,
    }),
  };
}

function undelivered(target: ResilientFunction): AlarmSpec {
  const wrong =
    "could not deliver a failure or success record: the event may be lost. Look at the destination and the role's rights to it.";
  return {
    id: 'DestinationDeliveryFailuresAlarm',
    signal: 'failure',
    metric: target.metricDestinationDeliveryFailures(),
    description: `${target.node.path} ${wrong}`,
    shared: sharedMetric(target, {
      id: 'DestinationDeliveryFailures',
      name: 'DestinationDeliveryFailures',
      description: `The function ${wrong}`,
    }),
  };
}

function sharedMetric(
  target: ResilientFunction,
  metric: Pick<SharedMetric, 'id' | 'name' | 'description'>,
): SharedMetric {
  const member = `\${${(target.function.node.defaultChild as CfnFunction).logicalId}}`;
  return { ...metric, namespace: 'AWS/Lambda', aggregate: 'SUM', dimension: 'FunctionName', member };
}
