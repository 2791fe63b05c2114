/** One way of doing the work of a comparison. */
export interface Contender {
  readonly name: string;
  /** Arguments to `node`; what they run may report measures through `cases/harness`. */
  readonly command: readonly string[];
  /** For one that takes minutes: it is measured so often at most, and without a warm-up. */
  readonly atMostRounds?: number;
}

export type Unit = 'ms' | 'B' | 'pieces';

/** A figure that every contender of a comparison yields. `process` is the wall time of its whole process. */
export interface Measure {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
}

/** The same work done in several ways, measured in turns. */
export interface Comparison {
  readonly id: string;
  readonly title: string;
  /** Name of the contender that the ratios are relative to. */
  readonly baseline: string;
  readonly contenders: readonly Contender[];
  /** The first one is what the comparison is about. */
  readonly measures: readonly Measure[];
  /** Fills the new directory in which one measurement runs. */
  readonly prepare?: (directory: string) => void;
  /** Runs the contender once in the same directory before it is measured there; nothing changes but by `edit`. */
  readonly repeated?: boolean;
  /** Changes the directory between the two runs of a repeated one. */
  readonly edit?: (directory: string) => void;
  /** Rounds at most; a figure without spread needs a single one, and then no warm-up. */
  readonly atMostRounds?: number;
}

/** What the command line asks for. */
interface SuiteOptions {
  /** Directory of the built library. */
  readonly library: string;
  /** Also what takes minutes more. */
  readonly everything: boolean;
}

export interface Suite {
  readonly name: string;
  /** One sentence on what is compared. */
  readonly about: string;
  comparisons(options: SuiteOptions): Comparison[];
}

export const PROCESS: Measure = { key: 'process', label: 'whole process', unit: 'ms' };
