import { toText } from '../../assembly/value';
import { type Resource } from '../../assembly/resource';
import { type Hazard } from '../hazard';

export const replicasAtOnce: Hazard = {
  id: 'replicas-at-once',
  outcome: 'refused',
  title: 'An update adds or removes one replica of a global table.',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html',
  check({ changes }, report) {
    for (const { fate, before, after } of changes) {
      if (fate !== 'updated' || after!.type !== 'AWS::DynamoDB::GlobalTable') continue;
      const [old, now] = [before!, after!].map(regionsOf);
      const moved = [...old.filter(it => !now.includes(it)), ...now.filter(it => !old.includes(it))];
      if (moved.length <= 1) continue;
      report(
        after!,
        `replicas in ${moved.join(' and ')} come and go in one update, and DynamoDB takes one`,
        'deploy once for each replica: first the removal, then the addition',
      );
    }
  },
};

export const protectedReplicaRemoved: Hazard = {
  id: 'protected-replica-removed',
  outcome: 'refused',
  title: 'A replica is unprotected before it is removed.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  check({ changes }, report) {
    for (const { fate, before, after } of changes) {
      if (fate !== 'updated' || after!.type !== 'AWS::DynamoDB::GlobalTable') continue;
      const now = regionsOf(after!);
      const removed = before!
        .records('Replicas')
        .find(({ Region, DeletionProtectionEnabled: on }) => on === true && !now.includes(toText(Region) ?? ''));
      if (!removed) continue;
      report(
        after!,
        `the replica in ${toText(removed.Region)} is removed while its deletion protection is on`,
        'turn its deletion protection off in a deployment of its own, then remove it',
      );
    }
  },
};

function regionsOf(table: Resource): string[] {
  return table.records('Replicas').map(({ Region }) => toText(Region) ?? '');
}
