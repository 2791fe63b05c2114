import { isOpaque } from '../../assembly/value';
import { metricAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmThreshold: Rule = {
  id: 'resilience-alarm-threshold',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm has a threshold',
  why: 'Without a number, or a band of anomaly detection that exists, CloudWatch refuses the alarm.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const band = alarm.text('ThresholdMetricId');
      const threshold = alarm.get('Threshold');
      if (band !== undefined) {
        const ids = alarm.records('Metrics').map(entry => entry.Id);
        if (!isOpaque(band) && !isOpaque(alarm.get('Metrics')) && !ids.includes(band)) {
          report(
            alarm,
            `ThresholdMetricId is "${band}", and no metric of it has this id`,
            'name the id of the ANOMALY_DETECTION_BAND',
          );
        }
      } else if (threshold === undefined) report(alarm, 'it has no threshold', 'set Threshold');
      else if (alarm.number('Threshold') === undefined && !isOpaque(threshold)) {
        report(alarm, `its threshold is "${String(threshold)}"`, 'set Threshold to a number');
      }
    }
  },
};
