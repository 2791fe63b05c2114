import { type Hazard } from '../hazard';
import { type Change } from '../update';

/** What holds data or messages that nothing can make again. */
const STATEFUL =
  /^AWS::(DynamoDB::(Global)?Table|S3::Bucket|SQS::Queue|Kinesis::Stream|RDS::DB(Cluster|Instance)|DocDB::DBCluster|Neptune::DBCluster|EFS::FileSystem|KMS::Key|SecretsManager::Secret|Cognito::UserPool|OpenSearchService::Domain|Backup::BackupVault)$/;
const KEEPING = /^(Retain|RetainExceptOnCreate|Snapshot)$/;

export const dataRemoved: Hazard = {
  id: 'data-removed',
  outcome: 'loses',
  title: 'A deployment deletes no table, bucket, queue or key with what is in it.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  check({ changes }, report) {
    for (const change of changes.filter(isDeleted)) {
      report(
        change.before!,
        `${change.before!.type} ${change.before!.logicalId} is ${change.fate}, and what is in it is deleted`,
        'keep its construct id and its place, or set its removal policy to RETAIN in a deployment of its own first',
      );
    }
  },
};

function isDeleted({ fate, before, after }: Change): boolean {
  if (before === undefined || !STATEFUL.test(before.type)) return false;
  if (fate === 'removed') return !KEEPING.test(before.raw.DeletionPolicy ?? 'Delete');
  return fate === 'replaced' && !KEEPING.test(after!.raw.UpdateReplacePolicy ?? 'Delete');
}
