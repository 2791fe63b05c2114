import { splitText } from '../../assembly/resolve';
import { isOpaque } from '../../assembly/value';
import { aliases } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const scalingTargetUnknown: Rule = {
  id: 'resilience-scaling-target-unknown',
  area: 'delivery',
  severity: 'error',
  title: 'What scales is an alias or a version that exists',
  why: 'Provisioned concurrency belongs to an alias or a version, never to $LATEST: Application Auto Scaling refuses others.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const target of model.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      if (target.text('ScalableDimension') !== 'lambda:function:ProvisionedConcurrency') continue;
      const [, name, qualifier] = splitText(target.text('ResourceId') ?? '', ':');
      const fn = model.find(name, ['AWS::Lambda::Function'], target);
      if (!fn || (qualifier !== undefined && isOpaque(qualifier))) continue;
      const known = (aliases(model).get(fn) ?? []).map(alias => alias.text('Name'));
      if (qualifier === undefined || (!known.includes(qualifier) && !/^\d+$/.test(qualifier))) {
        report(
          target,
          `it scales ${qualifier === undefined ? '$LATEST' : `the alias "${qualifier}"`} of "${fn.path}"`,
          known.length > 0 ? `name the alias "${known[0]}"` : 'publish an alias, and name it',
        );
      }
    }
  },
};
