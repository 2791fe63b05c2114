import { type Diagnostics } from '../diagnostic';

/** Errors under "The commands `check` and `diff`" in docs/errors.md. */
export const COMMANDS = {
  CommandUnknown: {
    where: '`cdk-resilient-serverless`',
    fix: '`check` or `diff`; `--help` explains both.',
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
    ],
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
} satisfies Diagnostics;
