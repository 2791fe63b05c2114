import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cloud } from './cloud.js';
import { callEmulator } from './emulator-calls.js';
import { readWritten, type Written } from './written.js';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What became of one action of an alarm. */
interface AlarmAction {
  /** ARN of a topic, of a function, or of something that is not carried out here. */
  readonly target: string;
  /** `delivered`, or in words why nobody heard of it. */
  readonly outcome: string;
  /** Whom it reached, such as `email on-call@example.com`. */
  readonly told: readonly string[];
}

/** A change of an alarm's state. */
export interface AlarmTransition {
  readonly alarm: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** When the last of the periods ended for which it rang; null where it did not. */
  readonly badUntil: number | null;
  readonly actions: readonly AlarmAction[];
}

/** An alarm of a region as it is now. */
export interface RegionAlarm {
  readonly name: string;
  readonly state: AlarmState;
  /** Why nobody here can say what state it has; null where one can. */
  readonly notEvaluated: string | null;
  /** Metrics of AWS that it needs, and that nobody here measures. */
  readonly unmeasured: readonly string[];
  /** Whom it would reach if it rang. */
  readonly listeners: readonly string[];
  /** Names of the alarms that the rule of a composite alarm names. */
  readonly children: readonly string[];
}

export interface RegionAlarms extends Written {
  /** Real milliseconds of a processor that all evaluations took together. */
  readonly millis: number;
  readonly alarms: readonly RegionAlarm[];
  readonly transitions: readonly AlarmTransition[];
}

const KIND = 'alarms';

/** What the alarms of each region did until now; of a region that is away, until it went. */
export function readAlarms(
  directory: string,
  regions: readonly string[],
  isUp: (region: string) => boolean,
): Promise<RegionAlarms[]> {
  return readWritten(directory, KIND, regions, isUp, nothing);
}

/** The same as last written: half a second old, and at once. */
export function glanceAtAlarms(directory: string, regions: readonly string[]): RegionAlarms[] {
  return regions.map(region => {
    try {
      return JSON.parse(readFileSync(join(directory, `${KIND}-${region}.json`), 'utf8')) as RegionAlarms;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing(region);
      throw error;
    }
  });
}

/** From now on what happens in a region counts for its alarms; what was before is taken for well. */
export async function beginAlarms(cloud: Cloud, region: string): Promise<void> {
  await callEmulator(cloud, region, '/_drill/alarms/begin');
}

function nothing(region: string): RegionAlarms {
  return { region, writtenAt: 0, millis: 0, alarms: [], transitions: [] };
}
