import { toText } from '../../assembly/value';
import { mayDo } from '../../assembly/relations/policies';
import { type Rule } from '../rule';

export const bucketReplicationNotPermitted: Rule = {
  id: 'resilience-bucket-replication-not-permitted',
  area: 'data',
  severity: 'error',
  title: 'The role of a replication may replicate',
  why: 'S3 accepts the rule and copies nothing: each object stays FAILED in its replication status, and nobody looks there.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
  check(model, report) {
    for (const bucket of model.ofType('AWS::S3::Bucket')) {
      const role = model.find(toText(bucket.get('ReplicationConfiguration.Role')), ['AWS::IAM::Role'], bucket);
      const missing = role ? NEEDED.filter(action => mayDo(model, role, action) === false) : [];
      if (role && missing.length > 0) {
        report(
          bucket,
          `its replication uses "${role.path}", which may not ${missing.join(', ')}`,
          'allow them in the role',
        );
      }
    }
  },
};

const NEEDED = ['s3:GetReplicationConfiguration', 's3:ReplicateObject'];
