import { type HealthCheckSpec, type RecordSpec } from '../../assembly/model.js';
import { type Cloud } from '../../cloud/cloud.js';

/** A cloud whose regions answer at these addresses, for code that only looks addresses up. */
export function cloudOf(addresses: Record<string, string>, edgePort = 0, endpoint = 'http://127.0.0.1:1'): Cloud {
  const regions = Object.entries(addresses).map(([name, address]) => ({ name, address }));
  const refuse = (): Promise<void> => Promise.reject(new Error('not in this test'));
  return {
    regions,
    account: '123456789012',
    endpoint,
    edgePort,
    regionAt: address => regions.find(region => region.address === address),
    freeze: refuse,
    thaw: refuse,
    isUp: () => true,
    setSpeed: () => undefined,
    hasten: () => undefined,
    kill: refuse,
    stop: refuse,
  };
}

export const TWO_REGIONS = { 'us-east-1': '127.0.101.1', 'us-west-2': '127.0.102.1' };

export function check(more: Partial<HealthCheckSpec> = {}): HealthCheckSpec {
  return {
    id: 'App/Check',
    path: 'App/Check',
    type: 'HTTPS',
    fqdn: 'abc.execute-api.us-east-1.amazonaws.com',
    resourcePath: '/health',
    intervalSeconds: 10,
    failureThreshold: 3,
    inverted: false,
    disabled: false,
    childIds: [],
    ...more,
  };
}

export function record(more: Partial<RecordSpec> = {}): RecordSpec {
  return { path: 'App/Record', name: 'api.example.com', type: 'CNAME', ttlSeconds: 30, values: [], ...more };
}

/** A PRIMARY and a SECONDARY, each with the health check of its region. */
export function failoverPair(): RecordSpec[] {
  return [
    record({
      setIdentifier: 'us-east-1',
      failover: 'PRIMARY',
      healthCheckId: 'east',
      values: ['d-1.execute-api.us-east-1.amazonaws.com'],
    }),
    record({
      setIdentifier: 'us-west-2',
      failover: 'SECONDARY',
      healthCheckId: 'west',
      values: ['d-2.execute-api.us-west-2.amazonaws.com'],
    }),
  ];
}
