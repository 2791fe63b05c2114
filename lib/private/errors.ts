import { type IConstruct } from 'constructs';
import { type Code } from '../diagnostics/codes';

/** One problem in what a user wrote. */
export interface Problem {
  /** Stable, listed in docs/errors.md. */
  readonly code: Code;
  /** What was given, what is allowed, what to do. */
  readonly message: string;
  /** Construct that this problem concerns, where it is not the error's own. */
  readonly path?: string;
}

/** The one error that this library throws: a code, the construct it concerns, and what to do. */
export class ResilienceError extends Error {
  readonly code: Code;
  readonly path: string | undefined;

  constructor(
    readonly problems: readonly Problem[],
    scope?: IConstruct | string,
  ) {
    const path = typeof scope === 'string' ? scope : scope?.node.path;
    super(problems.map(problem => render(problem, path)).join('\n'));
    this.name = 'ResilienceError';
    this.code = problems[0].code;
    this.path = path;
  }
}

function render({ code, message, path }: Problem, otherwise: string | undefined): string {
  const at = path ?? otherwise;
  return `[${code}] ${message}${at ? ` (at "${at}")` : ''}`;
}

/** Collects what is wrong with a construct's props, so that a user sees all of it at once. */
export class Problems {
  /** Throws everything that a check records, or hands on what it found. */
  static collect<T>(scope: IConstruct | string, check: (problems: Problems) => T): T {
    const problems = new Problems(scope);
    const found = check(problems);
    problems.throwIfAny();
    return found;
  }

  private readonly found: Problem[] = [];

  constructor(private readonly scope?: IConstruct | string) {}

  /** Records a problem. */
  add(code: Code, message: string): void {
    this.found.push({ code, message });
  }

  /** Throws when anything was recorded. */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ResilienceError(this.found, this.scope);
  }
}

/** Throws a single problem. */
export function fail(scope: IConstruct | string | undefined, code: Code, message: string): never {
  throw new ResilienceError([{ code, message }], scope);
}
