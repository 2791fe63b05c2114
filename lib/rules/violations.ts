import { append } from '../assembly/append';
import { type PolicyValidationPluginReport, type PolicyViolation } from 'aws-cdk-lib/core';
import { docsOf, type Finding } from './rule';

/** Findings as CDK's validation report shows them: the same thing said of several constructs is one violation. */
export function toReport(findings: readonly Finding[], strict: boolean): PolicyValidationPluginReport {
  const isError = (finding: Finding): boolean => strict || finding.rule.severity === 'error';
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule.id}\n${finding.problem}\n${finding.fix}`;
    append(groups, key, finding);
  }
  return {
    success: !findings.some(isError),
    violations: [...groups.values()].map(group => toViolation(group, isError(group[0]) ? 'error' : 'warning')),
  };
}

function toViolation(group: readonly Finding[], severity: string): PolicyViolation {
  const [{ rule, problem, fix }] = group;
  return {
    ruleName: rule.id,
    description: `${problem}; ${fix} (${docsOf(rule)})`,
    fix,
    severity,
    ruleMetadata: { title: rule.title, why: rule.why, docs: docsOf(rule), source: rule.source },
    violatingResources: group.map(finding => ({ constructPath: finding.path, locations: [] })),
  };
}
