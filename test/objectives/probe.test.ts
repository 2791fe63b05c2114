import * as fc from 'fast-check';
import { FailoverTiming } from '../../lib/objectives';
import { seededRandom } from '../../drill/route53/random';
import { failoverTemplate } from './support/failover-template';
import { healthCheckOf, simulateDetections, simulateRecovery } from './support/failover-simulation';
test('probe', async () => {
  const pools = new Map<string, number[]>();
  let t = performance.now();
  for (const i of [10, 30])
    for (let k = 1; k <= 10; k++) {
      const c = healthCheckOf(
        failoverTemplate({
          intervalSeconds: i,
          failureThreshold: k,
          ttlSeconds: 1,
          clientTimeoutSeconds: 1,
          propagationSeconds: 1,
        }),
      );
      const d = (await simulateDetections(c, 200, i * 100 + k)).sort((a, b) => a - b);
      pools.set(`${i}/${k}`, d);
      console.log(i, k, d[0], d[100], d[197], d[199], k * (i + 6), (k * (i + 6)) / d[197]);
    }
  console.log('pool ms', performance.now() - t);
  t = performance.now();
  const ratios: [number, string][] = [];
  const random = seededRandom(7);
  fc.assert(
    fc.property(
      fc.record({
        intervalSeconds: fc.constantFrom(10, 30),
        failureThreshold: fc.integer({ min: 1, max: 10 }),
        ttlSeconds: fc.integer({ min: 0, max: 300 }),
        clientTimeoutSeconds: fc.integer({ min: 1, max: 30 }),
        propagationSeconds: fc.integer({ min: 0, max: 60 }),
      }),
      s => {
        const tpl = failoverTemplate(s);
        const pool = pools.get(`${s.intervalSeconds}/${s.failureThreshold}`)!;
        const r = Array.from({ length: 200 }, () =>
          simulateRecovery(tpl, pool[Math.floor(random() * pool.length)], random),
        ).sort((a, b) => a - b);
        const bound = new FailoverTiming({ ...s, clientRetrySeconds: s.clientTimeoutSeconds });
        if (r[199] > bound.rtoSeconds) throw new Error('unsound ' + r[199]);
        ratios.push([bound.rtoSeconds / r[197], JSON.stringify(s) + ' ' + bound.formula + ' p99 ' + r[197]]);
      },
    ),
    { numRuns: 1000, seed: 1 },
  );
  ratios.sort((a, b) => b[0] - a[0]);
  console.log('ms', performance.now() - t, ratios.slice(0, 6), ratios[500], ratios[999]);
}, 400000);
