/** What docs/errors.md says about one error: all but its message, which stands where it is thrown. */
export interface Diagnostic {
  /** What it comes from, and when. */
  readonly where: string;
  /** Why it is one, where the message does not say it all. */
  readonly cause?: string;
  /** How to get rid of it. */
  readonly fix: string;
  /** Messages as a user sees them; a test holds them against the sources. */
  readonly examples: readonly string[];
}

/** Errors by their code. */
export type Diagnostics = Readonly<Record<string, Diagnostic>>;

/** Warnings by their id, without the library's prefix. */
export type Warnings = Readonly<
  Record<
    string,
    Diagnostic & {
      /** Variable of the construct at which the documentation acknowledges it. */
      readonly acknowledge: string;
    }
  >
>;

/** A heading of docs/errors.md, and the errors below it. */
export interface DiagnosticSection {
  readonly title: string;
  readonly intro?: string;
  readonly errors: Diagnostics;
}
