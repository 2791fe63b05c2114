import { ruleCase } from '../support/rule-case';
import { arn, bucket, policy, replication, role, stack } from '../support/templates';

export const cases = [
  ruleCase(bad => {
    const files = bucket(replication('arn:aws:s3:::other'));
    Object.assign(files.Properties!.ReplicationConfiguration as object, { Role: arn('Role') });
    return stack({
      Files: files,
      Role: role(),
      Policy: policy({ Action: bad ? 's3:GetObject' : 's3:*', Resource: 'arn:aws:s3:::*' }),
    });
  }),
];
