import { type Claim } from '../claim';

export const ALARMS: readonly Claim[] = [
  {
    id: 'alias-rollback',
    what: 'Whether CloudFormation, when it takes a stack back, moves an alias with an update policy at once or by another deployment of CodeDeploy',
    where:
      '[drill/cloud/deployments/shifts.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/deployments/shifts.py), `_group`: at once',
    why: '[the page](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html) speaks of updates only',
    settledBy:
      'a stack whose alias has moved when a later resource fails, and `aws deploy list-deployments` of its group afterwards',
    change: '`_group`',
    local: 'moves it at once',
  },
  {
    id: 'datapoint-delay',
    what: 'How long after its period a datapoint is read by alarms: we take 60 s',
    where:
      '`RecoveryTime.byAlarm`, [drill/cloud/alarms/engine.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/alarms/engine.py)',
    why: 'no page says',
    settledBy:
      'an alarm on `Errors` of a function that throws once, and the time in `aws cloudwatch describe-alarm-history`',
    change: '`METRIC_DELAY_SECONDS`',
    local: 'reads it 60 s after its period',
  },
  {
    id: 'suppressor-extension',
    what: 'Whether a composite alarm that begins to ring within the extension period of its suppressor waits for the rest of it, and whether its OK actions are held back while the suppressor rings',
    where:
      '[drill/cloud/alarms/suppression.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/alarms/suppression.py)',
    why: '[the page](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html) shows a composite alarm that rings already',
    settledBy:
      '`aws cloudwatch set-alarm-state` on the suppressor, back again, then on the child; `ActionsSuppressedBy` of `aws cloudwatch describe-alarms`',
    change: '`withheld_by`',
    local: 'holds actions back until the extension is over',
  },
  {
    id: 'alarm-per-contributor',
    what: 'Whether an alarm on a query carries out its actions for each contributor that begins to ring, or once',
    where:
      '[drill/cloud/alarms/engine.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/alarms/engine.py), `judge`: once',
    why: "[the page](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html) speaks of contributors and of the alarm's own state",
    settledBy: 'two functions that throw a few minutes apart, and the messages of the topic',
    change: '`judge`',
    local: 'once',
  },
  {
    id: 'dashboard-region',
    what: 'Whether a dashboard that a stack of one region made can be opened from the console of another region while the first is away',
    where: '[docs/dashboards.md](dashboards.md#where-it-is)',
    why: 'dashboards [belong to the account](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html); no page says where they are kept',
    settledBy: 'an outage, or a word of AWS: nothing that an account can do takes CloudWatch of a region away',
    change: 'the page',
    local: 'keeps each in the region of its stack',
  },
  {
    id: 'generated-name-cut',
    what: 'How much of the name of a stack is left in the generated name of a function, a queue or a topic, where it is cut',
    where:
      '[lib/observability/dashboard-graphs.ts](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/lib/observability/dashboard-graphs.ts), `KEPT_OF_STACK_NAME`: 24 characters',
    why: '[the page](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html) says that names are made of the name of the stack and the logical id',
    settledBy:
      'a stack with a name of 60 characters, a function, a queue and a topic, and `aws cloudformation list-stack-resources`',
    change: '`KEPT_OF_STACK_NAME`',
    local: 'cuts what comes before the suffix, at its end',
  },
  {
    id: 'prometheus-5xx',
    what: 'Whether Amazon Managed Service for Prometheus takes a metric that is called `5xx_sum`, as the function of the documented way from CloudWatch writes it',
    where:
      '[lib/observability/prom-ql.ts](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/lib/observability/prom-ql.ts), `seriesOf`: it does not, so the rules look for `_5xx_sum`',
    why: 'names of metrics [begin with a letter](https://prometheus.io/docs/concepts/data_model/) in Prometheus 2, and may be anything in Prometheus 3; no page says which AWS follows',
    settledBy: 'the documented way, an API that answers 500, and `awscurl` of `/api/v1/label/__name__/values`',
    change: '`seriesOf`',
    local: 'writes `_5xx_sum`',
  },
];
