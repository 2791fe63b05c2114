import { ruleCase } from '../support/rule-case';
import { EAST, WEST, alarm, plan, ref, resource, stack, vault } from '../support/templates';
import { copyTo } from './parts';

const told = (kinds: string[], detail?: Record<string, unknown>) =>
  resource('AWS::Events::Rule', {
    EventPattern: { source: ['aws.backup'], 'detail-type': kinds.map(kind => `${kind} Job State Change`), detail },
    Targets: [{ Id: 'operators', Arn: ref('Operators') }],
  });
const planned = (more: Record<string, ReturnType<typeof resource>>, rule = {}) =>
  stack({ Vault: vault(), Plan: plan(rule), ...more });

export const cases = [
  ruleCase(bad => planned(bad ? {} : { Failed: told(['Backup'], { state: ['FAILED', 'EXPIRED', 'ABORTED'] }) })),
  ruleCase(
    bad => planned({ Failed: told(bad ? ['Backup'] : ['Backup', 'Copy']) }, copyTo(WEST)),
    'a copy to another region',
  ),
  ruleCase(
    bad => planned({ Done: told(['Backup'], { state: bad ? ['COMPLETED'] : ['COMPLETED', 'FAILED'] }) }),
    'only what went well',
  ),
  ruleCase(bad => {
    const Notifications = { SNSTopicArn: ref('Operators'), BackupVaultEvents: ['BACKUP_JOB_COMPLETED'] };
    return [planned({}), stack({ Copies: vault({ Notifications }) }, bad ? WEST : EAST, { id: 'Vaults' })];
  }, 'a vault of the same region that sends notifications'),
  ruleCase(
    bad =>
      stack({
        Test: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'weekly' }),
        Failed: alarm({
          Namespace: 'AWS/Backup',
          MetricName: { 'Fn::Sub': `NumberOf${bad ? 'Backup' : 'Restore'}JobsFailed` },
        }),
      }),
    'a test of restores, watched by an alarm',
  ),
];
