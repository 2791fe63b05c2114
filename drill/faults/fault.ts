import { type ExperimentAction } from '../assembly/experiments.js';
import { type Cloud } from '../cloud/cloud.js';
import { type ServiceEffect, type ServicePart } from '../cloud/service-faults.js';

/** What a fault may act on. */
export interface FaultTarget {
  readonly cloud: Pick<Cloud, 'freeze' | 'thaw' | 'kill'>;
  /** The drill's own copying between regions, which ends for a region that is gone. */
  readonly tables: Replication;
  readonly buckets: Replication;
  /** What goes wrong in invocations of a region's functions, in the place of what went wrong before. */
  readonly invocations: {
    disturb(
      region: string,
      faults: readonly Extract<ExperimentAction, { functions: readonly string[] }>[],
    ): Promise<void>;
  };
  /** One service of a region, as functions and clients find it. */
  readonly services: {
    disturb(region: string, effect: ServiceEffect, part: ServicePart): Promise<void>;
    heal(region: string): Promise<void>;
  };
  /** Versions of the functions that serve users. */
  readonly versions: { deploy(region: string): Promise<void>; rollBack(region: string): Promise<void> };
}

/** What is copied between regions. */
interface Replication {
  /** Lets nothing out of a region until it is released. */
  hold(region: string): void;
  release(region: string): void;
  dropRegion(region: string): Promise<void>;
}

/** How a fault is spoken of; what begins, ends and lasts follows the region's name. */
export interface FaultDescription {
  /** Such as `region outage`. */
  readonly title: string;
  /** One sentence for whoever chooses: what an app that survives it has shown. */
  readonly proves: string;
  /** Such as `stops answering`. */
  readonly begins: string;
  /** Such as `away`. */
  readonly meanwhile: string;
  /** Such as `returns with its data`; undefined for a fault without a way back. */
  readonly ends?: string;
  /** One or two words, for the picture. */
  readonly short: string;
  /** Whether the region goes on answering, so that it has to notice by itself that it is unwell. @default false */
  readonly answers?: boolean;
  /** Whether it hits a part of the region that the app may not need: then nobody has to leave. @default false */
  readonly isPartial?: boolean;
}

/** Something that goes wrong in a region. One file a fault, and one line in `registry.ts`. */
export interface Fault {
  readonly description: FaultDescription;
  /** Resolves when the fault is in effect. */
  begin(target: FaultTarget, region: string, part?: ServicePart): Promise<void>;
  /** Takes the fault back; undefined where there is no way back. */
  end?(target: FaultTarget, region: string): Promise<void>;
}
