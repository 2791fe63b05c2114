import { type HealthCheckSpec, type RecordSpec } from '../../../drill/assembly/model';
import { answer } from '../../../drill/route53/failover';
import { HealthCheckFleet, type Probe } from '../../../drill/route53/health';
import { seededRandom, type Random } from '../../../drill/route53/random';
import { type FailoverTemplate } from './failover-template';
import { VirtualClock } from './virtual-clock';

/** How a lost region treats a probe: no connection, one without an answer, one that is slow to come, or one at the last moment. */
const MODES = ['dark', 'mute', 'mired', 'stuck'] as const;

/** Clients that each have their own DNS cache. Recovery is when the last of them is served. */
const CLIENTS = 8;

/** What the drill reads in a template's health check. */
export function healthCheckOf(template: FailoverTemplate): HealthCheckSpec {
  const config = template.Resources.PrimaryHealth.Properties.HealthCheckConfig;
  return {
    id: 'PrimaryHealth',
    path: 'PrimaryHealth',
    type: config.Type as HealthCheckSpec['type'],
    fqdn: config.FullyQualifiedDomainName,
    intervalSeconds: config.RequestInterval,
    failureThreshold: config.FailureThreshold,
    inverted: false,
    disabled: false,
    childIds: [],
  };
}

/** Seconds from the loss of a region until Route 53 calls it unhealthy, for a number of losses. */
export async function simulateDetections(check: HealthCheckSpec, count: number, seed: number): Promise<number[]> {
  const random = seededRandom(seed);
  const detections: number[] = [];
  for (let n = 0; n < count; n++) detections.push(await simulateDetection(check, MODES[n % MODES.length], random));
  return detections;
}

async function simulateDetection(
  check: HealthCheckSpec,
  mode: (typeof MODES)[number],
  random: Random,
): Promise<number> {
  const clock = new VirtualClock();
  const lostAt = check.intervalSeconds * (1 + random());
  const probe: Probe = async (_spec, { connectSeconds, answerSeconds }) => {
    const connect = { dark: connectSeconds, mute: 0, mired: connectSeconds * random(), stuck: connectSeconds }[mode];
    const usual = 0.2 * random();
    await clock.sleep(usual);
    if (clock.now() < lostAt) return true;
    await clock.sleep(Math.max(0, mode === 'dark' ? connect - usual : connect + answerSeconds - usual));
    return false;
  };
  const fleet = new HealthCheckFleet({ checks: [check], clock, probe, seed: Math.floor(random() * 2 ** 31) });
  fleet.start();
  await clock.runUntil(() => fleet.changes.length > 0);
  const { at, healthy } = fleet.changes[0];
  if (healthy) throw new Error('the first change of a healthy check must be to unhealthy');
  const stopped = fleet.stop();
  await clock.runUntil(() => false);
  await stopped;
  return at - lostAt;
}

/** The region that is lost, and that clients are near to. */
const LOST = 'us-east-1';

/** Seconds from the loss of a region until the last client is served by the other one. */
export function simulateRecovery(template: FailoverTemplate, detectionSeconds: number, random: Random): number {
  const { propagationSeconds } = template.Metadata.RecoveryObjectives;
  const visibleAt = detectionSeconds + propagationSeconds * (1 - random());
  const records = recordsOf(template);
  const servedAt = Array.from({ length: CLIENTS }, () => serveClient(template, records, visibleAt, random));
  return Math.max(...servedAt);
}

/**
 * A client sends requests all the time, each through the same DNS cache, and gives each its timeout. It is served again
 * when the last request that went to the lost region has timed out.
 */
function serveClient(template: FailoverTemplate, records: RecordSpec[], visibleAt: number, random: Random): number {
  const ask = (now: number): RecordSpec => {
    const healthy = (id: string): boolean => id !== 'PrimaryHealth' || now < visibleAt;
    return answer(records, { healthy, zone: records, clientRegion: LOST }, random)[0];
  };
  // Caches and name servers are not synchronised: some TTLs before the answer changes, a cache has any age.
  const ttl = Number(ask(-1).ttlSeconds);
  let askedAt = Math.max(0, visibleAt - 3 * (ttl + 1)) - random() * ttl;
  let lastToLostRegion = askedAt;
  for (let cached = ask(askedAt); askedAt < visibleAt || cached.setIdentifier === LOST; cached = ask(askedAt)) {
    const expiresAt = askedAt + Number(cached.ttlSeconds);
    const last = Math.max(askedAt, expiresAt - pause(random));
    if (cached.setIdentifier === LOST) lastToLostRegion = last;
    askedAt = Math.max(expiresAt, last + pause(random));
  }
  return lastToLostRegion + template.Metadata.RecoveryObjectives.clientTimeoutSeconds;
}

/** Seconds between two requests of a client. */
function pause(random: Random): number {
  return 0.5 + random();
}

function recordsOf(template: FailoverTemplate): RecordSpec[] {
  return [template.Resources.Primary, template.Resources.Secondary].map(({ Properties }) => ({
    path: Properties.SetIdentifier,
    name: Properties.Name,
    type: Properties.Type,
    ttlSeconds: Number(Properties.TTL),
    setIdentifier: Properties.SetIdentifier,
    failover: Properties.Failover,
    weight: Properties.Weight,
    latencyRegion: Properties.Region,
    healthCheckId: Properties.HealthCheckId.Ref,
    values: Properties.ResourceRecords,
  }));
}
