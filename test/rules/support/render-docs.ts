import { ALL_RULES } from '../../../lib/rules/all-rules';
import { evaluate } from '../../../lib/rules/engine';
import { type Area, type Finding, type Rule } from '../../../lib/rules/rule';
import { type TemplateResource } from '../../../lib/assembly/template';
import { RULE_CASES } from './rule-cases';
import { app } from './templates';

/** What each page is about. */
const PAGES: Readonly<Record<Area, string>> = {
  failover: 'Records, health checks and what they lead to.',
  functions: 'Invocation, failure paths, capacity and what calls what.',
  messages: 'Queues, their consumers and their dead letters.',
  alarms: 'Alarms that can ring, on what exists, and do something.',
  data: 'Tables, buckets, replication and keys.',
  backups: 'Plans, selections, copies and vaults.',
  experiments: 'Fault injection that stops in time.',
  privileges: 'What roles may do, on the path of failover above all.',
  regions: 'No region needs another.',
  workflows: 'Retries, timeouts and failure paths of state machines.',
  delivery: 'Deployment and scaling of functions.',
};

export const AREAS = Object.keys(PAGES) as Area[];

/** The page of an area, from its rules and from the cases that the tests run. */
export function renderPage(area: Area): string {
  const rules = ALL_RULES.filter(rule => rule.area === area);
  const heading = `# Rules: ${area}\n\n${PAGES[area]} [All areas](README.md)\n`;
  const note = '<!-- Written from the rules and their test cases: npx tsx test/rules/support/write-docs.ts -->\n';
  return [note, heading, ...rules.map(renderRule)].join('\n');
}

function renderRule(rule: Rule): string {
  const example = RULE_CASES.find(each => `resilience-${each.rule}` === rule.id)!;
  const model = app(...example.bad);
  const findings = evaluate(model, [rule]).findings;
  return [
    `## ${rule.id}\n`,
    `**${rule.title}.** (${rule.severity})\n`,
    `${rule.why} ([AWS](${rule.source}))\n`,
    'Reported:\n',
    `\`\`\`json\n${JSON.stringify(reported(findings, example.bad), undefined, 2)}\n\`\`\`\n`,
    `> ${findings[0].problem}\n`,
    `Fix: ${findings[0].fix}.\n`,
  ].join('\n');
}

/** The resources that the findings are about, as their templates write them. */
function reported(
  findings: readonly Finding[],
  stacks: (typeof RULE_CASES)[number]['bad'],
): Record<string, TemplateResource> {
  const paths = new Set(findings.map(finding => finding.path));
  const all = stacks.flatMap(stack =>
    Object.entries(stack.template.Resources ?? {}).filter(
      ([id]) => paths.has(`${stack.path}/${id}`) || paths.has(stack.path),
    ),
  );
  return Object.fromEntries(all.slice(0, 2));
}
