import { type Resource } from '../../assembly/resource';
import { dataToKeep, isBackedUp, plans } from '../../assembly/relations/backups';
import { environmentsOf, serviceOf } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const backupSelectionMisses: Rule = {
  id: 'resilience-backup-selection-misses',
  area: 'backups',
  severity: 'error',
  title: "The backup plan's selection covers all data",
  why: 'A table that the selection does not name has no backup, and nobody notices before the restore.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
  check(model, report) {
    if (plans(model).length === 0) return;
    const planned = new Set(plans(model).map(placeOf));
    for (const resource of dataToKeep(model)) {
      if (planned.has(placeOf(resource)) && !isBackedUp(model, resource)) {
        report(
          resource,
          'no selection of any backup plan covers it',
          'add it to a BackupSelection, or tag it so that one selects it',
        );
      }
    }
  },
};

/** A plan in one region speaks for the whole of its stage and account; other stages may do without. */
function placeOf({ stack }: Resource): string {
  return `${serviceOf(stack)} ${stack.account} ${environmentsOf(stack)}`;
}
