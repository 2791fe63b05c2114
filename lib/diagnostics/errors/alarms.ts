import { type Diagnostics } from '../diagnostic';

/** Errors under "Alarms" in docs/errors.md. */
export const ALARMS = {
  AlarmThresholdOutOfRange: {
    where: '`Alarms.recommended`, `Alarms.failuresOnly`',
    fix: '1 is the default.',
    examples: ['failures is NaN; it has to be a number above 0'],
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
    where: '`Alarms.recommended`, `topic`',
    fix: 'leave `topic` out for the topic of each stack, or give each region its own.',
    examples: [
      'the alarm topic is in "us-west-2" and the alarms are in "us-east-1"; CloudWatch reaches topics of its own region only, give each region its own',
    ],
  },
} satisfies Diagnostics;
