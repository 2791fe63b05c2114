import {
  Stage,
  Validations,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

import { buildReport, readable, readContext, removeReport, span, writeReport } from './judging';
import { flag, validateProps, type PropKinds } from '../private/props';
import { type ReportDocument, type ServiceReport } from '../report/report-document';

const DOCS =
  'https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/docs/recovery-objectives.md';

/** Marks an app whose report is written already. */
const WRITTEN = Symbol.for('cdk-resilient-serverless.ResilienceReport');

/** What the report does to a synthesis that misses an objective. */
export interface ResilienceReportProps {
  /**
   * Whether the synthesis fails when a declared objective is missed.
   *
   * @default true
   */
  readonly enforceObjectives?: boolean;
}

const KNOWN_PROPS: PropKinds<ResilienceReportProps> = { enforceObjectives: flag };

/**
 * Writes `resilience-report.json` and `resilience-report.html` into the cloud assembly at every synthesis: recovery time
 * and point with their arithmetic, what exists once, what protects the data, and what the standby costs.
 *
 * Guarantees that it reads the synthesized templates only, so that it works for any app, with or without this library's constructs;
 * the same templates give the same bytes. The synthesis fails, with the arithmetic and the cheapest change that would do,
 * where an objective in a template's `Metadata.RecoveryObjectives` cannot be met.
 *
 * Does not change anything in the app, call AWS, or measure. The drill measures.
 *
 * @example
 * ResilienceReport.writeFor(app);
 */
export class ResilienceReport implements IPolicyValidationPlugin {
  /**
   * Writes the report for the app that a construct is in. A second call for one app does nothing.
   *
   * @param scope the app, or anything in it
   */
  static writeFor(scope: IConstruct, props: ResilienceReportProps = {}): void {
    validateProps('ResilienceReport', props, KNOWN_PROPS);
    const app = scope.node.root;
    if (WRITTEN in app || !Stage.isStage(app)) return;
    Object.defineProperty(app, WRITTEN, { value: true });
    // CDK lets a plugin add files to the assembly and not change those of an earlier synthesis.
    app.node.addValidation({ validate: () => removeReport(app.outdir) });
    Validations.of(app).addPlugins(new ResilienceReport(props));
  }

  /** Name in CDK's validation report. */
  readonly name: string = 'ResilienceReport';

  private readonly enforceObjectives: boolean;

  private constructor(props: ResilienceReportProps) {
    this.enforceObjectives = props.enforceObjectives ?? true;
  }

  /** Called by CDK at the end of synthesis. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = buildReport(readContext(context));
    writeReport(report, (context.appConstruct.node.root as Stage).outdir);
    const severity = this.enforceObjectives ? 'error' : 'warning';
    const violations = missedObjectives(report).map(violation => ({ ...violation, severity }));
    return { success: violations.length === 0 || !this.enforceObjectives, violations };
  }
}

function missedObjectives(report: ReportDocument): PolicyViolation[] {
  return report.services.flatMap(service => [...missedTime(service), ...missedData(service)]);
}

function missedTime({ name, objectives, rto, sides, suggestion }: ServiceReport): PolicyViolation[] {
  if (objectives.rto !== 'missed') return [];
  const slowest = sides.find(({ recovery }) => recovery?.value === rto.value) ?? sides[0];
  const whose = slowest.role === 'PRIMARY' ? 'the PRIMARY record' : 'every record';
  const fix = suggestion ?? `give ${whose} a health check on its own endpoint`;
  return [
    violation(
      'resilience-rto-unreachable',
      `the objective is an RTO of ${span(objectives.rtoSeconds!)}, and a failover of "${name}" takes ${readable(rto)}: ${rto.formula}`,
      fix,
      slowest?.record ?? '',
    ),
  ];
}

function missedData({ objectives, rpo, rpoOf }: ServiceReport): PolicyViolation[] {
  if (objectives.rpo !== 'missed') return [];
  return [
    violation(
      'resilience-rpo-unreachable',
      `the objective is an RPO of ${span(objectives.rpoSeconds!)}, and what is lost with a region is ${readable(rpo)}: ${rpo.formula}`,
      'replicate it to the other region, or back it up there often enough',
      rpoOf ?? '',
    ),
  ];
}

function violation(ruleName: string, problem: string, fix: string, constructPath: string): PolicyViolation {
  return {
    ruleName,
    description: `${problem} (${DOCS})`,
    fix,
    violatingResources: [{ constructPath, locations: [] }],
  };
}
