import { type Diagnostics } from '../diagnostic';

/** Errors under "Rules" in docs/errors.md. */
export const RULES = {
  RuleUnknown: {
    where: '`ResilienceChecks.acknowledge`',
    cause: 'An acknowledgement of nothing would be one that nobody notices.',
    fix: 'the suggested id; [all rules](rules/README.md).',
    examples: [
      'there is no rule "resilience-alarm-whithout-action"; did you mean "resilience-alarm-without-action"?; docs/rules lists them all',
    ],
  },
  ReasonMissing: {
    where: '`ResilienceChecks.acknowledge`',
    fix: 'a sentence.',
    examples: [
      'the acknowledgement of "resilience-alarm-without-action" has no reason; say why it is accepted, for whoever reads it after the outage',
    ],
  },
  StageMissing: {
    where: '`ResilienceNagPack.validateScope`',
    fix: 'as the message says.',
    examples: ['the construct is in no app, so there is nothing to synthesize; create it in an App'],
  },
  RuleFailed: {
    where: '`ResilienceChecks`, `ResilienceNagPack`, `check`',
    cause: 'A defect of ours: the check stops rather than look content.',
    fix: '[report it](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/issues); acknowledging the rule does not help.',
    examples: [
      "the rule itself failed: Cannot read properties of undefined (reading 'Type'); report it with the template",
    ],
  },
} satisfies Diagnostics;
