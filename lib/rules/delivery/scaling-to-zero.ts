import { scalingBounds } from '../../assembly/relations/scaling';
import { type Rule } from '../rule';

export const scalingToZero: Rule = {
  id: 'resilience-scaling-to-zero',
  area: 'delivery',
  severity: 'warning',
  title: 'Provisioned concurrency does not scale down to 0',
  why: 'At 0 nothing is warm: the first wave of requests, which is what a failover sends, waits for cold starts.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const target of model.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      if (target.text('ScalableDimension') !== 'lambda:function:ProvisionedConcurrency') continue;
      const toZero = scalingBounds(target).filter(({ least, most }) => least === 0 || most === 0);
      if (toZero.length === 0) continue;
      const what = toZero.map(each => each.what).join(' and ');
      report(
        target,
        `${what} ${toZero.length > 1 ? 'scale' : 'scales'} provisioned concurrency down to 0`,
        'set MinCapacity to 1 or more',
      );
    }
  },
};
