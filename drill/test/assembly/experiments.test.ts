import { readExperiment, secondsOf, type RenderedExperiment } from '../../assembly/experiments.js';

const PLACE = { region: 'us-east-1', path: 'Shop/us-east-1/Slow/Resource' };
const API = 'arn:aws:lambda:us-east-1:123456789012:function:api:live';

function read(actions: RenderedExperiment['actions'], more: Partial<RenderedExperiment> = {}) {
  return readExperiment(PLACE, { actions, targets: { Api: { ResourceArns: [API] } }, ...more });
}

function delay(duration: string, more: object = {}): NonNullable<RenderedExperiment['actions']>[string] {
  const Parameters = { duration, startupDelayMilliseconds: '500', invocationPercentage: '40' };
  return { ActionId: 'aws:lambda:invocation-add-delay', Parameters, Targets: { Functions: 'Api' }, ...more };
}

test('a fault in invocations has its functions by name, with their share', () => {
  const { path, actions } = read({ Slow: delay('PT10M') });
  expect(path).toBe('Shop/us-east-1/Slow');
  expect(actions).toEqual([
    {
      id: 'Slow',
      from: 0,
      until: 600,
      action: expect.objectContaining({ kind: 'delay', functions: ['api'], percentage: 40, millis: 500 }) as unknown,
    },
  ]);
});

test('an action begins when those before it have ended', () => {
  const wait = { ActionId: 'aws:fis:wait', Parameters: { duration: 'PT90S' } };
  const { actions } = read({ Wait: wait, Slow: delay('PT1M', { StartAfter: ['Wait'] }) });
  expect(actions.map(({ id, from, until }) => [id, from, until])).toEqual([
    ['Wait', 0, 90],
    ['Slow', 90, 150],
  ]);
});

test('alarms that stop it are known by name', () => {
  const Value = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:TooManyErrors';
  const stopConditions = [{ Source: 'aws:cloudwatch:alarm', Value }, { Source: 'none' }];
  expect(read({ Slow: delay('PT1M') }, { stopConditions }).stopAlarms).toEqual(['TooManyErrors']);
});

test('what the drill cannot do is said, and not left out', () => {
  const stop = { ActionId: 'aws:ec2:stop-instances', Targets: { Instances: 'Api' } };
  expect(read({ Stop: stop, Slow: delay('PT1M') }).unsupported).toEqual(['action "Stop" is aws:ec2:stop-instances']);
  expect(read({ Slow: delay('PT1M') }).unsupported).toEqual([]);
});

test('a template without actions does nothing', () => {
  expect(readExperiment(PLACE, {})).toMatchObject({ actions: [], stopAlarms: [], unsupported: [] });
});

test.each([
  ['PT10M', 600],
  ['PT90S', 90],
  ['PT1H30M', 5400],
  [undefined, 0],
])('%s is %d s', (duration, seconds) => {
  expect(secondsOf(duration)).toBe(seconds);
});
