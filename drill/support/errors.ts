import { type Code } from './codes.js';

/** Input that the drill cannot work with: a message that says what to do, and exit status 2. */
export class DrillError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`[${code}] ${message}`, options);
    this.name = 'DrillError';
  }
}
