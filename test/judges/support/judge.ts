import { AwsSolutionsChecks, ServerlessChecks, type NagPack } from 'cdk-nag';
import { Validations, type App } from 'aws-cdk-lib/core';
import { readFileSync } from 'fs';
import * as path from 'path';
import { ResilienceChecks } from '../../../lib';

/** One rule at one construct, with the reason where it is acknowledged. */
export interface Acknowledgement {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly {
    readonly ruleName: string;
    readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  }[];
}

/** The packs of cdk-nag that judge. */
const packs = (): NagPack[] => [new AwsSolutionsChecks(), new ServerlessChecks()];

/**
 * Synthesizes an app with CDK's validator, the packs of cdk-nag and the library's own rules, the strict way, and returns what
 * they report and nobody acknowledged. What is an error to CDK throws with the same text.
 */
export function findingsOf(app: App): string[] {
  Validations.of(app).addPlugins(...packs(), new ResilienceChecks({ strict: true }));
  const { directory } = withValidation(() => app.synth());
  return readReports(directory).flatMap(({ pluginName, violations }) =>
    violations.map(each => `${pluginName} ${each.ruleName} at ${each.violatingConstructs[0]?.constructPath}`),
  );
}

/** What the packs of cdk-nag would report were nothing acknowledged. */
export function unpardonedRules(app: App): Set<string> {
  const severe = packs();
  for (const pack of severe) Object.defineProperty(pack, 'isAcknowledged', { value: () => false });
  return new Set(severe.flatMap(pack => pack.validateScope(app).violations.map(violation => violation.ruleName)));
}

/** Every acknowledgement in an app, by whomever it is meant to be read. */
export function acknowledgementsIn(app: App): Acknowledgement[] {
  return app.node.findAll().flatMap(construct =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([rule, reason]) => ({ rule: rule.replace(/^Annotation::/, ''), path: construct.node.path, reason })),
  );
}

/** Whether cdk-nag is meant to read it. */
export function isOfPacks({ rule }: Acknowledgement): boolean {
  return /^(AwsSolutions|Serverless)-/.test(rule);
}

function withValidation<T>(act: () => T): T {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    return act();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
}

function readReports(directory: string): PluginReport[] {
  const text = readFileSync(path.join(directory, 'validation-report.json'), 'utf8');
  return (JSON.parse(text) as { pluginReports: PluginReport[] }).pluginReports;
}
