import { ruleCase } from '../support/rule-case';
import { EAST, WEST, bucket, replication } from '../support/templates';
import { service } from './parts';

export const cases = [
  ruleCase(bad =>
    [EAST, WEST].map(region =>
      service(region, { Files: bucket(bad ? {} : replication(`arn:aws:s3:::other-of-${region}`)) }),
    ),
  ),
];
