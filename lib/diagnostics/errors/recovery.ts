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
  RedriveLettersUnsupported: {
    where: '`Redrive`',
    fix: "SQS's own redrive, which keeps FIFO queues in order.",
    examples: [
      '"Billing/Letters" is a FIFO queue, whose order a redrive would not keep; use SQS\'s own: aws sqs start-message-move-task',
    ],
  },
  RedriveTargetConflict: {
    where: '`Redrive`, `to`',
    fix: 'the queue, or the function, in which the letters failed.',
    examples: [
      'letters of "Billing/Letters" would go back to that queue, again and again; give the queue or the function in which they failed',
    ],
  },
  RedriveOfOtherRegion: {
    where: '`Redrive`',
    fix: 'one in each region.',
    examples: [
      '"Billing/Letters" is in "us-west-2" and the redrive in "us-east-1"; letters are regional, make a redrive in each region',
    ],
  },
  RedriveOutOfRange: {
    where: '`Redrive`',
    fix: 'leave it out, or as the message says.',
    examples: [
      'perSecond is 0; give more than 0 letters and up to 100',
      'setAsideAfter is 0; give a whole number, 1 or more',
    ],
  },
} satisfies Diagnostics;
