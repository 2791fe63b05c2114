import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { type Hazard } from '../hazard';
import { claimsOf } from '../unique-identity';
import { type Change } from '../update';

export const claimStillHeld: Hazard = {
  id: 'claim-still-held',
  outcome: 'refused',
  title: 'What is new claims no name, route, source or record role that something deployed still has.',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html',
  check({ before, changes, isRenewed }, report) {
    const holders = new Map<string, Resource[]>();
    for (const resource of before.resources) for (const claim of claimsOf(resource)) append(holders, claim, resource);
    for (const change of changes) {
      const wanted = newClaimsOf(change).filter(claim => !isRenewed(claim));
      const holder = wanted.flatMap(claim => holders.get(claim) ?? []).find(it => it !== change.before);
      if (holder === undefined) continue;
      report(
        change.after!,
        `${change.after!.logicalId} claims what ${holder.path} has until the end of its own update: CloudFormation creates before it deletes`,
        'keep the logical id (overrideLogicalId) where it is the same thing; otherwise deploy twice: first remove the old one, then add the new one',
      );
    }
  },
};

function newClaimsOf({ before, after }: Change): string[] {
  const own = before ? claimsOf(before) : [];
  return after ? claimsOf(after).filter(claim => !own.includes(claim)) : [];
}
