import type { ResilientFunction } from '../function/resilient-function';
import type { AlarmSpec } from './alarm-spec';

/** The alarms that a function recommends for itself, on the alias that is invoked. */
export function functionAlarms(target: ResilientFunction, hasDestination: boolean): AlarmSpec[] {
  const name = target.node.path;
  const undelivered: AlarmSpec = {
    id: 'DestinationDeliveryFailuresAlarm',
    signal: 'failure',
    metric: target.metricDestinationDeliveryFailures(),
    description: `${name} could not deliver a failure or success record: the event may be lost. Look at the destination and the role's rights to it.`,
  };
  return [
    {
      id: 'ErrorsAlarm',
      signal: 'failure',
      metric: target.metricErrors({ statistic: 'Sum' }),
      description: `Invocations of ${name} fail. Look at its log and traces.`,
    },
    {
      id: 'ThrottlesAlarm',
      signal: 'failure',
      metric: target.metricThrottles({ statistic: 'Sum' }),
      description: `Invocations of ${name} are throttled: callers are refused, events wait. Look at the concurrency of the function and the account.`,
    },
    ...(hasDestination ? [undelivered] : []),
    {
      id: 'SilenceAlarm',
      signal: 'silence',
      metric: target.metricInvocations({ statistic: 'Sum' }),
      description: `Nothing invokes ${name} any more. Look at what should: the API, the rule, the queue, DNS.`,
    },
  ];
}
