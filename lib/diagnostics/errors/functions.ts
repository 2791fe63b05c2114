import { type Diagnostics } from '../diagnostic';

/** Errors under "Functions" in docs/errors.md. */
export const FUNCTIONS = {
  CodeMissing: {
    where: '`ResilientFunction`',
    cause: 'The function has no code.',
    fix: 'give one of them.',
    examples: [
      'neither "entry" nor "code" is given; give "entry" to have a file bundled, or "code" that is bundled already',
    ],
  },
  CodeConflict: {
    where: '`ResilientFunction`',
    cause: 'The function has two sources of its code.',
    fix: 'leave one of them out.',
    examples: [
      'both "entry" and "code" are given; give "entry" to have a file bundled, or "code" that is bundled already',
    ],
  },
  HandlerMissing: {
    where: '`ResilientFunction`',
    cause: 'With `entry` the handler is the export `handler`; code that is bundled already has no default.',
    fix: "`handler: 'index.handler'`.",
    examples: ['"code" is given without "handler"; name the function in it to call, such as "index.handler"'],
  },
  BundlingUnused: {
    where: '`ResilientFunction`',
    cause: '`bundling` would have no effect.',
    fix: 'one of the two that the message names.',
    examples: [
      '"bundling" is given with "code", which is not bundled; give "entry" in place of "code", or drop "bundling"',
    ],
  },
  EntryNotFound: {
    where: '`ResilientFunction`, `BundledCode`',
    cause: 'There is no such file.',
    fix: "the path is relative to the directory of `cdk.json`; a path next to the source is `path.join(__dirname, 'handler.ts')`.",
    examples: [
      'entry "handlers/ap.ts" is not a file; it is looked for at "/home/me/app/handlers/ap.ts", relative to the directory in which the app runs',
    ],
  },
  ExtraFileNotFound: {
    where: '`ResilientFunction`, `BundledCode`, `bundling.extraFiles`',
    cause: 'There is no such file, or it is a directory.',
    fix: 'name files, relative to the directory of `cdk.json`.',
    examples: [
      'extra file "schema.sql" is not a file; it is looked for at "/home/me/app/schema.sql", relative to the directory in which the app runs',
    ],
  },
  ExtraFileRepeated: {
    where: '`ResilientFunction`, `BundledCode`, `bundling.extraFiles`',
    cause:
      'Extra files lie beside the bundle without their directories: one would overwrite the other, or the bundle itself.',
    fix: 'rename one.',
    examples: [
      'extra file "b/schema.sql" and extra file "a/schema.sql" are both called "schema.sql" beside the bundle; rename one',
    ],
  },
  EntryCompilationFailed: {
    where: '`ResilientFunction`, `BundledCode`, at synth',
    cause:
      "esbuild's own messages follow, each with file and line; every entry of the app that does not compile is listed.",
    fix: 'mend the file; a module that the runtime provides belongs to `bundling.externalModules`.',
    examples: ['entry "handlers/api.ts" does not compile:\n✘ [ERROR] Could not resolve "./stroe"'],
  },
  EsbuildMissing: {
    where: '`ResilientFunction`, `BundledCode`',
    cause: 'esbuild is an optional dependency, and the app does not have it.',
    fix: 'as the message says.',
    examples: [
      'entry "handlers/api.ts" needs esbuild to be bundled, and it cannot be loaded (Cannot find module \'esbuild\'); run "npm install --save-dev esbuild", or give "code" that is bundled already',
    ],
  },
  EntryRuntimeUnsupported: {
    where: '`ResilientFunction`, `BundledCode`',
    cause: 'Only JavaScript and TypeScript are bundled here.',
    fix: "`code: Code.fromAsset('dist')` for other languages.",
    examples: [
      'entry is bundled for Node.js and the runtime is "python3.13"; use a Node.js runtime, or "code" in place of "entry"',
      'entry is bundled for Node.js and this is no function with a runtime; use a Node.js runtime, or "code" in place of "entry"',
    ],
  },
  RuntimeUnsupported: {
    where: '`ResilientFunction`',
    cause: 'AWS has deprecated the runtime, and blocks the creation and later the update of functions with it.',
    fix: 'a current runtime.',
    examples: [
      'runtime "nodejs16.x" gets no security updates any more; use a current one, such as Runtime.NODEJS_24_X',
    ],
  },
  TimeoutOutOfRange: {
    where: '`ResilientFunction`',
    cause: "Beyond Lambda's limit, or not in whole seconds.",
    fix: 'a shorter one; longer work belongs into a state machine.',
    examples: ['the timeout is 16 minutes; Lambda allows whole seconds, from 1 second to 15 minutes'],
  },
  MemorySizeOutOfRange: {
    where: '`ResilientFunction`',
    cause: "Beyond Lambda's limits.",
    fix: 'a number between them, in MiB.',
    examples: ['memorySize is 64; Lambda allows 128 to 10240 MiB, in whole numbers'],
  },
  ReservedConcurrencyOutOfRange: {
    where: '`ResilientFunction`',
    cause: 'Negative, or no whole number. 0 disables the function, and [warns](#functiondisabled).',
    fix: "leave it out to share the account's concurrency.",
    examples: ['reservedConcurrency is -1; it is a number of executions, 1 or more'],
  },
  DeploymentPercentOutOfRange: {
    where: '`Deployment.canary`, `Deployment.linear`',
    cause: 'CodeDeploy shifts whole percents; 0 would try nothing, and 100 is everybody at once.',
    fix: 'a whole number from 1 to 99.',
    examples: ['percent is 0; give a whole number, from 1 to 99'],
  },
  DeploymentTimeOutOfRange: {
    where: '`Deployment.canary`, `Deployment.linear`',
    cause:
      'CloudWatch counts errors by the minute and shows them a minute later: a version that reaches everybody before cannot be taken back in time. CodeDeploy takes at most 48 hours.',
    fix: 'a longer time, or for a linear deployment smaller steps.',
    examples: [
      'bake is 1 minute, so that after 1 minute every call reaches the new version, and an alarm sees an error after up to 120 s; give whole minutes, 3 minutes to 48 hours in all',
    ],
  },
  DeploymentAlarmOfOtherRegion: {
    where: '`ResilientFunction` with `deployment`',
    cause: 'CodeDeploy reads alarms of its own region only, and a deployment must not need another region.',
    fix: 'an alarm of the same region.',
    examples: [
      'alarm "App/us-west-2/Slow" is in "us-west-2" and the function is deployed in "us-east-1"; CodeDeploy reads alarms of its own region only, give one of "us-east-1"',
    ],
  },
  ScalingCapacityOutOfRange: {
    where: '`Scaling.provisioned`, `ResilientFunction` with `scaling`',
    cause:
      'Lambda provisions 1 or more. What a schedule scales to 0 has no configuration any more, and the next deployment fails with `ProvisionedConcurrencyConfigNotFoundException`.',
    fix: 'whole numbers, `min` and each peak at or below `max`, and `max` at or below `reservedConcurrency`.',
    examples: [
      'min is 0; Lambda provisions 1 or more, and what is scaled to 0 makes the next deployment fail, give a whole number from 1',
      'peaks.0.min is 30 and max is 20; give 20 or less, or a higher max',
      'scaling has a max of 20 and reservedConcurrency is 10, which is the function\'s most; give a "max" of 10 or less',
    ],
  },
  ScalingTargetOutOfRange: {
    where: '`Scaling.provisioned`',
    cause: 'Application Auto Scaling refuses other shares.',
    fix: '0.7, or what leaves enough for the minutes that scaling takes.',
    examples: ['target is 1; Application Auto Scaling keeps a share from 0.1 to 0.9'],
  },
  ScalingTimeInvalid: {
    where: '`Scaling.provisioned`',
    cause: 'A schedule needs a time, and a peak two of them.',
    fix: 'hours and minutes of 24 hours, in the `timeZone` of the scaling; what is needed at all hours is `min`.',
    examples: [
      '"7:30" is no time of the day; give hours and minutes, such as "07:30"',
      'the peak from 08:00 to 08:00 never ends; give another "to", or a higher "min" and no peak',
    ],
  },
  ScalingPeakConflict: {
    where: '`Scaling.provisioned`, `peaks`',
    cause: 'Each end sets the least that is ready back to `min`, whatever else is under way.',
    fix: 'one peak for both.',
    examples: [
      'the peaks from 08:00 to 12:00 and from 11:00 to 14:00 overlap, and the end of the one would end the other; make them one peak, or let one begin where the other ends',
    ],
  },
  RetryAttemptsOutOfRange: {
    where: '`ResilientFunction`, `asyncInvocation.retryAttempts`',
    cause: 'Lambda does not try more often.',
    fix: '0, 1 or 2; for more attempts put a queue in front.',
    examples: ['retryAttempts is 3; Lambda makes 0, 1 or 2 further attempts'],
  },
  MaxEventAgeOutOfRange: {
    where: '`ResilientFunction`, `asyncInvocation.maxEventAge`',
    cause: "Beyond Lambda's limits.",
    fix: 'a duration between them.',
    examples: ['maxEventAge is 7 hours; Lambda keeps events for 1 minute to 6 hours'],
  },
  LogRetentionOutOfRange: {
    where: '`ResilientFunction`',
    cause: 'JavaScript gave a number that CloudWatch Logs does not have.',
    fix: 'a value of `RetentionDays`.',
    examples: [
      'logRetention is 31; CloudWatch Logs keeps certain numbers of days, give one of RetentionDays, such as RetentionDays.ONE_MONTH',
    ],
  },
  LayersTooMany: {
    where: '`ResilientFunction`, `layers`',
    cause: "Beyond Lambda's limit.",
    fix: 'as the message says.',
    examples: ['there are 6 layers and Lambda takes 5; put some of them together'],
  },
  VariableNameInvalid: {
    where: '`ResilientFunction`, `environment` and `addEnvironment`',
    cause: 'Lambda refuses it at deployment.',
    fix: 'read the one that Lambda sets, or choose another name.',
    examples: ['environment variable "AWS_REGION" is set by Lambda and cannot be given; choose another name'],
  },
  VariableValueInvalid: {
    where: '`ResilientFunction`, `environment` and `addEnvironment`',
    cause: 'Lambda has texts only. What is undefined is left out.',
    fix: 'as the message says.',
    examples: ['environment variable "RETRIES" is 3; give a text, such as String(value)'],
  },
  EnvironmentSizeOutOfRange: {
    where: '`ResilientFunction`, `environment` and `addEnvironment`',
    cause: 'All names and values together are too large.',
    fix: 'as the message says.',
    examples: ['the environment has 4097 bytes and Lambda allows 4096; keep large values in Parameter Store or a file'],
  },
} satisfies Diagnostics;
