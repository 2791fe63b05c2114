import { type Resource } from '../../assembly/resource';
import { metricAlarms, metricsOf, watchedBy } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

export const alarmDimensionOtherRegion: Rule = {
  id: 'resilience-alarm-dimension-other-region',
  area: 'alarms',
  severity: 'error',
  title: 'An alarm is in the region of what it watches',
  why: 'Metrics do not leave their region: an alarm of another one gets no data.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  check(model, report) {
    for (const alarm of metricAlarms(model)) {
      for (const metric of metricsOf(alarm)) {
        if (metric.dimensions.has('DestinationBucket')) continue;
        for (const watched of watchedBy(model, alarm, metric)) {
          if (isElsewhere(alarm, watched)) {
            report(
              alarm,
              `it is in ${alarm.region} and watches "${watched.path}" in ${watched.region}`,
              `create the alarm in ${watched.region}`,
            );
          }
        }
      }
    }
  },
};

function isElsewhere(alarm: Resource, watched: Resource): boolean {
  if (alarm.region === undefined || watched.region === undefined || watched.type === 'AWS::Route53::HealthCheck') {
    return false;
  }
  return (
    alarm.region !== watched.region && !watched.records('Replicas').some(replica => replica.Region === alarm.region)
  );
}
