import { type Diagnostics } from '../diagnostic';

/** Errors under "Experiments" in docs/errors.md. */
export const EXPERIMENTS = {
  FaultMissing: {
    where: '`FaultExperiment`',
    cause: 'JavaScript left `fault` out, or gave a name.',
    fix: 'as the message shows.',
    examples: ['"fault" is missing or is no Fault; give one, such as Fault.failInvocations({ functions: [api] })'],
  },
  StopAlarmMissing: {
    where: '`FaultExperiment`',
    cause: 'FIS would take a template without a stop condition; this library does not.',
    fix: 'an alarm of the app, or one that is there, by `Alarm.fromAlarmArn`.',
    examples: [
      '"stopWhen" names no alarm, so nothing would stop the fault, whatever it does to users; give an alarm on what they suffer from, such as handler.errorsAlarm',
      '"stopWhen" names something that is no alarm, so nothing would stop the fault, whatever it does to users; give an alarm on what they suffer from, such as handler.errorsAlarm',
    ],
  },
  StopAlarmOfOtherRegion: {
    where: '`FaultExperiment`',
    cause: 'FIS would take the template and refuse to start it.',
    fix: "an alarm of the experiment's region.",
    examples: [
      'alarm "Far/UserImpact" is in "us-west-2" and the experiment in "eu-west-1", and FIS reads alarms of its own region; give one of that',
    ],
  },
  StopAlarmsTooMany: {
    where: '`FaultExperiment`',
    cause: '[A quota](https://docs.aws.amazon.com/general/latest/gr/fis.html) that cannot be raised.',
    fix: 'as the message says.',
    examples: ['"stopWhen" names 6 alarms and FIS takes 5; join some in a CompositeAlarm'],
  },
  ExperimentUnavailable: {
    where: '`FaultExperiment`',
    cause: 'The region does not know the resource type, and the whole stack would fail to deploy.',
    fix: 'a stack of another region.',
    examples: [
      'AWS FIS is not in "mx-central-1", so the stack would not deploy; make the experiment in a stack of another region',
    ],
  },
  ExperimentDurationOutOfRange: {
    where: '`FaultExperiment`',
    fix: '`Duration.minutes(10)`.',
    examples: ['"duration" is 30 seconds; FIS takes whole seconds, from 1 minute to 12 hours'],
  },
  FaultTargetsOutOfRange: {
    where: '`Fault`',
    cause:
      'Nothing is named, or more than [FIS takes](https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplateTargetInput.html): 5 functions or tables, 20 buckets.',
    fix: 'as the message says.',
    examples: [
      '"functions" names 0, and FIS takes 1 to 5 for one experiment; name what is to fail, or make several experiments',
    ],
  },
  FaultTargetInvalid: {
    where: '`Fault`',
    cause: 'Something is named that has no ARN, such as a `ReplicatedTable` in place of its part in this region.',
    fix: 'as the message says.',
    examples: [
      '"tables" names something without "tableArn"; of what is replicated give the part in the experiment\'s region, by inRegion(stack)',
    ],
  },

  FaultTargetOfOtherRegion: {
    where: '`FaultExperiment`',
    cause: 'FIS reaches its own region only.',
    fix: 'one experiment in each regional stack; for a table `files.inRegion(stack)`.',
    examples: [
      '"Billing/SendInvoice" is in "us-west-2" and the experiment in "eu-west-1"; make an experiment in each region',
    ],
  },
  FaultTargetUnsupported: {
    where: '`Fault`',
    cause: 'A function gets a layer and variables, a bucket a tag; what is only imported cannot get them.',
    fix: 'as the message says.',
    examples: [
      '"Billing/Imported" is not made in this app, so it cannot be prepared for faults; make the experiment where it is made',
      '"Billing/Imported" is not made in this app, and FIS finds buckets by a tag that has to be put on them; make the experiment where it is made',
    ],
  },
  FaultPercentageOutOfRange: {
    where: '`Fault`',
    fix: 'leave it out for all invocations; for none, do not make the experiment.',
    examples: ['"percentage" is 101; FIS takes whole numbers, from 1 to 100'],
  },
  FaultDelayOutOfRange: {
    where: '`Fault.delayInvocations`',
    fix: 'a shorter one.',
    examples: ['"delay" is 1 hour; FIS delays by whole milliseconds, up to 15 minutes'],
  },
  FaultDelayTooLong: {
    where: '`Fault.delayInvocations`',
    cause: 'A slow function and one that times out are two experiments.',
    fix: 'as the message says.',
    examples: [
      '"delay" is 20 seconds, and "Billing/SendInvoice" times out after 10 seconds, so that it would not be slow but fail; give a shorter one, or use Fault.timeOutInvocations()',
    ],
  },
  FaultStatusCodeOutOfRange: {
    where: '`Fault.answerInvocations`',
    fix: '503.',
    examples: ['"statusCode" is 99; HTTP has whole numbers from 100 to 599, such as 503'],
  },
  FaultExtensionConflict: {
    where: '`FaultExperiment`',
    cause: 'A function has one such script and one place to read faults from.',
    fix: 'as the message says. Two extensions can be [chained](https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html#configuring-multiple-extensions) by a script of your own, by hand.',
    examples: [
      'the function has the FIS extension already, with another layer or another configuration bucket; give every fault that concerns it the same "extension" and "configurationBucket"',
      'the function is started by "/opt/otel-handler" (AWS_LAMBDA_EXEC_WRAPPER), and the FIS extension has to start it; leave that variable out',
    ],
  },
  TablePauseUnsupported: {
    where: '`Fault.pauseTableReplication`',
    fix: 'as the message says.',
    examples: [
      '"Billing/Files/Table" is in one region only, so there is no replication to pause; give it a replica',
      '"Billing/Files/Table" is strongly consistent, and pausing it takes a right on every table of the account; make that experiment by hand',
    ],
  },
} satisfies Diagnostics;
