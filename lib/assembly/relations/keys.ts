import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toText, valueAt } from '../value';
import { regionOfArn } from '../identity';
import { replicationLinks } from './replication';
import { replicas } from './tables';

/** Data under a KMS key. */
export interface Encryption {
  readonly resource: Resource;
  /** Id, ARN or alias, as it is named. */
  readonly text: string;
  /** The key, where it is one of this app. */
  readonly key?: Resource;
  /** Region of the data. */
  readonly place?: string;
}

/** Where each type names its key. */
const KEYS: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'KmsMasterKeyId',
  'AWS::SNS::Topic': 'KmsMasterKeyId',
  'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
  'AWS::Lambda::Function': 'KmsKeyArn',
  'AWS::Logs::LogGroup': 'KmsKeyId',
  'AWS::Backup::BackupVault': 'EncryptionKeyArn',
  'AWS::RDS::DBCluster': 'KmsKeyId',
  'AWS::RDS::DBInstance': 'KmsKeyId',
  'AWS::EFS::FileSystem': 'KmsKeyId',
  'AWS::Kinesis::Stream': 'StreamEncryption.KeyId',
  'AWS::SecretsManager::Secret': 'KmsKeyId',
  'AWS::OpenSearchService::Domain': 'EncryptionAtRestOptions.KmsKeyId',
  'AWS::ElastiCache::ReplicationGroup': 'KmsKeyId',
};

/** Every use of a key for data. */
export function encryptions(model: AppModel): Encryption[] {
  return model.remember(readEncryptions);
}

function readEncryptions(model: AppModel): Encryption[] {
  const found: Encryption[] = [];
  const add = (resource: Resource, value: unknown, place: string | undefined): void => {
    const text = toText(value);
    if (text !== undefined) found.push({ resource, text, place, key: model.find(text, ['AWS::KMS::Key'], place) });
  };
  for (const [type, property] of Object.entries(KEYS)) {
    for (const resource of model.ofType(type)) add(resource, resource.get(property), resource.region);
  }
  for (const bucket of model.ofType('AWS::S3::Bucket')) {
    for (const entry of bucket.records('BucketEncryption.ServerSideEncryptionConfiguration')) {
      add(bucket, valueAt(entry, 'ServerSideEncryptionByDefault.KMSMasterKeyID'), bucket.region);
    }
  }
  for (const { table, replica, region } of replicas(model)) {
    add(table, valueAt(replica, 'SSESpecification.KMSMasterKeyId'), region);
  }
  for (const { source, destination, destinationArn, rule } of replicationLinks(model)) {
    add(
      source,
      valueAt(rule, 'Destination.EncryptionConfiguration.ReplicaKmsKeyID'),
      destination?.region ?? regionOfArn(destinationArn),
    );
  }
  return found;
}
