import { type ExperimentSpec } from '../../assembly/experiments.js';
import { stepTo } from '../../faults/experiment.js';
import { FAULT_CHOICES, planExperiment, planFault, planNext, returns } from '../../faults/registry.js';

const REGIONS = ['us-east-1', 'us-west-2'];

function recorder() {
  const calls: string[] = [];
  const call = (verb: string) => (region: string) => {
    calls.push(`${verb} ${region}`);
    return Promise.resolve();
  };
  const copies = (kind: string) => ({
    hold: (region: string): void => void calls.push(`hold ${kind} of ${region}`),
    release: (region: string): void => void calls.push(`release ${kind} of ${region}`),
  });
  const target = {
    cloud: { freeze: call('freeze'), thaw: call('thaw'), kill: call('kill') },
    tables: { dropRegion: call('drop tables of'), ...copies('tables') },
    buckets: { dropRegion: call('drop buckets of'), ...copies('buckets') },
    invocations: {
      disturb: (region: string, faults: readonly { kind: string }[]) => {
        calls.push(`disturb ${region}: ${faults.map(({ kind }) => kind).join(', ') || 'nothing'}`);
        return Promise.resolve();
      },
    },
    services: {
      disturb: (region: string, effect: string, { service }: { service: string }) => {
        calls.push(`${effect} of ${service} in ${region}`);
        return Promise.resolve();
      },
      heal: call('heal'),
    },
    versions: { deploy: call('deploy a bad version to'), rollBack: call('roll back') },
  };
  return { calls, target };
}

test.each([
  ['region-outage', ['freeze us-east-1'], ['thaw us-east-1']],
  ['bad-version', ['deploy a bad version to us-east-1'], ['roll back us-east-1']],
  ['region-loss', ['kill us-east-1', 'drop tables of us-east-1', 'drop buckets of us-east-1'], undefined],
])('%s begins with %j and ends with %j', async (kind, begun, ended) => {
  const { calls, target } = recorder();
  const fault = planFault(kind, 'us-east-1', REGIONS)!;

  await fault.begin(target, fault.region);
  expect(calls.splice(0)).toEqual(begun);

  await fault.end?.(target, fault.region);
  expect(ended === undefined ? fault.end : calls).toEqual(ended);
  expect(returns(fault.kind)).toBe(ended !== undefined);
});

test('every fault has words for its beginning, and for its end where it has one', () => {
  for (const choice of FAULT_CHOICES) {
    const service = choice.startsWith('service-') ? 's3' : undefined;
    const fault = planFault(choice, 'us-east-1', REGIONS, { service });
    if (fault === null) continue;
    expect(fault.description.proves).not.toBe('');
    expect(fault.description.ends !== undefined).toBe(fault.end !== undefined);
  }
});

test('plans nothing for a run without a fault', () => {
  expect(planFault('none', 'us-east-1', REGIONS)).toBeNull();
});

test('fails with an unknown kind, and says which one was meant', () => {
  expect(() => planFault('region-outtage', 'us-east-1', REGIONS)).toThrow(
    '[FaultUnknown] there is no fault "region-outtage"; choose one of none, region-outage, region-loss, bad-version, service-outage, service-errors, service-throttling, service-latency, service-silence; did you mean "region-outage"?',
  );
});

test('fails with a region that the app does not have, and says which one was meant', () => {
  expect(() => planFault('region-loss', 'us-eats-1', REGIONS)).toThrow(
    '[RegionUnknown] the app has no region "us-eats-1"; its regions are us-east-1, us-west-2; did you mean "us-east-1"?',
  );
});

test('a further region has the same fault, and is another one', () => {
  const first = planFault('region-loss', 'us-east-1', REGIONS);

  expect(planNext(first, 'us-west-2', REGIONS)).toMatchObject({ kind: 'region-loss', region: 'us-west-2' });
  expect(planNext(first, undefined, REGIONS)).toBeUndefined();
  expect(planNext(null, 'us-west-2', REGIONS)).toBeUndefined();
  expect(() => planNext(first, 'us-east-1', REGIONS)).toThrow(
    '[RegionRepeated] --next-region is us-east-1, which is lost first; give another of us-east-1, us-west-2',
  );
});

test('does not guess where nothing is close', () => {
  expect(() => planFault('earthquake', 'us-east-1', REGIONS)).toThrow(/service-silence$/);
});

describe('a fault of one service', () => {
  test('hits that service, and is named after it', async () => {
    const { calls, target } = recorder();
    const fault = planFault('service-outage', 'us-east-1', REGIONS, { service: 'dynamodb:PutItem', share: 0.5 })!;
    expect(fault.part).toEqual({ service: 'dynamodb', operation: 'PutItem', share: 0.5 });
    expect(fault.description.begins).toBe('refuses connections to dynamodb:PutItem');

    await fault.begin(target, fault.region);
    await fault.end?.(target, fault.region);
    expect(calls).toEqual(['outage of dynamodb in us-east-1', 'heal us-east-1']);
  });

  test.each([
    ['service-outage', undefined, 'FaultServiceMissing', 'give --service one of dynamodb'],
    ['service-outage', 'dynamo', 'FaultServiceUnknown', 'did you mean "dynamodb"?'],
    ['region-outage', 's3', 'FaultServiceConflict', 'region-outage is a fault of a whole region'],
  ])('fails: %s of %s', (kind, service, code, words) => {
    const plan = () => planFault(kind, 'us-east-1', REGIONS, { service });
    expect(plan).toThrow(`[${code}]`);
    expect(plan).toThrow(words);
  });
});

describe('an experiment', () => {
  const fault = { functions: ['api'], percentage: 100, millis: 0, prevents: true, statusCode: 200, contentType: '' };
  const experiment: ExperimentSpec = {
    region: 'us-east-1',
    path: 'Shop/us-east-1/Slow',
    actions: [
      { id: 'Slow', from: 0, until: 60, action: { kind: 'delay', ...fault } },
      { id: 'Late', from: 60, until: 120, action: { kind: 'table replication' } },
    ],
    stopAlarms: [],
    unsupported: [],
  };

  test('begins with what comes first, and takes everything back', async () => {
    const { calls, target } = recorder();
    const planned = planExperiment('Slow', [experiment]);

    await planned.begin(target, planned.region);
    expect(calls.splice(0)).toEqual([
      'disturb us-east-1: delay',
      'release tables of us-east-1',
      'release buckets of us-east-1',
    ]);

    await planned.end?.(target, planned.region);
    expect(calls[0]).toBe('disturb us-east-1: nothing');
    expect(returns(planned.kind)).toBe(true);
  });

  test('goes from one action to the next', async () => {
    const { calls, target } = recorder();
    await stepTo(target, experiment, 60);
    expect(calls.slice(0, 2)).toEqual(['disturb us-east-1: nothing', 'hold tables of us-east-1']);
  });

  test('fails where there is none of that name, and where the drill cannot do all of it', () => {
    expect(() => planExperiment('Slwo', [experiment])).toThrow(
      '[ExperimentUnknown] the app has no experiment "Slwo"; it has Shop/us-east-1/Slow',
    );
    const unsupported = ['action "Stop" is aws:ec2:stop-instances'];
    expect(() => planExperiment('Slow', [{ ...experiment, unsupported }])).toThrow('[ExperimentUnsupported]');
  });
});
