import { ruleCase } from '../support/rule-case';
import { replication } from '../support/templates';
import { pairOf, toWest } from './parts';

const kms = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
  },
};

export const cases = [
  ruleCase(bad =>
    pairOf({
      ...kms,
      ...replication(
        toWest,
        { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } },
        bad ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:111111111111:key/1' } },
      ),
    }),
  ),
];
