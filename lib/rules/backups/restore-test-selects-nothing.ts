import { type Rule } from '../rule';

export const restoreTestSelectsNothing: Rule = {
  id: 'resilience-restore-test-selects-nothing',
  area: 'backups',
  severity: 'warning',
  title: 'A restore test restores something',
  why: 'A restore-testing plan without a selection runs on time and tests nothing.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html',
  check(model, report) {
    const plans = model.ofType('AWS::Backup::RestoreTestingPlan');
    const tested = new Set(
      model
        .ofType('AWS::Backup::RestoreTestingSelection')
        .map(each => model.find(each.text('RestoreTestingPlanName'), ['AWS::Backup::RestoreTestingPlan'], each)),
    );
    for (const plan of plans) {
      if (!tested.has(plan)) report(plan, 'no selection belongs to it', 'add an AWS::Backup::RestoreTestingSelection');
    }
  },
};
