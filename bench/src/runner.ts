import { ratio, type Spread, spread } from './stats';
import { removeRuns, type Sample, takeSample } from './sample';
import { type Comparison, type Contender, type Measure } from './suite';

/** What a contender needed for one measure. */
export interface Figure {
  readonly spread: Spread;
  /** How many times the baseline. */
  readonly ratio: Spread;
}

export interface Row {
  readonly contender: string;
  readonly rounds: number;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface ComparisonResult {
  readonly id: string;
  readonly title: string;
  readonly baseline: string;
  readonly measures: readonly Measure[];
  readonly rows: readonly Row[];
}

export type Progress = (line: string) => void;

/** Measures all contenders in turns, A B C A B C, so that a slow minute of the machine is a slow minute for all. */
export async function runComparison(
  comparison: Comparison,
  rounds: number,
  progress: Progress,
): Promise<ComparisonResult> {
  const samples = new Map<Contender, Sample[]>(comparison.contenders.map(contender => [contender, []]));
  const wanted = Math.min(rounds, comparison.atMostRounds ?? rounds);
  for (let round = comparison.atMostRounds === 1 ? 1 : 0; round <= wanted; round++) {
    for (const contender of comparison.contenders.filter(each => takesPart(each, round))) {
      const sample = await takeSample(comparison, contender);
      progress(`${comparison.id} · ${roundName(round, wanted)} · ${contender.name}: ${Math.round(sample.process)} ms`);
      if (round > 0) samples.get(contender)!.push(sample);
    }
  }
  removeRuns();
  return summarize(comparison, samples);
}

/** Round 0 warms the machine's caches and is not counted. */
function takesPart(contender: Contender, round: number): boolean {
  return contender.atMostRounds === undefined || (round >= 1 && round <= contender.atMostRounds);
}

function roundName(round: number, of: number): string {
  return round === 0 ? 'warm-up' : `round ${round} of ${of}`;
}

function summarize(comparison: Comparison, samples: ReadonlyMap<Contender, Sample[]>): ComparisonResult {
  const { id, title, baseline, measures, contenders } = comparison;
  const base = samples.get(contenders.find(contender => contender.name === baseline)!)!;
  const rows = contenders.map(contender => {
    const own = samples.get(contender)!;
    return {
      contender: contender.name,
      rounds: own.length,
      figures: Object.fromEntries(measures.map(measure => [measure.key, figure(measure, own, base)])),
    };
  });
  return { id, title, baseline, measures, rows };
}

function figure({ key }: Measure, own: Sample[], base: Sample[]): Figure {
  const values = own.map(sample => sample[key]);
  const baseValues = base.map(sample => sample[key]);
  return { spread: spread(values), ratio: ratio(values, baseValues) };
}
