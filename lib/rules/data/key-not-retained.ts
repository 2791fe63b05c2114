import { artifactBuckets } from '../../assembly/relations/backups';
import { encryptions } from '../../assembly/relations/keys';
import { type Rule } from '../rule';

export const keyNotRetained: Rule = {
  id: 'resilience-key-not-retained',
  area: 'data',
  severity: 'error',
  title: 'A key outlives the data that it encrypts',
  why: 'Data that is retained cannot be read when its key was deleted with the stack.',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  check(model, report) {
    const artifacts = model.remember(artifactBuckets);
    for (const { resource, key } of encryptions(model)) {
      const policy = key?.raw.DeletionPolicy;
      const isKept = ['Retain', 'Snapshot', 'RetainExceptOnCreate'].includes(resource.raw.DeletionPolicy ?? 'Delete');
      if (key && isKept && !artifacts.has(resource) && (policy === undefined || policy === 'Delete')) {
        report(
          key,
          `DeletionPolicy is ${policy ?? 'not set'}, and it encrypts "${resource.path}", which is kept`,
          'set DeletionPolicy and UpdateReplacePolicy to Retain',
        );
      }
    }
  },
};
