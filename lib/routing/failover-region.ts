import { type IHealthCheck, type IHostedZone, type RecordSet } from 'aws-cdk-lib/aws-route53';
import { type FailoverName } from './failover-name';
import { type FailoverRole } from './failover-options';
import { type IRegionalEndpoint, type NameTarget } from './regional-endpoint';

/** What leads clients to one region of a failover name. */
export interface RegionRecord {
  readonly name: FailoverName;
  readonly zone: IHostedZone;
  readonly role: FailoverRole;
  readonly target: NameTarget;
}

/** One region of a failover name. */
export interface FailoverRegion extends RegionRecord {
  readonly endpoint: IRegionalEndpoint;
}

/** What a failover makes in one region. */
export interface FailoverConfig {
  readonly healthCheck: IHealthCheck;
  readonly record: RecordSet;
}
