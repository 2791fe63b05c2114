import { toNumber, toRecord, toText } from '../model/value';
import type { Rule } from '../rule';

export const scalingLimits: Rule = {
  id: 'resilience-scaling-limits',
  area: 'delivery',
  severity: 'error',
  title: 'Scaling has a minimum above 0 and a maximum not below it',
  why: 'At 0 the alias cannot be deployed and everybody waits for a cold start; with the maximum below the minimum AWS refuses the target.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const target of model.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      const isFunction = target.text('ScalableDimension') === 'lambda:function:ProvisionedConcurrency';
      const bounds = [
        { what: 'it', ...boundsOf(target.properties) },
        ...target.records('ScheduledActions').map(action => ({
          what: `its schedule "${toText(action.ScheduledActionName)}"`,
          ...boundsOf(toRecord(action.ScalableTargetAction)),
        })),
      ];
      for (const { what, least, most } of bounds) {
        if (isFunction && (least === 0 || most === 0))
          report(target, `${what} scales down to ${least === 0 ? least : most}`, 'set MinCapacity to 1 or more');
        if (least !== undefined && most !== undefined && least > most)
          report(target, `${what} scales from ${least} to ${most}`, 'set MaxCapacity to MinCapacity or more');
      }
    }
  },
};

function boundsOf(capacity: Record<string, unknown>): { least?: number; most?: number } {
  return { least: toNumber(capacity.MinCapacity), most: toNumber(capacity.MaxCapacity) };
}
