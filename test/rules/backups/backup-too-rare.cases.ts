import { ruleCase } from '../support/rule-case';
import { ref, resource, stack, vault } from '../support/templates';

const scheduled = (...expressions: string[]) =>
  stack({
    Vault: vault(),
    Plan: resource('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: expressions.map(ScheduleExpression => ({
          TargetBackupVault: ref('Vault'),
          ScheduleExpression,
        })),
      },
    }),
  });

export const cases = [ruleCase(bad => scheduled('cron(0 5 1 1,7 ? *)', ...(bad ? [] : ['cron(0 5 * * ? *)'])))];
