import { type Hazard } from '../hazard';
import { claimsOf } from '../unique-identity';

export const replacedUnderItsName: Hazard = {
  id: 'replaced-under-its-name',
  outcome: 'refused',
  title: 'What is replaced gets another name, because its successor is made before it is deleted.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html',
  check({ changes, isRenewed }, report) {
    for (const { fate, before, after, changed } of changes) {
      if (fate !== 'replaced') continue;
      const held = claimsOf(before!);
      if (!claimsOf(after!).some(claim => held.includes(claim) && !isRenewed(claim))) continue;
      report(
        after!,
        `a change of ${changed.join(', ') || 'what it refers to'} replaces ${after!.type}, whose successor cannot exist beside it`,
        'change the name with it, or deploy twice: first without the resource, then with the new one',
      );
    }
  },
};
