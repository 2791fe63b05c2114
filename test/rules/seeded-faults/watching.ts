import { type StackInput } from '../../../lib/assembly/template';
import { att, dotted, join, sub } from '../support/intrinsics';
import { EAST, WEST, alarm, fn, ref, resource, stack } from '../support/templates';
import { faultsIn } from './seed';

const OPERATORS = `arn:aws:sns:${EAST}:111111111111:operators`;
const metric = (Id: string, MetricName: string, more: Record<string, unknown> = {}) => ({
  Id,
  ReturnData: false,
  MetricStat: {
    Stat: 'Sum',
    Period: '60',
    Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value: ref('Handler') }] },
  },
  ...more,
});
const computed = (properties: Record<string, unknown>) =>
  alarm({ Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, ...properties });

/** Alarms by metric math, by anomaly, combined, with a topic under a key; a deployment and an experiment that read them. */
export const watching = (): StackInput[] => [
  stack(
    {
      Handler: fn({
        FunctionName: 'watched',
        Layers: [sub('arn:aws:lambda:${AWS::Region}:211125607513:layer:aws-fis-extension-x86_64:9')],
      }),
      Version: resource('AWS::Lambda::Version', { FunctionName: ref('Handler') }),
      Live: resource(
        'AWS::Lambda::Alias',
        { FunctionName: ref('Handler'), FunctionVersion: '1', Name: 'live' },
        {
          UpdatePolicy: {
            CodeDeployLambdaAliasUpdate: { ApplicationName: ref('Application'), DeploymentGroupName: ref('Rollout') },
          },
        },
      ),
      Topic: resource('AWS::SNS::Topic', { TopicName: 'watchers' }),
      Errors: alarm({
        AlarmName: 'errors',
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [
          { Name: 'FunctionName', Value: 'watched' },
          { Name: 'Resource', Value: 'watched:live' },
        ],
        AlarmActions: [ref('Topic')],
      }),
      Silence: computed({
        AlarmName: 'silence',
        Metrics: [metric('calls', 'Invocations'), { Id: 'filled', Expression: 'FILL(calls, 0)', ReturnData: true }],
        ComparisonOperator: 'LessThanOrEqualToThreshold',
        Threshold: '0',
        TreatMissingData: 'breaching',
        AlarmActions: [OPERATORS],
      }),
      Rate: computed({
        AlarmName: 'rate',
        Metrics: [
          metric('errors', 'Errors'),
          metric('calls', 'Invocations'),
          { Id: 'rate', Expression: 'IF(calls > 20, 100 * errors / calls, 0)', ReturnData: true },
        ],
        Threshold: 5,
        DatapointsToAlarm: '2',
        EvaluationPeriods: '3',
        AlarmActions: [OPERATORS],
      }),
      Unusual: computed({
        Metrics: [
          metric('duration', 'Duration', { ReturnData: true }),
          { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(duration, 3)', ReturnData: true },
        ],
        Threshold: undefined,
        ThresholdMetricId: 'band',
        ComparisonOperator: 'GreaterThanUpperThreshold',
        AlarmActions: [OPERATORS],
      }),
      Trouble: resource('AWS::CloudWatch::CompositeAlarm', {
        AlarmName: 'trouble',
        AlarmRule: sub('ALARM("errors") OR ALARM(${Quiet}) OR ALARM("${Rate.Arn}")', { Quiet: ref('Silence') }),
        AlarmActions: [OPERATORS],
      }),
      Application: resource('AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }),
      Rollout: resource('AWS::CodeDeploy::DeploymentGroup', {
        ApplicationName: ref('Application'),
        DeploymentConfigName: join('.', 'CodeDeployDefault', 'LambdaLinear10PercentEvery1Minute'),
        AlarmConfiguration: { Enabled: 'true', Alarms: [{ Name: ref('Errors') }] },
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      }),
      Target: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
        ServiceNamespace: 'lambda',
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        ResourceId: 'function:watched:live',
        MinCapacity: '1',
        MaxCapacity: '10',
      }),
      Scaling: resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: ref('Target'),
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: '0.7',
          PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
        },
      }),
      Chaos: resource('AWS::FIS::ExperimentTemplate', {
        RoleArn: att('ChaosRole'),
        StopConditions: [{ Source: 'aws:cloudwatch:alarm', Value: dotted('Trouble.Arn') }],
        Targets: {
          Functions: { ResourceType: 'aws:lambda:function', SelectionMode: 'COUNT(1)', ResourceArns: [att('Handler')] },
        },
        Actions: {
          Wait: { ActionId: 'aws:fis:wait', Parameters: { duration: 'PT2M' } },
          Fail: {
            ActionId: 'aws:lambda:invocation-error',
            Parameters: { duration: 'PT10M', invocationPercentage: '20' },
            Targets: { Functions: 'Functions' },
            StartAfter: ['Wait'],
          },
        },
        ExperimentOptions: { EmptyTargetResolutionMode: 'fail' },
      }),
      ChaosRole: resource('AWS::IAM::Role', {}),
    },
    EAST,
  ),
];

export const watchingFaults = faultsIn(watching, {
  'a rate in metric math without a minimum': [
    'rate-without-minimum-sample',
    app => app.set('Rate.Metrics.2.Expression', '100 * errors / calls'),
  ],
  'a rate by division of one half': [
    'rate-without-minimum-sample',
    app => app.set('Rate.Metrics.2.Expression', sub('(errors/calls)*100')),
  ],
  'metric math on silence that does not mind missing data': [
    'heartbeat-missing-data',
    app => app.set('Silence.TreatMissingData', 'missing'),
  ],
  'metric math on errors that rings without data': [
    'alarm-on-errors-breaching',
    app => app.set('Rate.TreatMissingData', 'breaching'),
  ],
  'a composite of an alarm by a name that is wrong': [
    'composite-child-unknown',
    app => app.set('Trouble.AlarmRule', 'ALARM(errors) OR ALARM("silense")'),
  ],
  'a composite of an alarm of another region, by ARN': [
    'composite-child-unknown',
    app => app.set('Trouble.AlarmRule', `ALARM("arn:aws:cloudwatch:${WEST}:111111111111:alarm:errors")`),
  ],
  'a period of ninety seconds in text': ['alarm-period', app => app.set('Rate.Metrics.0.MetricStat.Period', '90')],
  'eight days of hourly periods': [
    'alarm-window',
    app => {
      app.set('Errors.Period', '3600');
      app.set('Errors.EvaluationPeriods', '192');
    },
  ],
  'four of three datapoints in text': ['alarm-datapoints', app => app.set('Rate.DatapointsToAlarm', '4')],
  'a period of ten seconds on what comes once a minute': [
    'alarm-period-below-metric',
    app => app.set('Errors.Period', '10'),
  ],
  'an alarm that always rings': ['alarm-threshold-unreachable', app => app.set('Errors.Threshold', '0')],
  'an alarm on fewer than none': [
    'alarm-threshold-unreachable',
    app => {
      app.set('Errors.Threshold', 0);
      app.set('Errors.ComparisonOperator', 'LessThanThreshold');
    },
  ],
  'a composite of nothing': ['composite-child-unknown', app => app.set('Trouble.AlarmRule', 'FALSE')],
  'an alarm without threshold': ['alarm-threshold', app => app.set('Errors.Threshold', undefined)],
  'a threshold that is no number': ['alarm-threshold', app => app.set('Rate.Threshold', 'NaN')],
  'an anomaly alarm whose band is called otherwise': [
    'alarm-threshold',
    app => app.set('Unusual.ThresholdMetricId', 'bands'),
  ],
  'an anomaly alarm that says nothing of missing data': [
    'alarm-missing-data-implicit',
    app => app.set('Unusual.TreatMissingData', undefined),
  ],
  'actions disabled by text': ['alarm-without-action', app => app.set('Unusual.ActionsEnabled', 'false')],
  'an action that a false value takes away': [
    'alarm-without-action',
    app => app.set('Unusual.AlarmActions', [ref('AWS::NoValue')]),
  ],
  'an alarm that only tells when all is well': [
    'alarm-without-action',
    app => {
      app.set('Unusual.AlarmActions', undefined);
      app.set('Unusual.OKActions', [OPERATORS]);
    },
  ],
  'an alarm that tells a topic of another region': [
    'alarm-action-elsewhere',
    app => app.set('Unusual.AlarmActions', [`arn:aws:sns:${WEST}:111111111111:operators`]),
  ],
  "alarms to a topic under SNS's own key": [
    'delivery-key-not-usable',
    app => app.set('Topic.KmsMasterKeyId', 'alias/aws/sns'),
  ],
  'an alarm on a function by a name nobody has': [
    'alarm-dimension-unknown',
    app => app.set('Rate.Metrics.1.MetricStat.Metric.Dimensions.0.Value', 'watched-old'),
  ],
  'errors without a twin for silence': [
    'error-alarm-without-silence-twin',
    app => {
      app.drop('Silence');
      app.set('Trouble.AlarmRule', 'ALARM("errors") OR ALARM("rate")');
    },
  ],
  'a rollout at once by name of its configuration in a join': [
    'deployment-all-at-once',
    app => app.set('Rollout.DeploymentConfigName', join('.', 'CodeDeployDefault', 'LambdaAllAtOnce')),
  ],
  'alarms of a rollout switched off by text': [
    'deployment-without-rollback',
    app => app.set('Rollout.AlarmConfiguration.Enabled', 'false'),
  ],
  'rollback switched off': [
    'deployment-without-rollback',
    app => app.set('Rollout.AutoRollbackConfiguration.Enabled', false),
  ],
  'a rollout guarded by an alarm that does not exist': [
    'deployment-alarm-unknown',
    app => app.set('Rollout.AlarmConfiguration.Alarms', [{ Name: 'erors' }]),
  ],
  'scaling of an alias that does not exist': [
    'scaling-target-unknown',
    app => app.set('Target.ResourceId', 'function:watched:production'),
  ],
  'scaling of $LATEST': ['scaling-target-unknown', app => app.set('Target.ResourceId', sub('function:${Handler}'))],
  'a target that nothing scales': ['scaling-without-policy', app => app.drop('Scaling')],
  'scaling to nothing at night': [
    'scaling-to-zero',
    app =>
      app.set('Target.ScheduledActions', [
        {
          ScheduledActionName: 'night',
          Schedule: 'cron(0 0 * * ? *)',
          ScalableTargetAction: { MinCapacity: '0', MaxCapacity: '1' },
        },
      ]),
  ],
  'scaling at full load in text': [
    'scaling-target-utilisation',
    app => app.set('Scaling.TargetTrackingScalingPolicyConfiguration.TargetValue', '0.95'),
  ],
  'an experiment of none': [
    'experiment-percentage',
    app => app.set('Chaos.Targets.Functions.SelectionMode', 'COUNT(0)'),
  ],
  'an experiment on 120 percent of calls in text': [
    'experiment-percentage',
    app => app.set('Chaos.Actions.Fail.Parameters.invocationPercentage', '120'),
  ],
  'a stop condition by the name of an alarm': [
    'experiment-stop-unknown',
    app => app.set('Chaos.StopConditions.0.Value', ref('Trouble')),
  ],
  "a stop condition on another region's alarm": [
    'experiment-stop-unknown',
    app => app.set('Chaos.StopConditions.0.Value', `arn:aws:cloudwatch:${WEST}:111111111111:alarm:trouble`),
  ],
  'a stop condition on an alarm that ignores missing data': [
    'experiment-stop-missing-data',
    app => {
      app.set('Errors.TreatMissingData', 'ignore');
      app.set('Chaos.StopConditions.0.Value', att('Errors'));
    },
  ],
  'half a day and a minute': [
    'experiment-duration',
    app => app.set('Chaos.Actions.Fail.Parameters.duration', 'PT721M'),
  ],
  'ten seconds of waiting': ['experiment-duration', app => app.set('Chaos.Actions.Wait.Parameters.duration', 'PT10S')],
  'an action after one that does not exist': [
    'experiment-action-unknown',
    app => app.set('Chaos.Actions.Fail.StartAfter', ['Wiat']),
  ],
  'an experiment that may do everything': [
    'action-wildcard',
    app => app.set('ChaosRole.ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess']),
  ],
});
