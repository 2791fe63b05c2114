import { metricAlarms, metricsOf, watchesForFall } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmOnErrorsBreaching: Rule = {
  id: 'resilience-alarm-on-errors-breaching',
  area: 'alarms',
  severity: 'warning',
  title: 'For a count of errors missing data is not breaching',
  why: 'No errors means no data: the alarm rings whenever nothing is wrong, until nobody listens.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      if (alarm.text('TreatMissingData') !== 'breaching' || watchesForFall(alarm)) continue;
      const [errors] = metricsOf(alarm).filter(metric => ERRORS.test(metric.name));
      if (errors) {
        report(
          alarm,
          `it counts "${errors.name}" and takes missing data for breaching`,
          'set TreatMissingData to notBreaching, and add a twin that watches for silence',
        );
      }
    }
  },
};

const ERRORS = /error|fault|throttle|failed|failure|dropped|rejected|4xx|5xx|timedout|aborted/i;
