import { createAgeMetric } from '../../../lib/runtime/health/age';

const NOW = 1_800_000_000_000;

test('the age is a datapoint of the function in the embedded metric format, in whole seconds', () => {
  const lines: string[] = [];
  createAgeMetric('health', line => lines.push(line))(7_400, NOW);

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/\}\n$/);
  expect(JSON.parse(lines[0])).toEqual({
    _aws: {
      Timestamp: NOW,
      CloudWatchMetrics: [
        {
          Namespace: 'CdkResilientServerless',
          Dimensions: [['FunctionName']],
          Metrics: [{ Name: 'HeartbeatAge', Unit: 'Seconds' }],
        },
      ],
    },
    FunctionName: 'health',
    HeartbeatAge: 7,
  });
});

test('it is written once a minute: health checkers ask without pause, and a log costs by its size', () => {
  const lines: string[] = [];
  const tell = createAgeMetric('health', line => lines.push(line));
  for (const seconds of [0, 5, 59, 60, 61, 119, 120]) tell(1000, NOW + seconds * 1000);

  expect(lines).toHaveLength(3);
});

test('a clock that is ahead makes no age below nothing', () => {
  const lines: string[] = [];
  createAgeMetric('health', line => lines.push(line))(-3000, NOW);

  expect(JSON.parse(lines[0])).toMatchObject({ HeartbeatAge: 0 });
});
