import { ResilienceError } from '../../lib/private/errors';

/** What a user would see of the error that an act throws: its codes, the construct's path, and the text. */
export function failureOf(act: () => unknown): { codes: string[]; path: string | undefined; message: string } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ResilienceError)) throw error;
    return { codes: error.problems.map(problem => problem.code), path: error.path, message: error.message };
  }
  throw new Error('expected an error of the library, and none was thrown');
}
