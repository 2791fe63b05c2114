import { Lazy } from 'aws-cdk-lib/core';
import { RegionRole, Regions } from '../../lib';

const THREE = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;

test('the first region of active/passive is the primary and the second the standby', () => {
  const regions = Regions.activePassive('us-east-1', 'us-west-2');

  expect(regions.primary).toBe('us-east-1');
  expect(regions.standby).toBe('us-west-2');
  expect(regions.all).toEqual(['us-east-1', 'us-west-2']);
});

test('every further region of active/passive is a standby: none is dropped', () => {
  const regions = Regions.activePassive(...THREE);

  expect(regions.all).toEqual(THREE);
  expect(regions.standbys).toEqual(['us-west-2', 'eu-west-1']);
  expect(regions.standby).toBe('us-west-2');
  expect(regions.all.map(region => regions.roleOf(region))).toEqual([
    RegionRole.PRIMARY,
    RegionRole.STANDBY,
    RegionRole.STANDBY,
  ]);
});

test('active/active regions all expect traffic, and none stands by', () => {
  const regions = Regions.activeActive(...THREE);

  expect(regions.all.map(region => [regions.roleOf(region), regions.expectsTraffic(region)])).toEqual(
    THREE.map(() => [RegionRole.ACTIVE, true]),
  );
  expect(regions.standbys).toEqual([]);
});

test('traffic is expected in the primary region of active/passive only', () => {
  const regions = Regions.activePassive(...THREE);

  expect(THREE.filter(region => regions.expectsTraffic(region))).toEqual(['us-east-1']);
});

test('the others than a region are all but that one, in order', () => {
  expect(Regions.activePassive(...THREE).othersThan('us-west-2')).toEqual(['us-east-1', 'eu-west-1']);
});

test.each(['roleOf', 'expectsTraffic', 'othersThan'] as const)(
  'fails with ForeignRegion where %s is asked for another region',
  ask => {
    expect(() => Regions.activePassive(...THREE)[ask]('eu-west-3')).toThrow(
      /\[RegionUnknown\] "eu-west-3" is none of the regions "us-east-1", "us-west-2", "eu-west-1"/,
    );
  },
);

test('fails with NoStandby where active/active regions are asked for one', () => {
  expect(() => Regions.activeActive(...THREE).standby).toThrow(/\[StandbyMissing\].*othersThan/);
});

test('regions that an account has to opt in to are told', () => {
  expect(Regions.activePassive('eu-central-1', 'eu-south-1').optIn).toEqual(['eu-south-1']);
});

test.each([
  ['RegionRepeated', 'us-east-1', 'us-east-1', 'name another region as standby'],
  ['RegionUnknown', 'us-east-1', 'us-wets-2', 'did you mean "us-west-2"?'],
  ['RegionUnknown', 'US-EAST-1', 'us-west-2', 'did you mean "us-east-1"?'],
  ['RegionOfOtherPartition', 'us-east-1', 'cn-north-1', 'aws, aws-cn'],
  ['RegionMissing', '', 'us-west-2', 'name it, for example'],
  ['RegionUnresolved', Lazy.string({ produce: () => 'us-east-1' }), 'us-west-2', 'as plain text'],
])('fails with %s for the primary %j and the standby %j', (code, primary, standby, fragment) => {
  expect(() => Regions.activePassive(primary, standby)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(fragment) as string }),
  );
});

test('fails with every region that is wrong, not with the first alone', () => {
  expect(() => Regions.activePassive('us-esat-1', 'us-wets-2')).toThrow(/us-esat-1[^]*us-wets-2/);
});

test('fails with a clear message where JavaScript leaves a region out', () => {
  expect(() => Regions.activePassive('us-east-1', undefined as unknown as string)).toThrow(/\[RegionMissing\]/);
});

test.each([
  ['activePassive', () => Regions.activePassive('us-east-1')],
  ['activeActive', () => Regions.activeActive('us-east-1')],
  ['activeActive', () => Regions.activeActive()],
])('fails with RegionMissing where %s is given less than two regions', (factory, act) => {
  expect(act).toThrow(
    expect.objectContaining({
      code: 'RegionMissing',
      path: `Regions.${factory}`,
      message: expect.stringContaining('failing over takes two') as string,
    }),
  );
});

test.each([
  ['activePassive', () => Regions.activePassive('us-east-1', 'us-west-2', 'us-west-2')],
  ['activeActive', () => Regions.activeActive('us-west-2', 'us-east-1', 'us-west-2')],
])('fails with DuplicateRegion where %s is given a region twice', (_factory, act) => {
  expect(act).toThrow(/\[RegionRepeated\] region "us-west-2" is named twice/);
});
