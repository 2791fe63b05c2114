import { type DeployedApp } from '../assembly/model.js';
import { type Workload } from '../scenario/spec.js';
import { type WorkloadReport } from './model.js';

/** What a load calls, in words, and whether that is more than the app's health checks. */
export function callsOf(
  { reads, writes, dataProbes, uploads }: Workload,
  { healthChecks }: Pick<DeployedApp, 'healthChecks'>,
): WorkloadReport {
  const checked = new Set(healthChecks.map(({ resourcePath }) => resourcePath));
  const calls = [
    ...reads.map(({ method, hostname, path }) => `${method} ${hostname}${path}`),
    ...(writes ? [`${writes.method} ${writes.hostname}${writes.path}`] : []),
    ...dataProbes.map(
      ({ tableName }) => `PutItem of an item of the drill's own into table ${tableName}, by no code of the app`,
    ),
    ...(uploads ? [`PutObject into ${[...uploads.buckets.values()][0]}`] : []),
  ];
  return { calls, callsAppRoutes: writes !== undefined || reads.some(({ path }) => !checked.has(path)) };
}
