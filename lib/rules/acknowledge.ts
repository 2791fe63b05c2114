import { Aspects, Stack, Stage, Validations, type IAspect } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { Problems } from '../private/errors';
import { didYouMean } from '../private/nearest';
import { ALL_RULES } from './all-rules';

/** Records that what a rule reports at a construct, and below it, is accepted. */
export function acknowledge(scope: IConstruct, rule: string, reason: string): void {
  Problems.collect(scope, problems => checkAcknowledgement(rule, reason, problems));
  Validations.of(scope).acknowledge({ id: rule, reason });
  if (Stage.isStage(scope)) Aspects.of(scope).add(new AcknowledgeInStacks(rule, reason));
}

function checkAcknowledgement(rule: string, reason: string, problems: Problems): void {
  const ids = ALL_RULES.map(each => each.id);
  if (!ids.includes(rule)) {
    problems.add('RuleUnknown', `there is no rule "${rule}"${didYouMean(rule, ids)}; docs/rules lists them all`);
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    problems.add(
      'ReasonMissing',
      `the acknowledgement of "${rule}" has no reason; say why it is accepted, for whoever reads it after the outage`,
    );
  }
}

/** The assembly keeps the metadata of stacks only, so what is accepted for an app or a stage is written to each of its stacks. */
class AcknowledgeInStacks implements IAspect {
  constructor(
    private readonly rule: string,
    private readonly reason: string,
  ) {}

  visit(node: IConstruct): void {
    if (Stack.isStack(node) && !node.nestedStackParent) {
      Validations.of(node).acknowledge({ id: this.rule, reason: this.reason });
    }
  }
}
