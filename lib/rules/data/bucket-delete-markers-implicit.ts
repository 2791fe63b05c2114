import { valueAt } from '../../assembly/value';
import { replicationLinks } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketDeleteMarkersImplicit: Rule = {
  id: 'resilience-bucket-delete-markers-implicit',
  area: 'data',
  severity: 'warning',
  title: 'Replication says what happens to deletes',
  why: 'By default a delete is not replicated: after failover objects are back that were deleted long ago.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html',
  check(model, report) {
    for (const { source, rule } of replicationLinks(model)) {
      if (valueAt(rule, 'DeleteMarkerReplication.Status') === undefined) {
        report(
          source,
          'its replication does not say whether delete markers are copied',
          'set DeleteMarkerReplication.Status',
        );
      }
    }
  },
};
