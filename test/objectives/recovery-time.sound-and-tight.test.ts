import * as fc from 'fast-check';
import { seededRandom } from '../../drill/route53/random';
import { FailoverTiming } from '../../lib/objectives';
import { buildReport } from '../../lib/report/build-report';
import { AppModel } from '../../lib/assembly/app-model';
import { healthCheckOf, simulateDetections, simulateRecovery } from './support/failover-simulation';
import {
  failoverTemplate,
  type Choice,
  type FailoverSettings,
  type FailoverTemplate,
} from './support/failover-template';

const CONFIGURATIONS = 1000;
const FAILOVERS = 120;
const DETECTIONS = 150;
const TIGHT = 1.25;

const INTERVALS = [10, 30];
const THRESHOLDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** A region with a small share of the clients is lost for few of them: then no simulation comes near the bound. */
const choice = fc.oneof(
  fc.constant<Choice>({ by: 'failover' }),
  fc.constant<Choice>({ by: 'latency' }),
  fc
    .tuple(fc.integer({ min: 64, max: 255 }), fc.integer({ min: 0, max: 64 }))
    .map((weights): Choice => ({ by: 'weight', weights })),
);

const settings = fc.record<FailoverSettings>({
  choice,
  intervalSeconds: fc.constantFrom(...INTERVALS),
  failureThreshold: fc.constantFrom(...THRESHOLDS),
  ttlSeconds: fc.integer({ min: 0, max: 300 }),
  clientTimeoutSeconds: fc.integer({ min: 0, max: 60 }),
  propagationSeconds: fc.integer({ min: 0, max: 60 }),
});

/** The library's side: the report of an app that has this template, and nothing else. */
function boundOf(template: FailoverTemplate) {
  const [service] = buildReport(new AppModel([{ id: 'App', path: 'App', region: 'eu-west-1', template }])).services;
  return { detection: service.detection.value!, rto: service.rto.value! };
}

/** Times of detection depend on the health check alone, so that they are simulated once for each. */
const detections = new Map<string, number[]>();
const poolOf = ({ intervalSeconds, failureThreshold }: FailoverSettings): number[] =>
  detections.get(`${intervalSeconds}×${failureThreshold}`)!;

beforeAll(async () => {
  for (const intervalSeconds of INTERVALS) {
    for (const failureThreshold of THRESHOLDS) {
      const template = failoverTemplate({ ...plain, intervalSeconds, failureThreshold });
      const seed = intervalSeconds * 100 + failureThreshold;
      const pool = await simulateDetections(healthCheckOf(template), DETECTIONS, seed);
      detections.set(`${intervalSeconds}×${failureThreshold}`, pool);
    }
  }
}, 600_000);

const plain: FailoverSettings = {
  choice: { by: 'failover' },
  intervalSeconds: 10,
  failureThreshold: 3,
  ttlSeconds: 60,
  clientTimeoutSeconds: 5,
  propagationSeconds: 10,
};

/** Simulated recoveries of a template, shortest first. */
function recoveriesOf(template: FailoverTemplate, of: FailoverSettings, seed: number): number[] {
  const random = seededRandom(seed);
  const pool = poolOf(of);
  const draw = (): number => pool[Math.floor(random() * pool.length)];
  return Array.from({ length: FAILOVERS }, () => simulateRecovery(template, draw(), random)).sort((a, b) => a - b);
}

/** Smallest value that is not below 99 of 100. */
function percentile99(sorted: readonly number[]): number {
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}

test.each(INTERVALS.flatMap(interval => THRESHOLDS.map(threshold => [interval, threshold] as const)))(
  'detection with %i s × %i is never later than its bound, and not much earlier',
  (intervalSeconds, failureThreshold) => {
    const of = { ...plain, intervalSeconds, failureThreshold };
    const sorted = [...poolOf(of)].sort((a, b) => a - b);
    const { detection } = boundOf(failoverTemplate(of));
    expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(detection);
    expect(detection).toBeLessThanOrEqual(TIGHT * percentile99(sorted));
  },
);

test(`no failover of ${CONFIGURATIONS} random configurations is later than its bound, and no bound is loose`, () => {
  let configurations = 0;
  fc.assert(
    fc.property(settings, fc.integer(), (of, seed) => {
      const template = failoverTemplate(of);
      const { rto } = boundOf(template);
      const sorted = recoveriesOf(template, of, seed);
      const slowest = sorted[sorted.length - 1];
      if (slowest > rto) throw new Error(`unsound: a failover took ${slowest} s and the bound is ${rto} s`);
      // The floor of DNS is a caution beyond the model: there the bound is loose on purpose.
      const loose = rto > FailoverTiming.LEAST_RTO_SECONDS && rto > TIGHT * percentile99(sorted);
      if (loose) throw new Error(`loose: the 99th percentile is ${percentile99(sorted)} s and the bound is ${rto} s`);
      configurations++;
    }),
    { numRuns: CONFIGURATIONS, seed: 20_260_101 },
  );
  expect(configurations).toBe(CONFIGURATIONS);
}, 600_000);

test('a bound without the time of the probes would be exceeded: the simulation can tell', () => {
  const of = { ...plain, failureThreshold: 5, ttlSeconds: 10, propagationSeconds: 0 };
  const withoutProbes = of.failureThreshold * of.intervalSeconds + of.ttlSeconds + of.clientTimeoutSeconds;
  expect(percentile99(recoveriesOf(failoverTemplate(of), of, 1))).toBeGreaterThan(withoutProbes);
});
