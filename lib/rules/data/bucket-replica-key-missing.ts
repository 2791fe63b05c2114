import { valueAt } from '../../assembly/value';
import { replicationLinks } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicaKeyMissing: Rule = {
  id: 'resilience-bucket-replica-key-missing',
  area: 'data',
  severity: 'error',
  title: 'Replication of objects under a KMS key names the key of the replica',
  why: 'S3 silently leaves out objects that are encrypted with KMS unless the rule selects them and names a key of the destination region.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
  check(model, report) {
    for (const { source, rule } of replicationLinks(model)) {
      const encrypted = source
        .records('BucketEncryption.ServerSideEncryptionConfiguration')
        .some(entry => String(valueAt(entry, 'ServerSideEncryptionByDefault.SSEAlgorithm')).startsWith('aws:kms'));
      const named = valueAt(rule, 'Destination.EncryptionConfiguration.ReplicaKmsKeyID') !== undefined;
      const selected = valueAt(rule, 'SourceSelectionCriteria.SseKmsEncryptedObjects.Status') === 'Enabled';
      if (encrypted && !(named && selected)) {
        report(
          source,
          'it is encrypted with KMS, and its replication does not name a replica key',
          'set SseKmsEncryptedObjects to Enabled and ReplicaKmsKeyID to a key of the destination region',
        );
      }
    }
  },
};
