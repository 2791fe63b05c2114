import * as fs from 'fs';
import * as path from 'path';
import { ALL_RULES } from '../../lib/rules/all-rules';
import { evaluate } from '../../lib/rules/engine';
import { type Area, type Rule } from '../../lib/rules/rule';
import { type CaseOfRule, RULE_CASES } from '../../test/rules/support/rule-cases';
import { app } from '../../test/rules/support/templates';
import { AREAS } from './areas';
import { renderExample } from './example';

export const PAGES = path.join(__dirname, '../../docs/rules');

/** The page of an area, from its rules and from the cases that the tests run. */
export function renderPage(area: Area): string {
  const rules = ALL_RULES.filter(rule => rule.area === area);
  const heading = `# Rules: ${area}\n\n${sentence(AREAS[area])} [All rules](README.md)\n`;
  return [
    '<!-- Written by `npm run docs:rules` from the rules and their cases. -->\n',
    heading,
    ...rules.map(renderRule),
  ].join('\n');
}

/** The overview with its list of rules between the marks brought up to date. */
export function renderIndex(page = fs.readFileSync(path.join(PAGES, 'README.md'), 'utf8')): string {
  const [before, , after] = page.split(/(?<=<!-- rules -->\n)|(?=<!-- end of rules -->)/);
  return before + renderList() + after;
}

function renderList(): string {
  const areas = Object.keys(AREAS) as Area[];
  return `\n${areas.map(area => `### [${area}](${area}.md)\n\n${sentence(AREAS[area])}\n\n${renderTable(area)}\n`).join('\n')}\n`;
}

function renderTable(area: Area): string {
  const rows = ALL_RULES.filter(rule => rule.area === area).map(
    rule => `| [${rule.id}](${area}.md#${rule.id}) | ${rule.severity} | ${rule.title.replace(/\|/g, '\\|')} |`,
  );
  return ['| rule | severity | what must hold |', '|---|---|---|', ...rows].join('\n');
}

function renderRule(rule: Rule): string {
  const example = RULE_CASES.find(each => `resilience-${each.rule}` === rule.id)!;
  const [finding] = findingsOf(rule, example);
  return [
    `## ${rule.id}\n`,
    `**${rule.title}.** (${rule.severity})\n`,
    `${rule.why} ([AWS](${rule.source}))\n`,
    `${renderExample(example, findingsOf(rule, example))}`,
    `> ${finding.problem}\n`,
    `Fix: ${finding.fix}.\n`,
  ].join('\n');
}

const findingsOf = (rule: Rule, { bad }: CaseOfRule) => evaluate(app(...bad), [rule]).findings;

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
