import { heartbeatOf, metricAlarms, watchesForFall } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmMissingDataImplicit: Rule = {
  id: 'resilience-alarm-missing-data-implicit',
  area: 'alarms',
  severity: 'warning',
  title: 'An alarm says what missing data means',
  why: 'By default it keeps its state: a service that is gone sends no metrics and leaves every alarm as it was.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      // Of a heartbeat another rule says that the default is wrong.
      if (alarm.lacks('TreatMissingData') && heartbeatOf(alarm) === undefined) {
        report(
          alarm,
          'TreatMissingData is not set',
          `set it to ${watchesForFall(alarm) ? 'breaching' : 'notBreaching'}`,
        );
      }
    }
  },
};
