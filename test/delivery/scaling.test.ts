import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, TimeZone } from 'aws-cdk-lib/core';
import { type ProvisionedOptions, Scaling, StandbyCapacity } from '../../lib/delivery';
import { ResilientFunction } from '../../lib/function';
import { Regions } from '../../lib/regions';
import { ResilientService } from '../../lib/service';
import { code, given, idOf, synthesized } from '../function/support/resilient-function';
import { failureOf } from '../support/failure';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const MIN_MAX = { min: 2, max: 50 };

const scaled = (options: Partial<ProvisionedOptions> = {}): Template =>
  synthesized({ scaling: Scaling.provisioned({ ...MIN_MAX, ...options }) });

interface Action {
  readonly ScheduledActionName: string;
  readonly Schedule: string;
  readonly Timezone: string;
  readonly ScalableTargetAction: object;
}

function actionsOf(template: Template): Action[] {
  const [target] = Object.values(template.findResources(TARGET));
  return target.Properties.ScheduledActions as Action[];
}

describe('what is ready', () => {
  test('belongs to the alias, and waits for it', () => {
    const template = scaled();
    const alias = idOf(template, 'AWS::Lambda::Alias');
    template.hasResourceProperties(TARGET, {
      MinCapacity: 2,
      MaxCapacity: 50,
      ScalableDimension: 'lambda:function:ProvisionedConcurrency',
      ServiceNamespace: 'lambda',
    });
    const [target] = Object.values(template.findResources(TARGET));
    const id = JSON.stringify(target.Properties.ResourceId);
    expect(id).toContain('"function:"');
    expect(id).toContain(`{"Ref":"${alias}"}`);
    expect(id).toContain('":live"');
  });

  test('is no property of the alias, which each deployment would set back', () => {
    scaled().hasResourceProperties('AWS::Lambda::Alias', { ProvisionedConcurrencyConfig: Match.absent() });
  });

  test('follows the load, by default at 70 % of it in use', () => {
    scaled().hasResourceProperties(POLICY, {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 0.7,
        PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
      },
    });
  });

  test('is told of when it is not enough', () => {
    scaled().hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ProvisionedConcurrencySpilloverInvocations',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
    });
  });

  test('costs three resources', () => {
    const count = (template: Template): number => Object.keys(template.toJSON().Resources).length;
    expect(count(scaled()) - count(synthesized())).toBe(3);
  });
});

describe('hours', () => {
  test('of a peak begin and end, in their time zone', () => {
    const peaks = [{ from: '07:30', to: '19:00', min: 20, weekDays: 'MON-FRI' }];
    expect(actionsOf(scaled({ peaks, timeZone: TimeZone.EUROPE_BERLIN })).slice(0, 2)).toMatchObject([
      {
        Schedule: 'cron(30 7 ? * MON-FRI *)',
        Timezone: 'Europe/Berlin',
        ScalableTargetAction: { MinCapacity: 20 },
      },
      { Schedule: 'cron(0 19 ? * MON-FRI *)', Timezone: 'Europe/Berlin', ScalableTargetAction: { MinCapacity: 2 } },
    ]);
  });

  test('of a peak that ends after midnight end on every day', () => {
    const peaks = [{ from: '22:00', to: '02:00', min: 20, weekDays: 'FRI' }];
    expect(actionsOf(scaled({ peaks }))[1].Schedule).toBe('cron(0 2 * * ? *)');
  });

  test('when hardly anybody calls hold it down for ten minutes, so that an old peak is not kept', () => {
    expect(actionsOf(scaled({ quietAt: '23:55' }))).toMatchObject([
      { Schedule: 'cron(55 23 * * ? *)', ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 2 } },
      { Schedule: 'cron(5 0 * * ? *)', ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 50 } },
    ]);
  });
});

describe('a standby', () => {
  const PEAKS = [{ from: '08:00', to: '18:00', min: 20 }];

  function inTwoRegions(standby?: StandbyCapacity) {
    const service = new ResilientService(new App(), 'Shop', {
      regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
    });
    for (const stack of service.regionalStacks) {
      const scaling = Scaling.provisioned({ ...MIN_MAX, peaks: PEAKS, standby });
      new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', scaling });
    }
    const [first, second] = service.regionalStacks;
    return { serving: Template.fromStack(first), standby: Template.fromStack(second), stack: second };
  }

  const targetOf = (template: Template): object =>
    Object.values(template.findResources(TARGET))[0].Properties as object;

  test('has the same, by default', () => {
    const { serving, standby, stack } = inTwoRegions();
    const capacityOf = (template: Template): object => ({ ...targetOf(template), ResourceId: undefined });
    expect(capacityOf(standby)).toEqual(capacityOf(serving));
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('cold starts'));
  });

  test('may have less at all hours, and synthesis says who waits then', () => {
    const { standby, stack } = inTwoRegions(StandbyCapacity.minimum(1));
    expect(targetOf(standby)).toMatchObject({ MinCapacity: 1, MaxCapacity: 50 });
    expect(actionsOf(standby)).toHaveLength(2);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('has 1 executions ready'));
  });

  test('may have nothing, and synthesis says who waits then', () => {
    const { standby, stack } = inTwoRegions(StandbyCapacity.none());
    standby.resourceCountIs(TARGET, 0);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('has no execution ready.*standbyColder'));
  });
});

describe('what AWS would refuse, or what would not last, fails', () => {
  const peak = { from: '08:00', to: '12:00', min: 10 };
  test.each<[string, Partial<ProvisionedOptions>, string, string]>([
    ['nothing at night', { min: 0 }, 'ScalingCapacityOutOfRange', 'makes the next deployment fail'],
    ['a part of an execution', { min: 1.5 }, 'ScalingCapacityOutOfRange', 'min is 1.5'],
    ['more than the most', { min: 60 }, 'ScalingCapacityOutOfRange', 'min is 60 and max is 50'],
    ['a peak above the most', { peaks: [{ ...peak, min: 51 }] }, 'ScalingCapacityOutOfRange', 'peaks.0.min is 51'],
    [
      'a standby above the most',
      { standby: StandbyCapacity.minimum(51) },
      'ScalingCapacityOutOfRange',
      'standby has 51',
    ],
    ['all of it in use', { target: 1 }, 'ScalingTargetOutOfRange', 'target is 1'],
    ['a time that is none', { peaks: [{ ...peak, from: '7:30' }] }, 'ScalingTimeInvalid', '"7:30"'],
    ['a quiet time that is none', { quietAt: '24:00' }, 'ScalingTimeInvalid', '"24:00"'],
    ['a peak without an end', { peaks: [{ ...peak, to: '08:00' }] }, 'ScalingTimeInvalid', 'never ends'],
    ['peaks that meet', { peaks: [peak, { ...peak, from: '11:00', to: '14:00' }] }, 'ScalingPeakConflict', 'overlap'],
    ['a quiet time in a peak', { peaks: [peak], quietAt: '07:55' }, 'ScalingPeakConflict', 'quietAt 07:55'],
  ])('%s', (_what, options, expected, words) => {
    const { codes, message } = failureOf(() => Scaling.provisioned({ ...MIN_MAX, ...options }));
    expect(codes).toEqual([expected]);
    expect(message).toContain(words);
  });

  test('more than the function may ever run', () => {
    const failure = failureOf(() => given({ scaling: Scaling.provisioned(MIN_MAX), reservedConcurrency: 20 }));
    expect(failure).toMatchObject({ codes: ['ScalingCapacityOutOfRange'], path: 'Plain/Api' });
  });

  test.each<[string, Partial<ProvisionedOptions>]>([
    ['peaks that touch', { peaks: [peak, { ...peak, from: '12:00', to: '14:00' }] }],
    [
      'peaks of other days',
      {
        peaks: [
          { ...peak, weekDays: 'MON-FRI' },
          { ...peak, from: '10:00', to: '14:00', weekDays: 'SAT-SUN' },
        ],
      },
    ],
    ['a peak through the night', { peaks: [{ from: '22:00', to: '02:00', min: 5 }] }],
  ])('and %s do not', (_what, options) => {
    expect(() => Scaling.provisioned({ ...MIN_MAX, ...options })).not.toThrow();
  });
});
