import { metricAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmDatapoints: Rule = {
  id: 'resilience-alarm-datapoints',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm needs no more breaching datapoints than it looks at',
  why: 'With M above N CloudWatch refuses the alarm; below 1 it means nothing.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const periods = alarm.number('EvaluationPeriods');
      const datapoints = alarm.number('DatapointsToAlarm');
      if (periods !== undefined && periods < 1) report(alarm, `EvaluationPeriods is ${periods}`, 'set it to 1 or more');
      if (datapoints !== undefined && periods !== undefined && (datapoints < 1 || datapoints > periods)) {
        report(alarm, `it needs ${datapoints} of ${periods} datapoints`, `set DatapointsToAlarm from 1 to ${periods}`);
      }
    }
  },
};
