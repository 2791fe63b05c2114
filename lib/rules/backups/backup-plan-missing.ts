import { dataToKeep, plans } from '../../assembly/relations/backups';
import { isMultiRegion } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const backupPlanMissing: Rule = {
  id: 'resilience-backup-plan-missing',
  area: 'backups',
  severity: 'warning',
  title: 'An app that runs in several regions has a backup plan',
  why: 'Replication is no backup: it copies deletions and mistakes. A copy that is out of reach of both is what remains.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_automated_backups_data.html',
  check(model, report) {
    if (plans(model).length > 0 || !isMultiRegion(model)) return;
    for (const resource of dataToKeep(model)) {
      report(resource, 'there is no backup plan in the app', 'add a backup plan with a copy to another region');
    }
  },
};
