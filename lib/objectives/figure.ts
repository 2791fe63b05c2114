/** How far a figure can be relied on. */
export enum FigureKind {
  /** Nothing goes beyond it while the assumptions hold: it follows from settings, or there is no limit at all. */
  BOUND = 'bound',

  /** AWS promises it for a share of the cases, with a credit where it is missed; the rest may take longer. */
  AGREEMENT = 'agreement',

  /** AWS says that it is usual and promises nothing; in a disturbance it may be any amount more. */
  OBSERVED = 'observed',

  /** It follows from assumptions of ours about how often and how long regions fail. */
  ESTIMATE = 'estimate',
}

/** A figure of the recovery model with all that is needed to check it: arithmetic, inputs, assumptions and source. */
export interface Figure {
  /**
   * The figure itself, in `unit`.
   *
   * @default - unbounded: nothing limits it, and `formula` says why
   */
  readonly value?: number;

  /** How far the value can be relied on: only a `BOUND` keeps a promise. */
  readonly kind: FigureKind;

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
