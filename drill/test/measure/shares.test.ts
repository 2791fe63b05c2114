import { sharesOf } from '../../measure/shares.js';
import { cloudOf, record, TWO_REGIONS } from '../route53/samples.js';

const weighted = (region: string, weight: number) =>
  record({ setIdentifier: region, weight, values: [`d-1.execute-api.${region}.amazonaws.com`] });
const led = (east: number, west: number) => [
  ...Array.from({ length: east }, () => 'us-east-1'),
  ...Array.from({ length: west }, () => 'us-west-2'),
];

test('what each region got stands beside what its weight says', () => {
  const records = [weighted('us-east-1', 70), weighted('us-west-2', 30)];
  expect(sharesOf(records, led(6, 4), cloudOf(TWO_REGIONS))).toEqual([
    { region: 'us-east-1', expected: 0.7, measured: 0.6 },
    { region: 'us-west-2', expected: 0.3, measured: 0.4 },
  ]);
});

test('weights that are all 0 mean equal shares', () => {
  const records = [weighted('us-east-1', 0), weighted('us-west-2', 0)];
  expect(sharesOf(records, led(1, 1), cloudOf(TWO_REGIONS)).map(({ expected }) => expected)).toEqual([0.5, 0.5]);
});
