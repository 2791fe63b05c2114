import { type Diagnostics } from '../diagnostic';

/** Errors under "The recovery model" in docs/errors.md. */
export const RECOVERY_MODEL = {
  ShareOutOfRange: {
    where: '`Availability`',
    fix: '99.9 % available is an unavailability of 0.001.',
    examples: ['"correlation" is 1.5; it is a share, 0 to 1', '"regionUnavailability" is -1; it is a share, 0 to 1'],
  },
  AmountOutOfRange: {
    where: '`StrandedEvents`',
    fix: 'a number, 0 or more.',
    examples: ['"backlog" is -1; it is 0 or more'],
  },
} satisfies Diagnostics;
