import { type DeployedApp, type HealthCheckSpec } from '../assembly/model.js';
import { type Cloud } from '../cloud/cloud.js';
import { regionalAddress } from '../route53/regional-host.js';

/** Where the addresses of the regions are. */
export type Edges = Pick<Cloud, 'regions' | 'regionAt'>;

/** Region whose edge a host name of AWS leads to; null for any other name. */
export function regionOfHost(cloud: Edges, host: string | undefined): string | null {
  const address = host === undefined ? undefined : regionalAddress(cloud, host);
  return address === undefined ? null : (cloud.regionAt(address)?.name ?? null);
}

/** Health checks of a region's endpoints that some record follows. */
export function followedChecks(region: string, deployed: DeployedApp, cloud: Edges): HealthCheckSpec[] {
  const followed = new Set(deployed.records.map(record => record.healthCheckId));
  return deployed.healthChecks.filter(({ id, fqdn }) => followed.has(id) && regionOfHost(cloud, fqdn) === region);
}
