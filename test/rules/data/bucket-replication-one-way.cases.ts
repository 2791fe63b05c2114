import { ruleCase } from '../support/rule-case';
import { EAST, WEST, bucket, replication, resource, stack } from '../support/templates';
import { copyFor, east, pairOf, toWest, west } from './parts';

export const cases = [
  ruleCase(bad => pairOf(replication(toWest), bad ? {} : undefined)),
  ruleCase(
    bad => [
      stack({
        Files: bucket(east),
        Keeper: resource('AWS::Events::Rule', {
          Targets: [
            {
              Input: JSON.stringify({
                Bucket: 'files-east',
                ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination: { Bucket: toWest } }] },
              }),
            },
          ],
        }),
      }),
      stack({ Files: bucket({ ...west, ...(bad ? {} : replication('arn:aws:s3:::files-east')) }) }, WEST),
    ],
    'a replication that a scheduled request puts on the bucket',
  ),
  ruleCase(bad => copyFor(bad ? WEST : EAST), 'a copy for other readers in the same region'),
];
