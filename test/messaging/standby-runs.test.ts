import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { IdempotencyStore, ReplicatedTable } from '../../lib/data';
import { type OnlyWhereActiveOptions, StandbyRuns, Trigger, TriggerSource } from '../../lib/messaging';
import { failureOf } from '../support/failure';
import { someFunction, twoRegions } from '../support/two-regions';

const NIGHTLY = Schedule.cron({ minute: '0', hour: '2' });

interface Given extends Partial<OnlyWhereActiveOptions> {
  readonly schedule?: Schedule;
}

type Make = (store: IdempotencyStore, stack: Stack) => Given;

interface State {
  Type: string;
  Seconds?: number;
  Next?: string;
  Resource?: unknown;
}

function nightly(make: Make = () => ({})) {
  const { service, primary, standby } = twoRegions();
  const store = new IdempotencyStore(service, 'Runs');
  const stacks = [primary, standby];
  for (const stack of stacks) {
    const { schedule = NIGHTLY, ...options } = make(store, stack);
    const onlyHere = StandbyRuns.onlyWhereActive({ runs: store.inRegion(stack), ...options });
    const source = TriggerSource.schedule(schedule, { standby: onlyHere });
    new Trigger(stack, 'Nightly', { function: someFunction(stack), source });
  }
  return stacks.map(stack => Template.fromStack(stack));
}

function statesOf(template: Template): Record<string, State> {
  const [{ Properties }] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString } = Properties as { DefinitionString: { 'Fn::Join': [string, unknown[]] } };
  const text = DefinitionString['Fn::Join'][1].map(part => (typeof part === 'string' ? part : 'token')).join('');
  return (JSON.parse(text) as { States: Record<string, State> }).States;
}

test('the schedule stands in both regions, and calls what decides who runs it', () => {
  for (const template of nightly()) {
    const [{ Properties }] = Object.values(template.findResources('AWS::Events::Rule'));
    const [machine] = Object.keys(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(Properties).toMatchObject({ State: 'ENABLED', Targets: [{ Arn: { Ref: machine } }] });
  }
});

test('the standby leaves five minutes to the primary, and the primary waits for nobody', () => {
  const [primary, standby] = nightly().map(statesOf);
  expect(standby['Wait For Others']).toEqual({ Type: 'Wait', Seconds: 300, Next: 'Look' });
  expect(primary['Wait For Others']).toBeUndefined();
});

test('both regions call a tick by the same name', () => {
  const [primary, standby] = nightly().map(template => statesOf(template)['Name Tick']);
  expect(primary).toEqual({ ...standby, Next: 'Look' });
});

test('a region that calls itself ill looks once more when every region had its turn', () => {
  const [primary] = nightly((_, stack) => ({
    healthFunction: someFunction(new Construct(stack, 'HealthOf')),
  })).map(statesOf);
  expect(primary['Whose Turn?']).toMatchObject({ Default: 'Ask Health' });
  expect(primary['Leave To Others']).toEqual({ Type: 'Wait', Seconds: 600, Next: 'Look Once More' });
});

test('who is asked for nothing runs it at once', () => {
  expect(nightly().map(template => statesOf(template)['Whose Turn?'])).toMatchObject([
    { Default: 'Run' },
    { Default: 'Run' },
  ]);
});

test('at most six resources are made beside the function and its letters', () => {
  const template = nightly()[1];
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  const made = types.filter(type => /StateMachine|LogGroup|Events::Rule|IAM::Role/.test(type));
  expect(made.length).toBeLessThanOrEqual(6);
});

test('an own time is taken', () => {
  const [, standby] = nightly(() => ({ takeOverAfter: Duration.minutes(2) }));
  expect(statesOf(standby)['Wait For Others'].Seconds).toBe(120);
});

describe('fails', () => {
  const codesOf = (make: Make): string[] => failureOf(() => nightly(make)).codes;

  test('on a rate, whose ticks differ from region to region', () => {
    const { codes, message } = failureOf(() => nightly(() => ({ schedule: Schedule.rate(Duration.minutes(5)) })));
    expect(codes).toEqual(['ScheduleUnsupported']);
    expect(message).toContain('rate(5 minutes)');
  });

  test.each([Duration.seconds(9), Duration.hours(6)])(
    'on turns that are too short, or do not fit into a day',
    takeOverAfter => {
      expect(codesOf(() => ({ takeOverAfter }))).toEqual(['TakeOverOutOfRange']);
    },
  );

  test('without a table', () => {
    expect(codesOf(() => ({ runs: undefined }))).toEqual(['RunsTableMissing']);
  });

  test('on a table that no other region sees', () => {
    const own: Make = (_, stack) => ({
      runs: new Table(stack, 'Own', { partitionKey: { name: 'id', type: AttributeType.STRING } }),
    });
    expect(codesOf(own)).toEqual(['RunsTableUnsupported']);
  });

  test('on a table with a sort key', () => {
    const sorted: Make = (store, stack) => {
      const keys = {
        partitionKey: { name: 'id', type: AttributeType.STRING },
        sortKey: { name: 'at', type: AttributeType.STRING },
      };
      return { runs: new ReplicatedTable(store, `Sorted-${stack.region}`, keys).inRegion(stack) };
    };
    expect(codesOf(sorted)).toEqual(['RunsTableUnsupported']);
  });

  test('on the part of another region', () => {
    const { service, primary, standby } = twoRegions();
    const runs = new IdempotencyStore(service, 'Runs').inRegion(standby);
    const source = TriggerSource.schedule(NIGHTLY, { standby: StandbyRuns.onlyWhereActive({ runs }) });
    const make = () => new Trigger(primary, 'Nightly', { function: someFunction(primary), source });
    expect(failureOf(make).codes).toEqual(['RunsTableOfOtherRegion']);
  });

  test('on a table that a region of the service does not have', () => {
    const { app, primary } = twoRegions();
    const table = new ReplicatedTable(new Stack(app, 'Shared', { env: { region: 'us-east-1' } }), 'Here', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      replicaRegions: ['eu-west-1'],
    });
    const standby = StandbyRuns.onlyWhereActive({ runs: table.inRegion(primary) });
    const make = () =>
      new Trigger(primary, 'Nightly', {
        function: someFunction(primary),
        source: TriggerSource.schedule(NIGHTLY, { standby }),
      });
    expect(failureOf(make).codes).toEqual(['RunsTableUnsupported']);
  });
});
