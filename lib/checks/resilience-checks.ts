import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

import { acknowledge, ALL_RULES, evaluate, readContext, toReport } from './judging';
import { flag, validateProps, type PropKinds } from '../private/props';

/** Which findings fail the synthesis. */
export interface ResilienceChecksProps {
  /**
   * Whether a warning fails the synthesis as an error does.
   *
   * @default false
   */
  readonly strict?: boolean;
}

const KNOWN_PROPS: PropKinds<ResilienceChecksProps> = { strict: flag };

/**
 * Rules for reliability that look at the whole app: every stack and every region at once.
 *
 * Guarantees that it works on the synthesized templates, so that it sees any construct of any library; each message names the rule,
 * the construct, what is wrong with its values, the fix, and the page that explains it. Errors fail the synthesis.
 *
 * Does not change anything in the app, or call AWS.
 *
 * @example
 * Validations.of(app).addPlugins(new ResilienceChecks());
 */
export class ResilienceChecks implements IPolicyValidationPlugin {
  /** Ids of all rules, in the order in which they report. */
  static allRuleIds(): string[] {
    return ALL_RULES.map(rule => rule.id);
  }

  /**
   * Accepts what a rule reports at a construct and everything below it. It is kept in the cloud assembly, so the
   * command `check` honours it too; an acknowledgement made with CDK's own `Validations.of(scope).acknowledge` counts
   * as well, and is kept where the scope is in a stack.
   *
   * Fails with `RuleUnknown` for an id that no rule has, `ReasonMissing` where the reason is empty.
   *
   * @param scope construct at which it is accepted: one resource, a stack, a stage or the app
   * @param rule id of the rule, such as "resilience-alarm-without-action"
   * @param reason why it is accepted
   */
  static acknowledge(scope: IConstruct, rule: string, reason: string): void {
    acknowledge(scope, rule, reason);
  }

  /** Name in CDK's validation report. */
  readonly name: string = 'Resilience';

  /** The rules, as CDK's validation report lists them. */
  readonly ruleIds?: string[] = ResilienceChecks.allRuleIds();

  private readonly strict: boolean;

  constructor(props: ResilienceChecksProps = {}) {
    validateProps('ResilienceChecks', props, KNOWN_PROPS);
    this.strict = props.strict ?? false;
  }

  /** Called by CDK at the end of synthesis. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return toReport(evaluate(readContext(context)).findings, this.strict);
  }
}
