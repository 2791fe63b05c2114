import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';
import { badVersion } from './bad-version.js';
import { type Fault, type FaultDescription } from './fault.js';
import { regionLoss } from './region-loss.js';
import { regionOutage } from './region-outage.js';

/** Every fault that the drill can inject, by its name on the command line and in the report. */
const FAULTS = {
  'region-outage': regionOutage,
  'region-loss': regionLoss,
  'bad-version': badVersion,
} satisfies Record<string, Fault>;

type FaultKind = keyof typeof FAULTS;

/** A run in which nothing happens: whatever fails then is the drill's or the app's own doing. */
export const NO_FAULT = 'none';
export type FaultChoice = FaultKind | typeof NO_FAULT;
export const FAULT_CHOICES: readonly FaultChoice[] = [NO_FAULT, ...(Object.keys(FAULTS) as FaultKind[])];

/** A fault of the registry, and the region that it is to hit. */
export interface PlannedFault extends Fault {
  readonly kind: FaultKind;
  readonly region: string;
}

/**
 * The fault of a kind and a region, as given on the command line; null for none.
 *
 * @throws DrillError `FaultUnknown` or `RegionUnknown`, with the word that was probably meant.
 */
export function planFault(kind: string, region: string, regions: readonly string[]): PlannedFault | null {
  if (kind === NO_FAULT) return null;
  if (!isFaultKind(kind)) {
    const message = `there is no fault "${kind}"; choose one of ${FAULT_CHOICES.join(', ')}${didYouMean(kind, FAULT_CHOICES)}`;
    throw new DrillError('FaultUnknown', message);
  }
  if (!regions.includes(region)) {
    const message = `the app has no region "${region}"; its regions are ${regions.join(', ')}${didYouMean(region, regions)}`;
    throw new DrillError('RegionUnknown', message);
  }
  return { ...FAULTS[kind], kind, region };
}

/**
 * The same fault in a further region; undefined without one.
 *
 * @throws DrillError `RegionRepeated` or `RegionUnknown`
 */
export function planNext(
  first: PlannedFault | null,
  region: string | undefined,
  regions: readonly string[],
): PlannedFault | undefined {
  if (first === null || region === undefined) return undefined;
  if (region === first.region) {
    const message = `--next-region is ${region}, which is lost first; give another of ${regions.join(', ')}`;
    throw new DrillError('RegionRepeated', message);
  }
  return planFault(first.kind, region, regions) ?? undefined;
}

/** Whether a region that had this fault comes back. */
export function returns(kind: FaultChoice): boolean {
  return kind !== NO_FAULT && FAULTS[kind].end !== undefined;
}

/** Whether a region that has this fault goes on answering. */
export function answers(kind: FaultChoice): boolean {
  return describeFault(kind)?.answers ?? false;
}

/** How a fault is spoken of; null for none. */
export function describeFault(kind: FaultChoice): FaultDescription | null {
  return kind === NO_FAULT ? null : FAULTS[kind].description;
}

function isFaultKind(kind: string): kind is FaultKind {
  return Object.hasOwn(FAULTS, kind);
}
