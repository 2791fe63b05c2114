import { App } from 'aws-cdk-lib/core';
import {
  Failover,
  Regions,
  ResilientService,
  Routing,
  type ExposeHttpOptions,
  type ResilientServiceProps,
} from '../../lib';
import { failureOf } from '../support/failure';
import { someFunction } from '../support/two-regions';

const domain = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
const three = ['us-east-2', 'us-west-2', 'eu-west-1'];

/** What a service warns of its capacity. */
function warned(props: ResilientServiceProps, options: ExposeHttpOptions = {}): string[] {
  const app = new App();
  const service = new ResilientService(app, 'Intake', { domain, ...props });
  for (const region of service.regionalStacks) service.exposeHttp(region, someFunction(region), options);
  return app
    .synth()
    .stacks.flatMap(stack => stack.messages.map(({ entry }) => String(entry.data)))
    .filter(text => /capacityUnknown|capacityTooSmall/.test(text));
}

test('who does not say how much comes is told what the others would bear', () => {
  const [only, ...more] = warned({ regions: Regions.activeActive(...three) });
  expect(more).toEqual([]);
  expect(only).toContain('that 2 of 3 regions bear them: with a "rateLimit" of 1000 in each they take 2000 a second');
});

test.each<[string, ResilientServiceProps, number | undefined, number[]]>([
  [
    'two equal regions',
    { regions: Regions.activeActive('us-east-2', 'us-west-2'), peakRequestsPerSecond: 1500 },
    undefined,
    [1500, 1500],
  ],
  [
    'three equal regions',
    { regions: Regions.activeActive(...three), peakRequestsPerSecond: 3000 },
    undefined,
    [1500, 1500, 1500],
  ],
  ['three equal regions with room', { regions: Regions.activeActive(...three), peakRequestsPerSecond: 3000 }, 1500, []],
  [
    'unequal weights: the heaviest bears most',
    {
      regions: Regions.activeActive(...three),
      failover: Failover.activeActive({
        routing: Routing.weighted({ 'us-east-2': 2, 'us-west-2': 1, 'eu-west-1': 1 }),
      }),
      peakRequestsPerSecond: 3000,
    },
    1499,
    [1500, 1500, 2000],
  ],
  [
    'latency: all that a lost region had may go to one',
    {
      regions: Regions.activeActive(...three),
      failover: Failover.activeActive({ routing: Routing.latency() }),
      peakRequestsPerSecond: 3000,
    },
    undefined,
    [2000, 2000, 2000],
  ],
  [
    'a standby gets everything',
    { regions: Regions.activePassive('us-east-2', 'us-west-2'), peakRequestsPerSecond: 1001 },
    undefined,
    [1001, 1001],
  ],
  ['nobody says', { regions: Regions.activePassive('us-east-2', 'us-west-2') }, undefined, []],
])('%s', (_what, props, rateLimit, needed) => {
  const texts = warned(props, { rateLimit });
  expect(texts.map(text => Number(/may get (\d+) when/.exec(text)?.[1])).sort()).toEqual([...needed].sort());
});

test.each([0, -1, Infinity])('fails on a peak of %s', peakRequestsPerSecond => {
  const failure = failureOf(() => warned({ regions: Regions.activeActive(...three), peakRequestsPerSecond }));
  expect(failure.codes).toEqual(['PeakOutOfRange']);
});
