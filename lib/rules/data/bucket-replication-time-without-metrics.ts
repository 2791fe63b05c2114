import { valueAt } from '../../assembly/value';
import { replicationLinks } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationTimeWithoutMetrics: Rule = {
  id: 'resilience-bucket-replication-time-without-metrics',
  area: 'data',
  severity: 'error',
  title: 'Replication time control comes with its metrics',
  why: 'S3 refuses the one without the other; the metrics are what tells that the 15 minutes are kept.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html',
  check(model, report) {
    for (const { source, rule } of replicationLinks(model)) {
      const isOn = (setting: string): boolean => valueAt(rule, `Destination.${setting}.Status`) === 'Enabled';
      if (isOn('ReplicationTime') && !isOn('Metrics')) {
        report(
          source,
          'replication time control is on and its metrics are not',
          'set Metrics to Enabled with an EventThreshold of 15 minutes',
        );
      }
    }
  },
};
