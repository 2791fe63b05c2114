import { ruleCase } from '../support/rule-case';
import {
  EAST,
  WEST,
  alarm,
  alias,
  arn,
  bucket,
  check,
  experiment,
  fn,
  plan,
  policy,
  ref,
  replication,
  resource,
  role,
  selection,
  stack,
  vault,
  workflow,
} from '../support/templates';

const scalable = (properties: Record<string, unknown> = {}) =>
  resource('AWS::ApplicationAutoScaling::ScalableTarget', {
    ServiceNamespace: 'lambda',
    ScalableDimension: 'lambda:function:ProvisionedConcurrency',
    ResourceId: 'function:api:live',
    MinCapacity: 1,
    MaxCapacity: 10,
    ...properties,
  });
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
const impact = (properties: Record<string, unknown> = {}) => ({ Role: role(), Alarm: alarm(properties) });
const waiting = {
  ActionId: 'aws:fis:wait',
  Parameters: { duration: 'PT1M' },
};

/** Figures and names that have to fit. */
export const limitCases = [
  ruleCase('alarm-check-slow', bad =>
    stack({
      Alarm: alarm({ AlarmName: 'up', Period: bad ? 300 : 60 }),
      Check: check({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'up', Region: EAST } }),
    }),
  ),
  ruleCase('bucket-replication-partial', bad =>
    stack({ Files: bucket(replication('arn:aws:s3:::other', { Filter: { Prefix: bad ? 'invoices/' : '' } })) }),
  ),
  ruleCase(
    'bucket-replication-partial',
    bad => [
      stack({ Files: bucket(replication('arn:aws:s3:::copy', { Filter: { Prefix: 'invoices/' } })) }),
      stack({ Copy: bucket({ BucketName: 'copy' }) }, bad ? WEST : EAST, { id: 'Readers' }),
    ],
    'good where the copy is in the same region',
  ),
  ruleCase('deployment-group-unused', bad =>
    stack({
      Fn: fn(),
      Live: {
        ...alias('Fn'),
        ...(bad ? {} : { UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: ref('Group') } } }),
      },
      Group: resource('AWS::CodeDeploy::DeploymentGroup', {
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      }),
    }),
  ),
  ruleCase('experiment-extension-missing', bad =>
    stack({
      ...impact(),
      Fn: fn(bad ? {} : { Layers: ['arn:aws:lambda:us-east-1:211125607513:layer:aws-fis-extension-x86_64:9'] }),
      Chaos: experiment({ Targets: { Functions: { ResourceType: 'aws:lambda:function', ResourceArns: [arn('Fn')] } } }),
    }),
  ),
  ruleCase('alarm-period-below-metric', bad =>
    stack({ Alarm: alarm({ Namespace: 'AWS/Lambda', MetricName: 'Errors', Period: bad ? 10 : 60 }) }),
  ),
  ruleCase('alarm-threshold-unreachable', bad =>
    stack({ Alarm: alarm({ Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: bad ? 0 : 1 }) }),
  ),
  ruleCase('bucket-replication-not-permitted', bad => {
    const files = bucket(replication('arn:aws:s3:::other'));
    Object.assign(files.Properties!.ReplicationConfiguration as object, { Role: arn('Role') });
    return stack({
      Files: files,
      Role: role(),
      Policy: policy({ Action: bad ? 's3:GetObject' : 's3:*', Resource: 'arn:aws:s3:::*' }),
    });
  }),
  ruleCase('backup-role-not-permitted', bad => {
    const selected = selection([arn('Files')]);
    Object.assign(selected.Properties!.BackupSelection as object, { IamRoleArn: arn('Role') });
    const policies = [
      'service-role/AWSBackupServiceRolePolicyForBackup',
      ...(bad ? [] : ['AWSBackupServiceRolePolicyForS3Backup']),
    ];
    return stack({
      Files: bucket(),
      Plan: plan(),
      Vault: vault(),
      Selection: selected,
      Role: role({ ManagedPolicyArns: policies.map(name => `arn:aws:iam::aws:policy/${name}`) }),
    });
  }),
  ruleCase('function-limits', bad => stack({ Fn: fn({ MemorySize: bad ? 64 : 128 }) })),
  ruleCase('provisioned-above-reserved', bad => {
    const live = alias('Fn');
    Object.assign(live.Properties!, {
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: bad ? 20 : 5 },
    });
    return stack({ Fn: fn({ ReservedConcurrentExecutions: 10 }), Live: live });
  }),
  ruleCase('function-in-one-zone', bad =>
    stack({ Fn: fn({ VpcConfig: { SubnetIds: bad ? ['subnet-1'] : ['subnet-1', 'subnet-2'] } }) }),
  ),
  ruleCase('alarm-threshold', bad => stack({ Alarm: alarm(bad ? { Threshold: undefined } : {}) })),
  ruleCase('alarm-action-elsewhere', bad =>
    stack({ Alarm: alarm({ AlarmActions: [`arn:aws:sns:${bad ? WEST : EAST}:111111111111:operators`] }) }),
  ),
  ruleCase('restore-test-selects-nothing', bad =>
    stack({
      Test: resource('AWS::Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'monthly' }),
      ...(bad
        ? {}
        : { Selection: resource('AWS::Backup::RestoreTestingSelection', { RestoreTestingPlanName: ref('Test') }) }),
    }),
  ),
  ruleCase('backup-window', bad =>
    stack({ Vault: vault(), Plan: plan({ StartWindowMinutes: 60, CompletionWindowMinutes: bad ? 60 : 180 }) }),
  ),
  ruleCase('backup-too-rare', bad => scheduled('cron(0 5 1 1,7 ? *)', ...(bad ? [] : ['cron(0 5 * * ? *)']))),
  ruleCase('experiment-action-unknown', bad => {
    const chaos = experiment();
    const actions = chaos.Properties!.Actions as Record<string, Record<string, unknown>>;
    Object.assign(actions, { Wait: waiting });
    actions.Delay.StartAfter = [bad ? 'Wiat' : 'Wait'];
    return stack({ ...impact(), Chaos: chaos });
  }),
  ruleCase('experiment-stop-missing-data', bad =>
    stack({ ...impact({ TreatMissingData: bad ? 'ignore' : 'breaching' }), Chaos: experiment() }),
  ),
  ruleCase('workflow-retry-unlimited', bad =>
    stack({
      Flow: workflow({
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: bad ? 99_999_999 : 3, JitterStrategy: 'FULL' }],
      }),
    }),
  ),
  ruleCase('deployment-alarm-unknown', bad =>
    stack({
      Alarm: alarm({ AlarmName: 'errors' }),
      Group: resource('AWS::CodeDeploy::DeploymentGroup', {
        AlarmConfiguration: { Enabled: true, Alarms: [{ Name: bad ? 'erors' : 'errors' }] },
      }),
    }),
  ),
  ruleCase('scaling-target-unknown', bad =>
    stack({
      Fn: fn({ FunctionName: 'api' }),
      Live: alias('Fn'),
      Target: scalable({ ResourceId: bad ? 'function:api:prod' : 'function:api:live' }),
    }),
  ),
  ruleCase('scaling-without-policy', bad =>
    stack({
      Target: scalable(),
      ...(bad
        ? {}
        : { Policy: resource('AWS::ApplicationAutoScaling::ScalingPolicy', { ScalingTargetId: ref('Target') }) }),
    }),
  ),
];
