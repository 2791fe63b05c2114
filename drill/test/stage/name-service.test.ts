import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type HealthCheckSpec, type RecordSpec } from '../../assembly/model.js';
import { createNameService, unobservedChecks, type NameService } from '../../stage/name-service.js';
import { createClock } from '../../support/clock.js';
import { check, cloudOf, record } from '../route53/samples.js';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise(resolve => server?.close(resolve) ?? resolve(undefined));
  server = undefined;
});

/** Route 53 in front of one region, whose edge answers like this. */
async function serviceOf(
  records: RecordSpec[],
  healthChecks: HealthCheckSpec[],
  answer: RequestListener = (_, response) => response.end(),
): Promise<NameService> {
  const edge = (server = createServer(answer));
  await new Promise<void>(resolve => edge.listen(0, '127.0.0.1', resolve));
  const cloud = cloudOf({ 'us-east-1': '127.0.0.1' }, (edge.address() as AddressInfo).port);
  return createNameService({ cloud, clock: createClock(40), deployed: { records, healthChecks } });
}

const limits = { connectSeconds: 40, answerSeconds: 40, signal: new AbortController().signal };

test('a health check may ask a regional name of the app itself', async () => {
  const regional = record({ name: 'us-east-1.api.example.com', values: ['abc.execute-api.us-east-1.amazonaws.com'] });
  const asked = check({ fqdn: 'us-east-1.api.example.com' });
  const { probe } = await serviceOf([regional], [asked]);

  expect(await probe(asked, limits)).toBe(true);
  expect(await probe({ ...asked, fqdn: 'nobody.example.com' }, limits)).toBe(false);
});

test('a health check that follows an alarm or a routing control is told of, an endpoint check is not', async () => {
  const { fleet } = await serviceOf(
    [],
    [
      check({ path: 'App/Endpoint' }),
      check({ id: 'a', path: 'App/Alarm', type: 'CLOUDWATCH_METRIC' }),
      check({ id: 'r', path: 'App/Switch', type: 'RECOVERY_CONTROL' }),
    ],
  );

  expect(unobservedChecks(fleet)).toEqual([
    expect.stringMatching(/App\/Alarm follows an alarm, which the drill does not observe/),
    expect.stringMatching(/App\/Switch follows a routing control/),
  ]);
});

describe('the health of a load balancer', () => {
  const alias = { name: 'dualstack.web-1.us-east-1.elb.amazonaws.com', evaluateTargetHealth: true };
  const pair = [
    record({ type: 'A', setIdentifier: 'p', failover: 'PRIMARY', alias }),
    record({ type: 'A', setIdentifier: 's', failover: 'SECONDARY', values: ['127.0.0.9'] }),
  ];

  /** Whether the load balancer counts as healthy once each checker has looked often enough to change its mind. */
  async function statusOf(answer: RequestListener, records = pair): Promise<{ healthy: boolean; hosts: Set<unknown> }> {
    const hosts = new Set<unknown>();
    let looks = 0;
    const { fleet } = await serviceOf(records, [], (request, response) => {
      hosts.add(request.headers.host);
      looks++;
      answer(request, response);
    });
    fleet.start();
    for (let waited = 0; looks < 16 * 4 && waited < 100; waited++) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await fleet.stop();
    return { healthy: fleet.isHealthy('target health of web-1.us-east-1.elb.amazonaws.com'), hosts };
  }

  test('is watched by its own name where the record evaluates it, and may answer what it likes below 500', async () => {
    const { healthy, hosts } = await statusOf((_, response) => response.writeHead(404).end());

    expect(healthy).toBe(true);
    expect([...hosts]).toEqual(['web-1.us-east-1.elb.amazonaws.com']);
  });

  test('ends with its last target', async () => {
    expect((await statusOf((_, response) => response.writeHead(503).end())).healthy).toBe(false);
  });

  test('is asked by nobody where the record does not evaluate it', async () => {
    const careless = pair.map(each => ({ ...each, alias: each.alias && { ...alias, evaluateTargetHealth: false } }));

    expect((await statusOf((_, response) => response.end(), careless)).hosts.size).toBe(0);
  });
});
