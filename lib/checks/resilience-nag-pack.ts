import {
  CfnResource,
  Stage,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { fail } from '../private/errors';
import { ALL_RULES, append, evaluate, readAssembly, readContext, toReport } from './judging';
import { type AppModel } from '../assembly/app-model';
import { type Finding } from '../rules/rule';

/** Prefix of every rule id, which is what cdk-nag calls the name of a pack. */
const PACK = 'resilience';

/**
 * The rules of `ResilienceChecks` in the shape of a cdk-nag 3 pack, to stand beside `AwsSolutionsChecks` and the others.
 *
 * Guarantees the same rules, ids and acknowledgements as `ResilienceChecks`; it works with and without cdk-nag installed,
 * because it has a pack's shape and does not inherit from one. Acknowledgements are written into templates by cdk-nag's
 * own `WriteNagSuppressionsToCloudFormationAspect`, as for its packs, and the command `check` honours those too.
 *
 * @example
 * Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ResilienceNagPack());
 */
export class ResilienceNagPack implements IPolicyValidationPlugin {
  /** Name in CDK's validation report. */
  readonly name: string = 'Resilience';

  /** The rules, as cdk-nag lists those of a pack. */
  readonly ruleIds?: string[] = ALL_RULES.map(rule => rule.id);

  private reported: Finding[] = [];
  private byPath = new Map<string, Finding[]>();

  /** Prefix of the ids of the pack's rules. */
  get readPackName(): string {
    return PACK;
  }

  /** Called by CDK at the end of synthesis. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    return this.run(readContext(context), context.appConstruct);
  }

  /**
   * Synthesizes the app or stage that a construct belongs to, and reports what concerns the construct and what is below
   * it: for tests.
   *
   * Fails with `StageMissing` where the construct is in no app.
   */
  validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const stage =
      Stage.of(scope) ??
      fail(scope, 'StageMissing', 'the construct is in no app, so there is nothing to synthesize; create it in an App');
    return this.run(readAssembly(stage.synth().directory), scope);
  }

  /** Reports what the rules found about one resource. */
  protected checkResource(node: CfnResource): void {
    this.report(node);
  }

  private run(model: AppModel, scope: IConstruct): PolicyValidationPluginReport {
    this.reported = [];
    this.byPath = new Map();
    for (const finding of evaluate(model).findings) append(this.byPath, finding.path, finding);
    for (const construct of scope.node.findAll()) {
      if (CfnResource.isCfnResource(construct)) this.checkResource(construct);
      else this.report(construct);
    }
    return toReport(this.reported, false);
  }

  private report(construct: IConstruct): void {
    this.reported.push(...(this.byPath.get(construct.node.path) ?? []));
  }
}
