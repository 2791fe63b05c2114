import { parseOptions } from '../../../scripts/verify-aws/options';

const parse = (...args: string[]) => parseOptions(args, () => 'a1b2');

test('without options it asks first, and has a prefix of its own', () => {
  expect(parse()).toEqual({
    prefix: 'Verifya1b2',
    regions: ['eu-west-1', 'eu-central-1'],
    yes: false,
    localOnly: false,
    only: [],
    timeoutMinutes: 90,
    out: 'verify-aws.json',
  });
});

test.each(['Production', 'VerifyProd', 'TryMain7', 'VerifyLive', 'TryStaging'])(
  'fails on the prefix "%s", which looks like something that is needed',
  prefix => expect(() => parse('--prefix', prefix)).toThrow('looks like something that is needed'),
);

test.each(['Files', 'verifyab12', 'Verify', 'Verify-ab12', 'VerifyWithMuchTooLongAName'])(
  'fails on the prefix "%s", which says nothing of being thrown away',
  prefix => expect(() => parse('--prefix', prefix)).toThrow('begins with Verify or Try'),
);

test.each(['eu-west-1', 'eu-west-1,eu-west-1', 'eu-west-1,Europe', 'a,b,c'])('fails on the regions "%s"', regions =>
  expect(() => parse('--regions', regions)).toThrow('takes two regions'),
);

test('fails with everything that is wrong at once', () => {
  expect(() => parse('--prefix', 'Files', '--timeout', 'never')).toThrow(/begins with Verify[^]*5 to 240 minutes/);
});
