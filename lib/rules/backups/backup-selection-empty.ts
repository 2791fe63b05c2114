import { type Resource } from '../../assembly/resource';
import { plans } from '../../assembly/relations/backups';
import { type Rule } from '../rule';

export const backupSelectionEmpty: Rule = {
  id: 'resilience-backup-selection-empty',
  area: 'backups',
  severity: 'error',
  title: 'A backup plan selects something',
  why: 'A plan without a selection backs up nothing, on time.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
  check(model, report) {
    const selecting = new Set<Resource | undefined>();
    for (const selection of model.ofType('AWS::Backup::BackupSelection')) {
      const isEmpty = ['BackupSelection.Resources', 'BackupSelection.ListOfTags', 'BackupSelection.Conditions'].every(
        property => selection.lacks(property),
      );
      if (isEmpty) report(selection, 'it names neither resources nor tags', 'name Resources or ListOfTags');
      selecting.add(model.find(selection.text('BackupPlanId'), ['AWS::Backup::BackupPlan'], selection));
    }
    for (const plan of plans(model)) {
      if (!selecting.has(plan)) report(plan, 'no selection belongs to it', 'add a BackupSelection');
    }
  },
};
