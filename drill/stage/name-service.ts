import { type DeployedApp, type HealthCheckSpec, type RecordSpec } from '../assembly/model.js';
import { type Cloud } from '../cloud/cloud.js';
import { HealthCheckFleet, type Probe } from '../route53/health.js';
import { createHttpProbe } from '../route53/http-probe.js';
import { targetChecks } from '../route53/load-balancers.js';
import { Zone } from '../route53/zone.js';
import { type Clock } from '../support/clock.js';

/** Route 53 as a stage has it: its checkers, and what its name servers answer. */
export interface NameService {
  readonly probe: Probe;
  readonly fleet: HealthCheckFleet;
  readonly zone: Zone;
}

export interface NameServiceOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly deployed: Pick<DeployedApp, 'healthChecks' | 'records'>;
  readonly seed?: number;
}

/** Checkers resolve a name of the app's own as everybody does. They do not probe before the fleet is started. */
export function createNameService({ cloud, clock, deployed, seed }: NameServiceOptions): NameService {
  const { healthChecks, records } = deployed;
  const probe = createHttpProbe({ cloud, clock, resolve: name => zone.address(name) });
  const fleet = new HealthCheckFleet({ checks: [...healthChecks, ...targetChecks(records)], clock, probe, seed });
  const clientRegions = clientsAreEverywhere(records) ? cloud.regions.map(({ name }) => name) : undefined;
  const zone = new Zone({ cloud, clock, records, healthy: id => fleet.isHealthy(id), seed, clientRegions });
  fleet.onChange(change => zone.observe(change));
  return { probe, fleet, zone };
}

/** Whether some records are chosen by where a client is: with clients of one region the others would serve nobody. */
function clientsAreEverywhere(records: readonly RecordSpec[]): boolean {
  return records.some(record => record.latencyRegion !== undefined);
}

/** Says of each health check that nothing in the drill changes what that means for its figures. */
export function unobservedChecks(fleet: HealthCheckFleet): string[] {
  return fleet.unobserved.map(({ path, type }: HealthCheckSpec) => {
    const what = type === 'RECOVERY_CONTROL' ? 'a routing control' : 'an alarm';
    return (
      `The health check ${path} follows ${what}, which the drill does not observe. It stayed as it was whatever happened, ` +
      'so nothing is known of a failover that depends on it.'
    );
  });
}
