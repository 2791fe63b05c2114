import { type Resource } from '../../assembly/resource';
import { type Hazard } from '../hazard';

const DATA = /^AWS::(DynamoDB::(Global)?Table|S3::Bucket|RDS::DBCluster|EFS::FileSystem)$/;

export const dataLeftBehind: Hazard = {
  id: 'data-left-behind',
  outcome: 'loses',
  title: 'A table or bucket is not exchanged for an empty one.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatereplacepolicy.html',
  check({ changes }, report) {
    for (const { fate, before, after, changed } of changes) {
      if (fate !== 'replaced' || !DATA.test(after!.type) || !isKept(after!) || before!.name === after!.name) continue;
      report(
        after!,
        `a change of ${changed.join(', ')} makes a new, empty ${after!.type}; the one with the data stays in the account, outside of the stack`,
        'copy the data before traffic reaches the new one, or leave the property as it is',
      );
    }
  },
};

function isKept({ raw }: Resource): boolean {
  return raw.UpdateReplacePolicy?.startsWith('Retain') ?? false;
}
