import { Token } from 'aws-cdk-lib/core';
import { ALARM, isAlarmPeriod, isAlarmStatistic } from '../limits/cloudwatch';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { type RecommendedAlarmsOptions } from './alarm-options';

/** Records what CloudWatch could not evaluate, or what would never ring. */
export function checkAlarmOptions(options: RecommendedAlarmsOptions, problems: Problems): void {
  checkThreshold(options, problems);
  checkShare(options, problems);
  checkLatency(options, problems);
  checkPeriods(options, problems);
  checkSilence(options, problems);
  checkRunbook(options, problems);
}

function checkThreshold({ failures = 1, accountConcurrency = 1 }: RecommendedAlarmsOptions, problems: Problems): void {
  for (const [name, value] of Object.entries({ failures, accountConcurrency })) {
    if (Token.isUnresolved(value) || (Number.isFinite(value) && value > 0)) continue;
    problems.add('AlarmThresholdOutOfRange', `${name} is ${value}; it has to be a number above 0`);
  }
}

function checkShare({ errorRate = 5, minimumSample = 1 }: RecommendedAlarmsOptions, problems: Problems): void {
  if (!Token.isUnresolved(errorRate) && !(errorRate > 0 && errorRate <= 100)) {
    problems.add('AlarmThresholdOutOfRange', `errorRate is ${errorRate} %; it has to be above 0 and at most 100`);
  }
  if (!Token.isUnresolved(minimumSample) && !(Number.isFinite(minimumSample) && minimumSample >= 1)) {
    problems.add('AlarmThresholdOutOfRange', `minimumSample is ${minimumSample}; it has to be a number, 1 or more`);
  }
}

function checkLatency({ latency, latencyStatistic = 'p99' }: RecommendedAlarmsOptions, problems: Problems): void {
  if (latency && !latency.isUnresolved() && !(latency.toMilliseconds({ integral: false }) > 0)) {
    problems.add('AlarmLatencyOutOfRange', `latency is ${durationText(latency)}; it has to be longer than nothing`);
  }
  if (!Token.isUnresolved(latencyStatistic) && !isAlarmStatistic(latencyStatistic)) {
    problems.add(
      'AlarmStatisticInvalid',
      `latencyStatistic is "${latencyStatistic}"; give Average, Maximum, or a percentile such as p99`,
    );
  }
}

function checkPeriods(options: RecommendedAlarmsOptions, problems: Problems): void {
  const n = options.evaluationPeriods ?? 1;
  const m = options.datapointsToAlarm ?? n;
  if (
    !Token.isUnresolved(n) &&
    !Token.isUnresolved(m) &&
    (!Number.isInteger(n) || !Number.isInteger(m) || m < 1 || m > n)
  ) {
    problems.add(
      'AlarmDatapointsOutOfRange',
      `${m} of ${n} periods cannot be bad; datapointsToAlarm and evaluationPeriods have to be whole numbers, 1 ≤ datapointsToAlarm ≤ evaluationPeriods`,
    );
  }
  if (options.period?.isUnresolved()) return;
  const period = options.period?.toSeconds({ integral: false }) ?? ALARM.metricSeconds;
  if (!isAlarmPeriod(period)) {
    problems.add(
      'AlarmPeriodOutOfRange',
      `the period is ${period} s; CloudWatch evaluates 10 s, 20 s, 30 s and whole minutes`,
    );
  }
  if (!Token.isUnresolved(n) && n * period > ALARM.longestWindowSeconds) {
    problems.add(
      'AlarmWindowTooLong',
      `${n} periods of ${period} s span more than one day; take fewer or shorter ones`,
    );
  }
}

function checkSilence({ silence }: RecommendedAlarmsOptions, problems: Problems): void {
  if (!silence || silence.isUnresolved()) return;
  const seconds = silence.toSeconds({ integral: false });
  if (!(seconds > 0) || seconds % 60 !== 0 || !(seconds <= ALARM.longestWindowSeconds)) {
    problems.add(
      'AlarmSilenceOutOfRange',
      `silence is ${seconds} s; it has to be whole minutes, from 1 minute to 1 day`,
    );
  }
}

/** Half of what CloudWatch takes of a description: the rest says what is wrong. */
const LONGEST_RUNBOOK = ALARM.longestDescription / 2;

function checkRunbook({ runbook }: RecommendedAlarmsOptions, problems: Problems): void {
  if (runbook === undefined || Token.isUnresolved(runbook)) return;
  if (!/^https?:\/\/\S+$/.test(runbook) || runbook.length > LONGEST_RUNBOOK) {
    problems.add(
      'AlarmRunbookInvalid',
      `runbook is "${runbook}"; give the address of a page, such as https://wiki.example.com/runbook, of ${LONGEST_RUNBOOK} characters at most`,
    );
  }
}
