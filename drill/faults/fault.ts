import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';
import { type Cloud } from '../cloud/cloud.js';

/** Kinds of fault that the drill can inject. */
export const FAULT_KINDS = ['none', 'region-outage', 'region-loss'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What the drill does to the cloud, and how it takes it back. */
export interface Fault {
  readonly kind: FaultKind;
  /** Null where no region is hit. */
  readonly region: string | null;
  /** Whether {@link recover} brings the region back. */
  readonly recovers: boolean;
  /** Begins the fault; resolves when it is in effect. */
  inject(cloud: Pick<Cloud, 'freeze' | 'kill'>): Promise<void>;
  /** Ends the fault; does nothing where there is no way back. */
  recover(cloud: Pick<Cloud, 'thaw'>): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** A run in which nothing happens: whatever fails then is the drill's or the app's own doing. */
function none(): Fault {
  return { kind: 'none', region: null, recovers: false, inject: nothing, recover: nothing };
}

/** The region stops answering, and returns with its data. */
function regionOutage(region: string): Fault {
  return {
    kind: 'region-outage',
    region,
    recovers: true,
    inject: cloud => cloud.freeze(region),
    recover: cloud => cloud.thaw(region),
  };
}

/** The region and its data are gone for good. */
function regionLoss(region: string): Fault {
  return { kind: 'region-loss', region, recovers: false, inject: cloud => cloud.kill(region), recover: nothing };
}

/**
 * The fault of a kind and a region, as given on the command line.
 *
 * @throws DrillError `FaultUnknown` or `RegionUnknown`, with the word that was probably meant.
 */
export function faultOf(kind: string, region: string, regions: readonly string[]): Fault {
  if (!isFaultKind(kind)) {
    const message = `there is no fault "${kind}"; choose one of ${FAULT_KINDS.join(', ')}${didYouMean(kind, FAULT_KINDS)}`;
    throw new DrillError('FaultUnknown', message);
  }
  if (kind !== 'none' && !regions.includes(region)) {
    const message = `the app has no region "${region}"; its regions are ${regions.join(', ')}${didYouMean(region, regions)}`;
    throw new DrillError('RegionUnknown', message);
  }
  return { none, 'region-outage': regionOutage, 'region-loss': regionLoss }[kind](region);
}

function isFaultKind(kind: string): kind is FaultKind {
  return (FAULT_KINDS as readonly string[]).includes(kind);
}
