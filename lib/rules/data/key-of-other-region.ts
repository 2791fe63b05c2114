import type { Resource } from '../model/resource';
import { toRecords, toText, valueAt } from '../model/value';
import { regionOfArn } from '../relations/backups';
import type { Rule } from '../rule';

export const keyOfOtherRegion: Rule = {
  id: 'resilience-key-of-other-region',
  area: 'data',
  severity: 'error',
  title: 'Data is encrypted with a key of its own region',
  why: 'A key cannot be used from another region; the deployment fails, or the data cannot be read when that region is gone.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
  check(model, report) {
    for (const [type, properties] of Object.entries(KEYS)) {
      for (const resource of model.ofType(type)) {
        for (const key of properties.flatMap(property => keysAt(resource, property))) {
          const region = regionOfArn(key) ?? model.find(key, ['AWS::KMS::Key'])?.region;
          if (region !== undefined && resource.region !== undefined && region !== resource.region)
            report(
              resource,
              `it is in ${resource.region}, and its key "${key}" in ${region}`,
              `use a key of ${resource.region}`,
            );
        }
      }
    }
  },
};

/** Where each type names its key. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['BucketEncryption.ServerSideEncryptionConfiguration'],
  'AWS::SQS::Queue': ['KmsMasterKeyId'],
  'AWS::SNS::Topic': ['KmsMasterKeyId'],
  'AWS::DynamoDB::Table': ['SSESpecification.KMSMasterKeyId'],
  'AWS::Lambda::Function': ['KmsKeyArn'],
  'AWS::Logs::LogGroup': ['KmsKeyId'],
  'AWS::Backup::BackupVault': ['EncryptionKeyArn'],
};

function keysAt(resource: Resource, property: string): string[] {
  const value = resource.get(property);
  const keys = Array.isArray(value)
    ? toRecords(value).map(entry => valueAt(entry, 'ServerSideEncryptionByDefault.KMSMasterKeyID'))
    : [value];
  return keys.map(toText).filter(key => key !== undefined);
}
