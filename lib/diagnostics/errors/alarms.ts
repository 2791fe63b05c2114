import { type Diagnostics } from '../diagnostic';

/** Errors under "Alarms" in docs/errors.md. */
export const ALARMS = {
  AlarmThresholdOutOfRange: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`',
    fix: 'leave the option out for its default.',
    examples: [
      'failures is NaN; it has to be a number above 0',
      'errorRate is 500 %; it has to be above 0 and at most 100',
      'minimumSample is 0; it has to be a number, 1 or more',
    ],
  },
  AlarmLatencyOutOfRange: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`, `ResilientFunction`',
    cause: 'The alarm would always ring, or never: Lambda ends an invocation at its timeout.',
    fix: 'a time between nothing and the timeout; left out, it is 80 % of the timeout.',
    examples: [
      'latency is 0 seconds; it has to be longer than nothing',
      'latency is 30 seconds and the function is ended after 10 seconds, so the alarm would never ring; give a shorter one',
    ],
  },
  AlarmStatisticInvalid: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`, `latencyStatistic`',
    fix: 'a statistic that CloudWatch takes and that speaks of a time.',
    examples: ['latencyStatistic is "Sum"; give Average, Maximum, or a percentile such as p99'],
  },
  AlarmRunbookInvalid: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`, `runbook`',
    fix: 'the address of the page.',
    examples: [
      'runbook is "see wiki"; give the address of a page, such as https://wiki.example.com/runbook, of 512 characters at most',
    ],
  },
  AlarmDatapointsOutOfRange: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`',
    cause: 'The alarm could never ring.',
    fix: '*M* of *N* with *M* ≤ *N*.',
    examples: [
      '3 of 2 periods cannot be bad; datapointsToAlarm and evaluationPeriods have to be whole numbers, 1 ≤ datapointsToAlarm ≤ evaluationPeriods',
    ],
  },
  AlarmPeriodOutOfRange: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`',
    fix: 'one of these; metrics of AWS services come once a minute.',
    examples: ['the period is 45 s; CloudWatch evaluates 10 s, 20 s, 30 s and whole minutes'],
  },
  AlarmWindowTooLong: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`',
    cause: 'CloudWatch looks back one day at most.',
    fix: 'as the message says.',
    examples: ['25 periods of 3600 s span more than one day; take fewer or shorter ones'],
  },
  AlarmSilenceOutOfRange: {
    where: '`Alarms.recommended`',
    fix: 'longer than the quietest stretch of an ordinary day, and at most a day.',
    examples: ['silence is 90 s; it has to be whole minutes, from 1 minute to 1 day'],
  },
  AlarmTopicOfOtherRegion: {
    where: '`Alarms.recommended`, `PrometheusRules`, `topic`',
    fix: 'leave `topic` out for the topic of each stack, or give each region its own.',
    examples: [
      'the alarm topic is in "us-west-2" and the alarms are in "us-east-1"; CloudWatch reaches topics of its own region only, give each region its own',
      'the topic is in "us-west-2" and the alerts are in "us-east-1"; give each region its own',
    ],
  },
  AlarmTopicInvalid: {
    where: '`AlarmTopics.existing`',
    fix: 'the ARN of the topic.',
    examples: [
      'the topic of "us-east-1" is "on-call"; give its ARN, such as arn:aws:sns:us-east-1:111122223333:on-call',
    ],
  },
  AlarmTopicMissing: {
    where: '`AlarmTopics.existing`',
    fix: 'a topic for each region of the app.',
    examples: [
      'no alarm topic is given for "eu-west-1", only for us-east-1, us-west-2; CloudWatch reaches topics of its own region only, add one',
    ],
  },
  AlarmTopicConflict: {
    where: '`ResilientService`',
    fix: 'one of them.',
    examples: [
      '"operators" and "alarmTopics" are given, and alarms go to one or the other; subscribe the operators to those topics',
    ],
  },
  AlarmOfOtherRegion: {
    where: '`ServiceAlarm.add`, `ServiceAlarm.muteWhile`',
    fix: 'an alarm of the region that the service alarm is in.',
    examples: [
      'alarm "App/West/Alarm" is in "us-west-2" and the service alarm in "us-east-1"; CloudWatch reads alarms of its own region only, use the service alarm of that one',
    ],
  },
  MuteRepeated: {
    where: '`ServiceAlarm.muteWhile`',
    fix: 'a composite alarm over all that mutes.',
    examples: [
      'the service alarm of "App/East" is muted by an alarm already, and CloudWatch takes one; give a CompositeAlarm of both',
    ],
  },
  LogPatternInvalid: {
    where: '`LogAlarm`, `pattern`',
    cause: 'CloudWatch would refuse it at deployment, or no line would ever match.',
    fix: "one of CDK's `FilterPattern`, which writes it.",
    examples: [
      '"pattern" is "{ $.level = \\"ERROR\\"", in which a bracket or a quotation mark is not closed; give one such as { $.level = "ERROR" }',
      '"pattern" is "", which every line matches, so the alarm would always ring; give one such as { $.level = "ERROR" }',
    ],
  },
  LogGroupOfOtherRegion: {
    where: '`LogAlarm`, `logGroup`',
    fix: 'an alarm in each region, on the log there.',
    examples: [
      'log group "App/West/Log" is in "us-west-2" and the alarm in "us-east-1"; filters count lines of their own region only, make the alarm there',
    ],
  },
  PrometheusWorkspaceInvalid: {
    where: '`PrometheusRules`, `workspaceArn`',
    fix: 'the ARN of the workspace, or nothing, so that one is made.',
    examples: [
      '"workspaceArn" is "ws-1a2b3c"; give the ARN of a workspace, such as arn:aws:aps:us-east-1:111122223333:workspace/ws-1a2b3c',
    ],
  },
  PrometheusWorkspaceOfOtherRegion: {
    where: '`PrometheusRules`, `workspaceArn`',
    fix: 'a workspace in each region.',
    examples: [
      'the workspace is in "us-east-1" and the stack in "us-west-2"; rules of a region that is lost would be lost with the other one too, give one of this region',
    ],
  },
  PrometheusTopicUnused: {
    where: '`PrometheusRules`, `topic`',
    fix: 'the topic in the definition of that alert manager.',
    examples: [
      '"topic" is given, and the workspace of "workspaceArn" has an alert manager of its own; leave "topic" out, and name the topic there',
    ],
  },
  DashboardWidgetsTooMany: {
    where: '`ServiceDashboard`, at synth',
    fix: 'a dashboard of your own for what `addWidgets` adds.',
    examples: [
      '[DashboardWidgetsTooMany] "Intake/us-east-1/ServiceDashboard" has 512 widgets, and CloudWatch takes 500; put some of yours on a dashboard of their own',
    ],
  },
  DashboardMetricsTooMany: {
    where: '`ServiceDashboard`, at synth',
    cause:
      'All metrics of the alarms of the region and, as far as they can be named, of the other regions, those in metric math too.',
    fix: 'more stacks, each with its dashboard.',
    examples: [
      '[DashboardMetricsTooMany] "Intake/us-east-1/ServiceDashboard" reads 2510 metrics, and CloudWatch takes 2500; spread the functions over several stacks',
    ],
  },
} satisfies Diagnostics;
