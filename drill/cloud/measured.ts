import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A metric of a region: its namespace, its name and its dimensions. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A datapoint, or several that were put as one. */
export interface MetricPoint extends MetricName {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
  readonly count: number;
}

export interface Dashboard {
  readonly name: string;
  /** JSON, as it was deployed. */
  readonly body: string;
}

/** A file of rules for Prometheus, as the app deployed it. */
interface RuleFile {
  readonly name: string;
  /** In YAML. */
  readonly rules: string;
}

/** What was measured in a region since the load began, and what its dashboards show. */
export interface RegionMeasured {
  readonly region: string;
  readonly points: readonly MetricPoint[];
  readonly dashboards: readonly Dashboard[];
  readonly rules: readonly RuleFile[];
  /** By namespace, the metrics of AWS that are measured here at all. */
  readonly measured: Readonly<Record<string, readonly string[]>>;
}

/** What each region has written until its alarms were read last; of a region that is away, until it went. */
export function readMeasured(directory: string, regions: readonly string[]): Promise<RegionMeasured[]> {
  return Promise.all(
    regions.map(async region => {
      const shown = await read(join(directory, `shown-${region}.json`));
      const lines = (await read(join(directory, `points-${region}.jsonl`))) ?? '';
      const deployed = JSON.parse(shown ?? NOTHING) as Pick<RegionMeasured, 'dashboards' | 'rules' | 'measured'>;
      // The last line of a region that went may be half of one.
      const whole = lines
        .slice(0, lines.lastIndexOf('\n') + 1)
        .split('\n')
        .slice(0, -1);
      return { region, ...deployed, points: whole.map(line => JSON.parse(line) as MetricPoint) };
    }),
  );
}

const NOTHING = '{"dashboards":[],"rules":[],"measured":{}}';

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
