import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { OPERATOR } from './operator';
import { type ProtectedFunction } from './raw-function';

const MINUTE = Duration.minutes(1);

/** The topic to which the alarms of a stack go. */
export function alarmTopic(scope: Construct): Topic {
  const stack = Stack.of(scope);
  return (stack.node.tryFindChild('AlarmTopic') as Topic | undefined) ?? createAlarmTopic(stack);
}

/** Somebody is told: nobody would be a warning of ours, and printing it would be measured. */
function createAlarmTopic(stack: Stack): Topic {
  const topic = new Topic(stack, 'AlarmTopic', { enforceSSL: true });
  topic.addSubscription(new EmailSubscription(OPERATOR));
  return topic;
}

/** Errors, throttles, slowness and undelivered letters with their twin for silence; depth and age of the dead letters. */
export function createAlarms({ scope, alias, letters }: ProtectedFunction): void {
  const sum = { statistic: Stats.SUM, period: MINUTE };
  const maximum = { statistic: Stats.MAXIMUM, period: MINUTE };
  const path = scope.node.path;
  failure(scope, 'ErrorsAlarm', alias.metricErrors(sum), `Invocations of ${path} fail. Look at its log and traces.`);
  failure(
    scope,
    'ThrottlesAlarm',
    alias.metricThrottles(sum),
    `Invocations of ${path} are throttled: callers are refused, events wait. Look at the concurrency.`,
  );
  failure(
    scope,
    'SlowAlarm',
    alias.metricDuration({ statistic: Stats.p(99), period: MINUTE }),
    `Invocations of ${path} are slow, or near their timeout. Look at its traces.`,
    8000,
  );
  undelivered({ scope, alias, letters });
  silence(scope, alias.metricInvocations({ statistic: Stats.SUM, period: Duration.minutes(5) }));
  failure(
    letters,
    'DepthAlarm',
    letters.metricApproximateNumberOfMessagesVisible(maximum),
    `Dead letters wait in ${path}: something could not be processed. Find the cause, then redrive them.`,
  );
  failure(
    letters,
    'AgeAlarm',
    letters.metricApproximateAgeOfOldestMessage(maximum),
    `Dead letters lie in ${path} for a day, and are deleted after 14 days.`,
    Duration.days(1).toSeconds(),
  );
}

/** An event that failed and whose letter could not be written either. */
export function undelivered({ scope, alias }: ProtectedFunction): void {
  failure(
    scope,
    'DestinationDeliveryFailuresAlarm',
    alias.metric('DestinationDeliveryFailures', { statistic: Stats.SUM, period: MINUTE }),
    `${scope.node.path} could not deliver a failure record: the event may be lost. Look at the destination and the role.`,
  );
}

function failure(scope: Construct, id: string, metric: IMetric, alarmDescription: string, threshold = 1): void {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold,
    alarmDescription,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopic(scope)));
}

function silence(scope: Construct, metric: IMetric): void {
  const alarm = new Alarm(scope, 'SilenceAlarm', {
    metric,
    threshold: 1,
    alarmDescription: `Nothing invokes ${scope.node.path} any more. Look at what should: the API, the rule, DNS.`,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 12,
    datapointsToAlarm: 12,
    treatMissingData: TreatMissingData.BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarmTopic(scope)));
}
