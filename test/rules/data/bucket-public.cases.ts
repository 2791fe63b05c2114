import { ruleCase } from '../support/rule-case';
import { bucket, stack } from '../support/templates';
import { open, website } from './parts';

const blocked = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

export const cases = [
  ruleCase(bad =>
    stack({ Files: bucket({ PublicAccessBlockConfiguration: { ...blocked, BlockPublicPolicy: !bad } }) }),
  ),
  ruleCase(
    bad => stack({ Files: bucket(bad ? { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } : {}) }),
    'a bucket that leaves what S3 does by itself, and one that gives a part of it up',
  ),
  ruleCase(bad => stack({ Site: bucket(bad ? open : website) }), 'a website'),
];
