import { type PlannedFault } from '../faults/registry.js';
import { type Phase } from './phase.js';

/** Brings a fault about. */
export function beginFault(fault: PlannedFault): Phase {
  return {
    title: `${fault.region} ${fault.description.begins}`,
    async run({ stage }) {
      const at = stage.clock.now();
      await fault.begin(stage, fault.region);
      return [{ kind: 'fault began', at, fault }];
    },
  };
}

/** Takes a fault back; it must be one with a way back. */
export function endFault(fault: PlannedFault): Phase {
  return {
    title: `${fault.region} ${fault.description.ends}`,
    async run({ stage }) {
      await fault.end!(stage, fault.region);
      return [{ kind: 'fault ended', at: stage.clock.now(), fault }];
    },
  };
}
