import { type Diagnostics } from '../diagnostic';

/** Errors under "Recovery" in docs/errors.md. */
export const RECOVERY = {
  SymptomMissing: {
    where: '`AutomaticRecovery`',
    cause: 'Nothing would ever start it.',
    fix: 'name what is unwell: `when: [Symptom.slowerThan(Duration.seconds(1))]`.',
    examples: ['"when" names no symptom; give one, such as Symptom.failing(5)'],
  },
  SymptomOutOfRange: {
    where: '`AutomaticRecovery`',
    cause: 'The alarm could not ring, or would always.',
    fix: 'as the message says.',
    examples: [
      'slowerThan 10 seconds never rings: the function is ended after 10 s; give a time above 0 and below its timeout',
    ],
  },
  RecoveryOutOfRange: {
    where: '`AutomaticRecovery`',
    cause: 'No recovery would be allowed, or its limit would count none.',
    fix: 'as the message says.',
    examples: [
      '"attempts" is 0; give a whole number, 1 or more',
      '"within" is 1 minute, and one recovery takes up to 720 s; give 15 minutes or more',
    ],
  },
} satisfies Diagnostics;
