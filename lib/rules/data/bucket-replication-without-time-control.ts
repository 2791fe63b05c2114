import { valueAt } from '../../assembly/value';
import { replicationLinks, staysInRegion } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationWithoutTimeControl: Rule = {
  id: 'resilience-bucket-replication-without-time-control',
  area: 'data',
  severity: 'warning',
  title: 'Replication between regions has a time limit',
  why: 'Without replication time control nothing says how far the other region is behind: the recovery point is unbounded.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html',
  check(model, report) {
    for (const link of replicationLinks(model)) {
      const { source, rule, destination, destinationArn } = link;
      if (!staysInRegion(link) && valueAt(rule, 'Destination.ReplicationTime.Status') !== 'Enabled') {
        report(
          source,
          `its replication to "${destination?.path ?? destinationArn}" has no time control`,
          'set ReplicationTime and Metrics to Enabled, 15 minutes',
        );
      }
    }
  },
};
