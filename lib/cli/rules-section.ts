import { ALL_RULES, docsOf, evaluate } from '../checks/judging';
import { type AcknowledgedFinding, type Evaluation } from '../rules/engine';
import { type AppModel } from '../assembly/app-model';
import { type Finding } from '../rules/rule';
import { type Reported } from './reported';
import { type CheckSection, type SectionResult } from './section';

/** What the reliability rules find. */
export const rulesSection: CheckSection = {
  key: 'rules',
  examine(model: AppModel): SectionResult {
    const evaluation = evaluate(model);
    const errors = evaluation.findings.filter(finding => finding.rule.severity === 'error').length;
    const warnings = evaluation.findings.length - errors;
    return {
      text: renderText(model, evaluation, errors, warnings),
      json: renderJson(evaluation),
      reported: [
        ...evaluation.findings.map(found => reportedAs(found)),
        ...evaluation.acknowledged.map(acknowledgedAs),
      ],
      errors,
      warnings,
    };
  },
};

function renderText(model: AppModel, evaluation: Evaluation, errors: number, warnings: number): string[] {
  const { findings, acknowledged } = evaluation;
  const where = `${counted(model.stacks.length, 'stack')}, ${counted(model.regions.length, 'region')}, ${counted(ALL_RULES.length, 'rule')}`;
  return [
    ...findings.flatMap(renderFinding),
    `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${acknowledged.length} acknowledged (${where})`,
  ];
}

function renderFinding({ rule, path, problem, fix }: Finding): string[] {
  return [
    `${rule.severity.padEnd(7)} ${rule.id}`,
    `        at ${path}`,
    `        ${problem}`,
    `        fix: ${fix}`,
    `        ${docsOf(rule)}`,
    '',
  ];
}

function renderJson({ findings, acknowledged }: Evaluation): unknown {
  return {
    checked: ALL_RULES.map(rule => rule.id),
    findings: findings.map(findingJson),
    acknowledged: acknowledged.map(acknowledgedJson),
  };
}

function reportedAs({ rule, path, problem, fix }: Finding): Reported {
  return { id: rule.id, severity: rule.severity, path, problem, fix, title: rule.title, docs: docsOf(rule) };
}

function acknowledgedAs(finding: AcknowledgedFinding): Reported {
  return { ...reportedAs(finding), acknowledged: finding.acknowledgement.reason };
}

function findingJson({ rule, path, problem, fix }: Finding): Record<string, string> {
  return { rule: rule.id, severity: rule.severity, path, problem, fix, title: rule.title, docs: docsOf(rule) };
}

function acknowledgedJson(finding: AcknowledgedFinding): Record<string, string> {
  const { path: acknowledgedAt, reason } = finding.acknowledgement;
  return { ...findingJson(finding), acknowledgedAt, reason };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
