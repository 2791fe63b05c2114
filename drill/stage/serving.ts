import { type Stage } from './stage.js';

/**
 * Region that serves while all is well: where the name that clients call resolves, whatever stack declares its records, the
 * first one of several; without such a name the home of a global table.
 */
export function servingRegion({ app, zone, workload, deployed }: Stage): string {
  const names = [workload.hostname, ...zone.names].filter(name => name !== undefined);
  const [named] = names.flatMap(name => zone.regions(name));
  return named ?? deployed.globalTables[0]?.homeRegion ?? app.regions[0];
}

/** Whether clients find their region by DNS; where they do not, no region can take over from another. */
export function asksDns({ workload, zone }: Pick<Stage, 'workload' | 'zone'>): boolean {
  return workload.hostname !== undefined && zone.names.length > 0;
}
