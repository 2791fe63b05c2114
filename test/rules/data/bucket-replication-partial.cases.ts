import { ruleCase } from '../support/rule-case';
import { EAST, WEST, bucket, replication, stack } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Files: bucket(replication('arn:aws:s3:::other', { Filter: { Prefix: bad ? 'invoices/' : '' } })) }),
  ),
  ruleCase(
    bad => [
      stack({ Files: bucket(replication('arn:aws:s3:::copy', { Filter: { Prefix: 'invoices/' } })) }),
      stack({ Copy: bucket({ BucketName: 'copy' }) }, bad ? WEST : EAST, { id: 'Readers' }),
    ],
    'good where the copy is in the same region',
  ),
];
