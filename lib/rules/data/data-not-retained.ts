import { databases } from '../../assembly/relations/databases';
import { type Rule } from '../rule';

export const dataNotRetained: Rule = {
  id: 'resilience-data-not-retained',
  area: 'data',
  severity: 'warning',
  title: 'Databases and file systems outlive their stack',
  why: 'The data goes with the stack, or with a change that replaces the resource.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  check(model, report) {
    const byDefaultLost = new Set(model.ofType('AWS::EFS::FileSystem', 'AWS::OpenSearchService::Domain'));
    for (const resource of [...databases(model), ...byDefaultLost]) {
      const { DeletionPolicy: deletion, UpdateReplacePolicy: replacement } = resource.raw;
      const isLost = deletion === 'Delete' || (deletion === undefined && byDefaultLost.has(resource));
      if (isLost || replacement === 'Delete') {
        report(
          resource,
          `DeletionPolicy is ${deletion ?? 'not set'} and UpdateReplacePolicy ${replacement ?? 'not set'}`,
          'set both to Retain, or to Snapshot where the type has snapshots',
        );
      }
    }
  },
};
