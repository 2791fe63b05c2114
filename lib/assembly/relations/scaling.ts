import { type Resource } from '../resource';
import { toNumber, toRecord, toText } from '../value';

/** Between what a scalable target scales: always, or while one of its schedules holds. */
export interface ScalingBounds {
  /** Subject of a sentence: the target, or the schedule by its name. */
  readonly what: string;
  readonly least?: number;
  readonly most?: number;
}

/** The bounds of a scalable target, its own first. */
export function scalingBounds(target: Resource): ScalingBounds[] {
  return [
    { what: 'it', ...boundsOf(target.properties) },
    ...target.records('ScheduledActions').map(action => ({
      what: `its schedule "${toText(action.ScheduledActionName)}"`,
      ...boundsOf(toRecord(action.ScalableTargetAction)),
    })),
  ];
}

function boundsOf(capacity: Record<string, unknown>): { least?: number; most?: number } {
  return { least: toNumber(capacity.MinCapacity), most: toNumber(capacity.MaxCapacity) };
}
