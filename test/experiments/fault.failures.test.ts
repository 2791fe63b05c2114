import { MultiRegionConsistency, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Function, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { ReplicatedTable } from '../../lib';
import { Fault } from '../../lib/experiments';
import { failureOf } from '../support/failure';
import { plainStack } from '../support/two-regions';
import { experiment, functionIn, KEY, LAYER } from './support/fault';

describe('fails', () => {
  const stack = plainStack();
  const api = functionIn(stack);
  const imported = Function.fromFunctionName(stack, 'Imported', 'elsewhere');
  const table = (id: string, props: object) => new TableV2(stack, id, { ...KEY, ...props });
  const six = [1, 2, 3, 4, 5, 6].map(number => functionIn(stack, {}, `Function${number}`));
  const delayed = (delay: Duration, more = {}) => Fault.delayInvocations({ functions: [api], delay, ...more });

  test.each<[string, () => Fault, string, string]>([
    [
      'without functions',
      () => Fault.failInvocations({ functions: [] }),
      'FaultTargetsOutOfRange',
      '"functions" names 0',
    ],
    [
      'with functions undefined',
      () => Fault.failInvocations({} as never),
      'FaultTargetsOutOfRange',
      '"functions" names 0',
    ],
    ['with six functions', () => Fault.failInvocations({ functions: six }), 'FaultTargetsOutOfRange', '1 to 5'],
    [
      'with undefined',
      () => Fault.failInvocations({ functions: [undefined as never] }),
      'PropInvalid',
      'each of it a function',
    ],
    [
      'with a replicated table as a whole',
      () => Fault.pauseTableReplication({ tables: [new ReplicatedTable(stack, 'Whole', KEY) as never] }),
      'FaultTargetInvalid',
      'inRegion(stack)',
    ],
    ['without tables', () => Fault.pauseTableReplication({ tables: [] }), 'FaultTargetsOutOfRange', '"tables" names 0'],
    [
      'without buckets',
      () => Fault.pauseBucketReplication({ buckets: [], destinationRegion: 'eu-central-1' }),
      'FaultTargetsOutOfRange',
      '1 to 20',
    ],
    [
      'with a function of another app',
      () => Fault.failInvocations({ functions: [imported] }),
      'FaultTargetUnsupported',
      '"Plain/Imported" is not made in this app',
    ],
    [
      'with a bucket of another app',
      () =>
        Fault.pauseBucketReplication({
          buckets: [Bucket.fromBucketName(stack, 'ImportedBucket', 'elsewhere')],
          destinationRegion: 'eu-central-1',
        }),
      'FaultTargetUnsupported',
      'by a tag',
    ],
    [
      'with a destination that is no region',
      () => Fault.pauseBucketReplication({ buckets: [new Bucket(stack, 'B')], destinationRegion: 'eu-centrl-1' }),
      'RegionUnknown',
      'did you mean "eu-central-1"?',
    ],
    [
      'with a table of one region',
      () => Fault.pauseTableReplication({ tables: [table('Lone', {})] }),
      'TablePauseUnsupported',
      'in one region only',
    ],
    [
      'with a strongly consistent table',
      () =>
        Fault.pauseTableReplication({
          tables: [
            table('Strong', {
              replicas: [{ region: 'eu-central-1' }, { region: 'eu-west-2' }],
              multiRegionConsistency: MultiRegionConsistency.STRONG,
            }),
          ],
        }),
      'TablePauseUnsupported',
      'strongly consistent',
    ],
    ...[0, 101, 2.5, NaN, -1].map((percentage): [string, () => Fault, string, string] => [
      `on ${percentage} percent`,
      () => Fault.failInvocations({ functions: [api], percentage }),
      'FaultPercentageOutOfRange',
      `"percentage" is ${percentage}`,
    ]),
    ['by a delay of nothing', () => delayed(Duration.millis(0)), 'FaultDelayOutOfRange', 'up to 15 minutes'],
    ['by half a millisecond', () => delayed(Duration.millis(0.5)), 'FaultDelayOutOfRange', 'whole milliseconds'],
    ['without a delay', () => delayed(undefined as never), 'FaultDelayOutOfRange', '"delay" is undefined'],
    ['by a delay as long as the time-out', () => delayed(Duration.seconds(10)), 'FaultDelayTooLong', '10 seconds'],
    [
      'with a status that HTTP has not',
      () => Fault.answerInvocations({ functions: [api], statusCode: 99 }),
      'FaultStatusCodeOutOfRange',
      '100 to 599',
    ],
    ['on a misspelt option', () => delayed(Duration.seconds(1), { percentag: 5 }), 'PropUnknown', '"percentage"'],
  ])('%s', (_, make, code, fragment) => {
    const failure = failureOf(make);

    expect(failure.codes).toEqual([code]);
    expect(failure.message).toContain(fragment);
  });

  test('with all that is wrong at once', () => {
    expect(failureOf(() => delayed(Duration.hours(1), { percentage: 0, percent: 1 })).codes).toEqual([
      'PropUnknown',
      'FaultPercentageOutOfRange',
      'FaultDelayOutOfRange',
      'FaultDelayTooLong',
    ]);
  });

  test.each([
    ['starts by a script of its own', { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-handler' }, '"/opt/otel-handler"'],
    [
      'was prepared by hand',
      { AWS_LAMBDA_EXEC_WRAPPER: '/opt/aws-fis/bootstrap', AWS_FIS_CONFIGURATION_LOCATION: 'arn:aws:s3:::mine/' },
      'the FIS extension already',
    ],
  ])('on a function that %s', (_, environment, fragment) => {
    const other = plainStack();
    const failure = failureOf(() =>
      experiment(other, Fault.failInvocations({ functions: [functionIn(other, { environment })] })),
    );

    expect(failure.codes).toEqual(['FaultExtensionConflict']);
    expect(failure.message).toContain(fragment);
  });

  test('on a function that another experiment gave another layer', () => {
    const other = plainStack();
    const functions = [functionIn(other)];
    const extension = LayerVersion.fromLayerVersionArn(other, 'Extension', LAYER);
    experiment(other, Fault.failInvocations({ functions }), 'First');

    expect(failureOf(() => experiment(other, Fault.failInvocations({ functions, extension }))).codes).toEqual([
      'FaultExtensionConflict',
    ]);
  });
});

test('an experiment fails in a region that has no FIS', () => {
  const stack = plainStack('mx-central-1');
  const failure = failureOf(() => experiment(stack, Fault.failInvocations({ functions: [functionIn(stack)] })));
  expect(failure.codes).toEqual(['ExperimentUnavailable']);
  expect(failure.message).toContain('"mx-central-1"');
});
