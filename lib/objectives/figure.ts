/** A figure of the recovery model with all that is needed to check it: arithmetic, inputs, assumptions and source. */
export interface Figure {
  /**
   * The figure itself, in `unit`.
   *
   * @default - unbounded: nothing limits it, and `formula` says why
   */
  readonly value?: number;

  /** Unit of the value, such as `s`, `events`, or `1` for a share. */
  readonly unit: string;

  /** The arithmetic with its numbers, such as `3 × (10 s + 6 s) = 48 s`. */
  readonly formula: string;

  /** What the figure was computed from, by name. */
  readonly inputs: Record<string, number>;

  /** What was taken for granted because nobody publishes or configures it. */
  readonly assumptions: string[];

  /** Page of AWS that the arithmetic rests on. */
  readonly source: string;
}
