import { type HealthCheckSpec } from '../../assembly/model.js';
import { callsOf } from '../../measure/calls.js';
import { type Workload } from '../../scenario/spec.js';

const healthChecks = [{ resourcePath: '/health' } as HealthCheckSpec];
const load = (changes: Partial<Workload>): Workload => ({
  requestsPerSecond: 2,
  clients: 4,
  clientTimeoutSeconds: 5,
  reads: [{ hostname: 'api.example.com', method: 'GET', path: '/health' }],
  dataProbes: [],
  ...changes,
});

test('a load of health paths and items of the drill calls no route of the app', () => {
  const dataProbes = [{ path: 'T', tableName: 'notes', homeRegion: 'us-east-1', replicaRegions: [] }];
  expect(callsOf(load({ dataProbes }), { healthChecks })).toEqual({
    calls: [
      'GET api.example.com/health',
      "PutItem of an item of the drill's own into table notes, by no code of the app",
    ],
    callsAppRoutes: false,
  });
});

test('a read of another path, or a write, is a route of the app', () => {
  const reads = [{ hostname: 'api.example.com', method: 'GET', path: '/notes' }];
  const writes = {
    hostname: 'api.example.com',
    method: 'POST',
    path: '/notes',
    headers: {},
    readPath: '/notes/{{id}}',
  };

  expect(callsOf(load({ reads }), { healthChecks }).callsAppRoutes).toBe(true);
  expect(callsOf(load({ writes }), { healthChecks }).callsAppRoutes).toBe(true);
});
