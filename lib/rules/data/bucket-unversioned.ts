import { dataToKeep, selectedResources } from '../../assembly/relations/backups';
import { replicatedBuckets } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketUnversioned: Rule = {
  id: 'resilience-bucket-unversioned',
  area: 'data',
  severity: 'warning',
  title: 'A bucket that keeps data is versioned',
  why: 'Without versions an overwrite or a delete is final; neither replication nor AWS Backup works.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  check(model, report) {
    const needed = [...replicatedBuckets(model), ...selectedResources(model)].filter(
      resource => resource.type === 'AWS::S3::Bucket',
    );
    const kept = dataToKeep(model).filter(resource => resource.type === 'AWS::S3::Bucket');
    for (const bucket of new Set([...needed, ...kept])) {
      if (
        bucket.lacks('VersioningConfiguration.Status') ||
        bucket.text('VersioningConfiguration.Status') === 'Suspended'
      ) {
        report(bucket, 'it keeps no versions', 'set VersioningConfiguration.Status to Enabled');
      }
    }
  },
};
