import { faultOf } from '../../faults/fault.js';

const REGIONS = ['us-east-1', 'us-west-2'];

function recorder() {
  const calls: string[] = [];
  const call = (verb: string) => (region: string) => {
    calls.push(`${verb} ${region}`);
    return Promise.resolve();
  };
  return { calls, cloud: { freeze: call('freeze'), thaw: call('thaw'), kill: call('kill') } };
}

test.each([
  ['none', [], null],
  ['region-outage', ['freeze us-east-1', 'thaw us-east-1'], 'us-east-1'],
  ['region-loss', ['kill us-east-1'], 'us-east-1'],
])('%s does this to the cloud: %j', async (kind, expected, region) => {
  const { calls, cloud } = recorder();
  const fault = faultOf(kind, 'us-east-1', REGIONS);

  await fault.inject(cloud);
  await fault.recover(cloud);

  expect(calls).toEqual(expected);
  expect(fault).toMatchObject({ kind, region, recovers: kind === 'region-outage' });
});

test('fails with an unknown kind, and says which one was meant', () => {
  expect(() => faultOf('region-outtage', 'us-east-1', REGIONS)).toThrow(
    '[FaultUnknown] there is no fault "region-outtage"; choose one of none, region-outage, region-loss; did you mean "region-outage"?',
  );
});

test('fails with a region that the app does not have, and says which one was meant', () => {
  expect(() => faultOf('region-loss', 'us-eats-1', REGIONS)).toThrow(
    '[RegionUnknown] the app has no region "us-eats-1"; its regions are us-east-1, us-west-2; did you mean "us-east-1"?',
  );
});

test('does not guess where nothing is close', () => {
  expect(() => faultOf('earthquake', 'us-east-1', REGIONS)).toThrow(/region-loss$/);
});
