import { scalingBounds } from '../../assembly/relations/scaling';
import { type Rule } from '../rule';

export const scalingLimits: Rule = {
  id: 'resilience-scaling-limits',
  area: 'delivery',
  severity: 'error',
  title: 'Scaling has a maximum that is not below its minimum',
  why: 'With the maximum below the minimum AWS refuses the target.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const target of model.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      for (const { what, least, most } of scalingBounds(target)) {
        if (least !== undefined && most !== undefined && least > most) {
          report(target, `${what} scales from ${least} to ${most}`, 'set MaxCapacity to MinCapacity or more');
        }
      }
    }
  },
};
