import { type Diagnostics } from '../diagnostic';

/** Errors under "The commands `check` and `diff`" in docs/errors.md. */
export const COMMANDS = {
  CommandUnknown: {
    where: '`cdk-resilient-serverless`',
    fix: '`check`, `diff`, `redrive` or `rollout`; `--help` explains them.',
    examples: [
      'there is no command "chek"; did you mean "check"?; write "cdk-resilient-serverless check cdk.out"',
      'no command was given; write "cdk-resilient-serverless check cdk.out"',
    ],
  },
  ArgumentInvalid: {
    where: '`cdk-resilient-serverless`',
    fix: 'as the message says.',
    examples: [
      '--format is "yaml"; write text or json',
      '"other" is one argument too many; the check reads one directory',
      'the diff reads two states of an app and was given 1; write "diff before/cdk.out cdk.out"',
      "Unknown option '--stric'; see --help",
      '--max is "0"; give a whole number of letters, 1 or more',
      'one redrive is started at a time and 2 were given; see --help',
      '--bake is "soon"; give a whole number of minutes, 0 or more',
    ],
  },
  RedriveNotFound: {
    where: '`redrive`',
    fix: 'the path of the construct, and the assembly that has it (`--app`).',
    examples: [
      '"cdk.out" has no Redrive at "Billing/Redriv"; did you mean "Billing/Redrive"?; there is "Billing/Redrive"',
    ],
  },
  RedriveFailed: {
    where: '`redrive`',
    cause: 'The stack was deployed before it had the `Redrive`.',
    fix: 'deploy it.',
    examples: ['the deployed stack has no output "RedriveStart5A3B"; deploy the Redrive first'],
  },
  AwsCliFailed: {
    where: '`redrive`, `rollout`',
    cause: 'The AWS CLI is not there, has no credentials, or may not do it.',
    fix: 'as its own message says; `redrive.grantStart(role)` allows the start of a redrive.',
    examples: ['aws cloudformation describe-stacks: Unable to locate credentials'],
  },
  RolloutRegionUnknown: {
    where: '`rollout`',
    fix: 'a region of the app.',
    examples: ['the app has no region "eu-west-2"; did you mean "eu-west-1"?; its regions are eu-west-1, eu-central-1'],
  },
  RolloutUnsupported: {
    where: '`rollout`',
    cause: 'It deploys one region after the other.',
    fix: '`cdk deploy`, or `env` with a region for each stack.',
    examples: ['the app has one region, eu-west-1, and there is nothing to do one after the other; use "cdk deploy"'],
  },
  AssemblyNotFound: {
    where: '`check`, `ResilienceNagPack`',
    fix: 'run `npx cdk synth` first.',
    examples: [
      'there is no "manifest.json", so this is no cloud assembly; give the directory that "cdk synth" wrote, usually "cdk.out"',
    ],
  },
  AssemblyStackMissing: {
    where: '`check`',
    fix: '`npx cdk synth`, without naming a stack.',
    examples: ['the cloud assembly has no stack, so there is nothing to check; synthesize the whole app'],
  },
  AssemblyUnreadable: {
    where: '`check`',
    cause: 'The assembly is incomplete or damaged.',
    fix: 'synthesize again.',
    examples: ['a file of the cloud assembly cannot be read: Unexpected end of JSON input; synthesize the app again'],
  },
  ReportUnreadable: {
    where: '`diff`',
    fix: 'give two `resilience-report.json`, each from an assembly.',
    examples: [
      'the report cannot be read: ENOENT: no such file or directory, open \'old.json\'; run "cdk synth" first',
    ],
  },
  ReportVersionUnknown: {
    where: '`diff`',
    cause: 'Another file, or a report of a newer version of this library.',
    fix: 'make both reports with one version.',
    examples: [
      'it is no resilience report of version 2; give the resilience-report.json of an assembly that this version made',
    ],
  },
  OutputFailed: {
    where: '`cdk-resilient-serverless check --out`',
    fix: 'a file in a directory that can be written to.',
    examples: ['"/reports/check.sarif" cannot be written: EACCES: permission denied; give --out another file'],
  },
} satisfies Diagnostics;
