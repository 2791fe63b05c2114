import { type PlannedFault } from '../faults/registry.js';
import { type Stage } from '../stage/stage.js';
import { DrillError } from '../support/errors.js';
import { letPass, type Phase } from './phase.js';

/** Brings a fault about. */
export function beginFault(fault: PlannedFault): Phase {
  return {
    title: `${fault.region} ${fault.description.begins}`,
    async run({ stage }) {
      validatePart(fault.region, stage);
      const at = stage.clock.now();
      await fault.begin(stage, fault.region);
      return [{ kind: 'fault began', at, fault }];
    },
  };
}

/** Takes a fault back; it must be one with a way back. Where replication lags, the tables stay as they were. */
export function endFault(fault: PlannedFault, { replicationLags = false } = {}): Phase {
  return {
    title: `${fault.region} ${fault.description.ends}`,
    async run({ stage }) {
      if (replicationLags) stage.tables.hold(fault.region);
      await fault.end!(stage, fault.region);
      stage.load.admitPoison();
      return [{ kind: 'fault ended', at: stage.clock.now(), fault }];
    },
  };
}

/** Lets the tables of a region that is back be replicated again, so many simulated seconds after its return. */
export function resumeReplication(region: string, seconds: number): Phase {
  return {
    title: `Replication of ${region} lags for ${seconds} s`,
    async run(context, log) {
      const { stage, journal } = context;
      const until = journal.last('fault ended')!.at + seconds;
      await letPass(context, Math.max(0, until - stage.clock.now()), log);
      stage.tables.release(region);
      return [{ kind: 'replication resumed', at: stage.clock.now(), region }];
    },
  };
}

/** Taking away a region that serves nobody would show nothing, and pass. */
function validatePart(region: string, { zone, load, cloud }: Stage): void {
  const { requests, writes, uploads } = load.ledger;
  const called = [...requests, ...writes, ...uploads].some(record => record.region === region);
  const named = zone.names.filter(name => zone.regions(name).includes(region));
  if (called || named.length > 0) return;
  const others = zone.names.map(name => `${name} leads to ${zone.regions(name).join(' and ') || 'no region'}`);
  const message =
    `${region} got no request and no name leads to it, so that an outage of it shows nothing` +
    `${others.length > 0 ? ` (${others.join(', ')})` : ''}; give --region one of ` +
    `${cloud.regions.map(({ name }) => name).join(', ')} that serves`;
  throw new DrillError('RegionTrafficMissing', message);
}
