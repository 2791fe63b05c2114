// Figures of `resilientFetch` when a region stops answering, and when every region is slow: real sockets of this machine, real time.
// usage: npm run measure:client
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';

const { resilientFetch } = createRequire(import.meta.url)('../build/client/index.js');

const CLIENTS = 50;
const PAUSE_MILLIS = 100;
const WELL_MILLIS = 2000;
const AWAY_MILLIS = 4000;

/** A region whose answers can stop: connections are taken and nothing comes back, as when packets are dropped. */
async function startRegion() {
  const region = { asked: 0, delay: 5, isAway: false };
  const server = createServer((_, response) => {
    region.asked += 1;
    if (!region.isAway) setTimeout(() => response.end('well'), region.delay);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  region.address = `http://127.0.0.1:${server.address().port}`;
  region.stop = () => (server.closeAllConnections(), server.close());
  return region;
}

/** Asks again and again until a moment; how long each answer took, undefined where there was none. */
async function askUntil(end, ask) {
  const answers = [];
  while (performance.now() < end) {
    const began = performance.now();
    const ok = await ask().then(
      response => response.text().then(() => response.ok),
      () => false,
    );
    answers.push({ began, millis: performance.now() - began, ok });
    await wait(PAUSE_MILLIS);
  }
  return answers;
}

async function outage(name, askerOf) {
  const regions = [await startRegion(), await startRegion()];
  const begins = performance.now() + WELL_MILLIS;
  setTimeout(() => (regions[0].isAway = true), WELL_MILLIS);
  const users = Array.from({ length: CLIENTS }, () => askUntil(begins + AWAY_MILLIS, askerOf(regions)));
  const answers = (await Promise.all(users)).flat();
  const during = answers.filter(({ began }) => began >= begins);
  report(name, during, regions, answers.length);
  regions.forEach(region => region.stop());
}

async function slowness() {
  const regions = [await startRegion(), await startRegion()];
  for (const region of regions) region.delay = 500;
  const ask = resilientFetch({ regions: regions.map(({ address }) => address) });
  const answers = (
    await Promise.all(Array.from({ length: CLIENTS }, () => askUntil(performance.now() + 8000, () => ask('/'))))
  ).flat();
  report('both regions take 500 ms', answers, regions, answers.length);
  regions.forEach(region => region.stop());
}

function report(name, answers, regions, calls) {
  const times = answers.map(({ millis }) => millis).sort((a, b) => a - b);
  const at = share => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))]);
  const failed = answers.filter(({ ok }) => !ok).length;
  const sent = regions.reduce((sum, { asked }) => sum + asked, 0);
  console.log(
    `${name.padEnd(44)} ${String(answers.length).padStart(6)} ${String(failed).padStart(6)} ` +
      `${String(at(0.5)).padStart(6)} ms ${String(at(0.99)).padStart(6)} ms ${String(at(1)).padStart(6)} ms ${(sent / calls).toFixed(2).padStart(6)}`,
  );
}

console.log(
  `${'of'.padEnd(44)} ${'calls'.padStart(6)} failed ${'p50'.padStart(9)} ${'p99'.padStart(9)} ${'slowest'.padStart(9)} ${'sent'.padStart(6)}`,
);
await outage(
  'first region away, fetch with 800 ms',
  ([first]) =>
    () =>
      fetch(first.address, { signal: AbortSignal.timeout(800) }),
);
await outage('first region away, resilientFetch', regions => {
  const ask = resilientFetch({ regions: regions.map(({ address }) => address) });
  return () => ask('/');
});
await slowness();
