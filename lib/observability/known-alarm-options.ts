import { duration, flag, number, objectWith, text, type PropKinds } from '../private/props';
import { type RecommendedAlarmsOptions } from './alarm-options';

export const KNOWN_RECOMMENDED_ALARMS_OPTIONS: PropKinds<RecommendedAlarmsOptions> = {
  topic: objectWith('topicArn', 'a topic'),
  failures: number,
  errorRate: number,
  minimumSample: number,
  latency: duration,
  latencyStatistic: text,
  accountConcurrency: number,
  period: duration,
  evaluationPeriods: number,
  datapointsToAlarm: number,
  silence: duration,
  dedicated: flag,
  okActions: flag,
  runbook: text,
};
