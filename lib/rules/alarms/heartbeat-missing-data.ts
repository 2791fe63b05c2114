import { heartbeatOf, metricAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const heartbeatMissingData: Rule = {
  id: 'resilience-heartbeat-missing-data',
  area: 'alarms',
  severity: 'error',
  title: 'For a heartbeat missing data is breaching',
  why: 'When the thing that beats is gone there is no data at all; an alarm that does not mind never rings.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      const heartbeat = heartbeatOf(alarm);
      const treatment = alarm.text('TreatMissingData') ?? 'missing';
      if (heartbeat && treatment !== 'breaching') {
        report(
          alarm,
          `it waits for "${heartbeat.name}" to fall and takes missing data for ${treatment}`,
          'set TreatMissingData to breaching',
        );
      }
    }
  },
};
