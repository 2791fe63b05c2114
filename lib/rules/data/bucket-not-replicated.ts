import { dataToKeep } from '../../assembly/relations/backups';
import { replicatedBuckets } from '../../assembly/relations/replication';
import { twinResources } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const bucketNotReplicated: Rule = {
  id: 'resilience-bucket-not-replicated',
  area: 'data',
  severity: 'warning',
  title: 'A bucket of a service in several regions replicates',
  why: 'Each region keeps its own objects: after failover those of the lost region are missing.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
  check(model, report) {
    const kept = new Set(dataToKeep(model));
    const replicated = replicatedBuckets(model);
    for (const { first, second } of twinResources(model, 'AWS::S3::Bucket')) {
      if (kept.has(first) && kept.has(second) && !replicated.has(first) && !replicated.has(second)) {
        report(first, `neither it nor "${second.path}" in ${second.region} replicates`, 'replicate each to the other');
      }
    }
  },
};
