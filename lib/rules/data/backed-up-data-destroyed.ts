import { selectedResources } from '../../assembly/relations/backups';
import { replicatedBuckets } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const backedUpDataDestroyed: Rule = {
  id: 'resilience-backed-up-data-destroyed',
  area: 'data',
  severity: 'warning',
  title: 'A bucket that is worth a backup or a replica is not deleted with its stack',
  why: 'A restore takes hours and goes into a new resource; a wrong deletion of the stack should not need one.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  check(model, report) {
    for (const resource of new Set([...selectedResources(model), ...replicatedBuckets(model)])) {
      if (resource.type !== 'AWS::S3::Bucket') continue;
      const { DeletionPolicy: deletion, UpdateReplacePolicy: replacement } = resource.raw;
      if (deletion === undefined || deletion === 'Delete' || replacement === 'Delete') {
        report(
          resource,
          `DeletionPolicy is ${deletion ?? 'not set'} and UpdateReplacePolicy ${replacement ?? 'not set'}`,
          'set DeletionPolicy and UpdateReplacePolicy to Retain',
        );
      }
    }
  },
};
