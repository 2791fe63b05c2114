import { givenName } from '../../assembly/relations/names';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const retainedAfterFailedCreation: Rule = {
  id: 'resilience-retained-after-failed-creation',
  area: 'data',
  severity: 'warning',
  title: 'What has a name and is kept is not kept when its first deployment fails',
  why: 'Retain also keeps what a creation made that was rolled back. The next attempt meets the name and fails with AlreadyExists, in every region, until somebody deletes it by hand.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  check(model, report) {
    for (const resource of model.resources) {
      if (resource.raw.DeletionPolicy !== 'Retain' || isProtected(resource)) continue;
      const name = givenName(resource);
      if (name !== undefined) {
        report(
          resource,
          `it is called "${name}", and its DeletionPolicy is Retain`,
          'set DeletionPolicy to RetainExceptOnCreate (CDK: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)',
        );
      }
    }
  },
};

/** What refuses to be deleted stays after a failed creation whatever its policy says. */
function isProtected(resource: Resource): boolean {
  const replicas = resource.records('Replicas');
  return [
    resource.get('DeletionProtectionEnabled'),
    resource.get('DeletionProtection'),
    ...replicas.map(each => each.DeletionProtectionEnabled),
  ].some(value => value === true || value === 'true');
}
