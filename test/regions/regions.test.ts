import { Lazy } from 'aws-cdk-lib/core';
import { Regions } from '../../lib';

test('the first region of active/passive is the primary and the second the standby', () => {
  const regions = Regions.activePassive('us-east-1', 'us-west-2');

  expect(regions.primary).toBe('us-east-1');
  expect(regions.standby).toBe('us-west-2');
  expect(regions.all).toEqual(['us-east-1', 'us-west-2']);
});

test('regions that an account has to opt in to are told', () => {
  expect(Regions.activePassive('eu-central-1', 'eu-south-1').optIn).toEqual(['eu-south-1']);
});

test.each([
  ['StandbyIsPrimary', 'us-east-1', 'us-east-1', 'name another region as standby'],
  ['UnknownRegion', 'us-east-1', 'us-wets-2', 'did you mean "us-west-2"?'],
  ['UnknownRegion', 'US-EAST-1', 'us-west-2', 'did you mean "us-east-1"?'],
  ['RegionsOfTwoPartitions', 'us-east-1', 'cn-north-1', 'aws, aws-cn'],
  ['RegionMissing', '', 'us-west-2', 'name it, for example'],
  ['RegionIsToken', Lazy.string({ produce: () => 'us-east-1' }), 'us-west-2', 'as plain text'],
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
