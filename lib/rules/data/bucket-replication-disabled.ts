import { toText } from '../../assembly/value';
import { replicationLinks } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationDisabled: Rule = {
  id: 'resilience-bucket-replication-disabled',
  area: 'data',
  severity: 'error',
  title: 'Replication that is configured is enabled',
  why: 'A disabled rule looks like protection and copies nothing.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
  check(model, report) {
    for (const { source, rule } of replicationLinks(model)) {
      if (rule.Status === 'Disabled') {
        report(
          source,
          `the replication rule "${toText(rule.Id ?? rule.ID) ?? 'without id'}" is disabled`,
          'set Status to Enabled',
        );
      }
    }
  },
};
