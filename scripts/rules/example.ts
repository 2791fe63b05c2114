import { diffLinesUnified } from 'jest-diff';
import { isDeepStrictEqual } from 'util';
import { Scalar, stringify } from 'yaml';
import { type StackInput, type TemplateResource } from '../../lib/assembly/template';
import { type Finding } from '../../lib/rules/rule';
import { type CaseOfRule } from '../../test/rules/support/rule-cases';

type Resources = Readonly<Record<string, TemplateResource>>;

/** What a page shows of a case: the template that is reported and the one that is right, as the difference between them. */
export function renderExample({ bad, good }: CaseOfRule, findings: readonly Finding[]): string {
  const reported = new Set(findings.map(finding => finding.path));
  const isAlone = bad.length === 1 && good.length === 1 && nameOf(bad[0]) === nameOf(good[0]);
  const shown = (stacks: readonly StackInput[], others: readonly StackInput[]) => {
    const picked = stacks.map(stack => [nameOf(stack), pick(stack, others, reported)] as const);
    return linesOf(isAlone ? picked[0][1] : Object.fromEntries(picked));
  };
  const difference = diffLinesUnified(shown(bad, good), shown(good, bad), PLAIN);
  return `\`\`\`diff\n${difference}\n\`\`\`\n`;
}

const asIs = (text: string) => text;

/** No colours, no counts, no gaps. */
const PLAIN = {
  aAnnotation: '❌ reported',
  bAnnotation: '✅ right',
  aColor: asIs,
  bColor: asIs,
  changeColor: asIs,
  commonColor: asIs,
  patchColor: asIs,
  expand: true,
  emptyFirstOrLastLinePlaceholder: '',
};

/** The stack is called by its region, where that tells it from the others. */
const nameOf = ({ id, region }: StackInput) => (id.includes(String(region)) ? String(region) : `${id}, ${region}`);

/** Resources that a finding is about, and those that the other app has not, or not so. */
function pick(stack: StackInput, others: readonly StackInput[], reported: ReadonlySet<string>): unknown {
  const other = others.find(each => each.path === stack.path)?.template.Resources ?? {};
  const resources: Resources = stack.template.Resources ?? {};
  const concerned = Object.keys(resources).filter(
    id => reported.has(`${stack.path}/${id}`) || !isDeepStrictEqual(other[id], resources[id]),
  );
  const { template, dependsOn } = stack;
  return {
    ...(dependsOn ? { dependsOn } : {}),
    ...(template.Outputs ? { Outputs: template.Outputs } : {}),
    ...Object.fromEntries(concerned.map(id => [id, resources[id]])),
  };
}

function linesOf(shown: unknown): string[] {
  const written = JSON.parse(JSON.stringify(shown)) as unknown;
  return stringify(inShortForm(written), { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd().split('\n');
}

/** Intrinsic functions as people write them in YAML, and JSON in a text over several lines. */
function inShortForm(value: unknown): unknown {
  if (typeof value === 'string') return inLines(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inShortForm);
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && name === 'Ref') return tagged('!Ref', String(argument));
  if (more.length === 0 && name === 'Fn::GetAtt') return tagged('!GetAtt', [argument].flat().join('.'));
  if (more.length === 0 && name === 'Fn::Sub' && typeof argument === 'string') return tagged('!Sub', argument);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inShortForm(item)]));
}

const inLines = (text: string) => (text.startsWith('{"') ? JSON.stringify(JSON.parse(text), undefined, 2) : text);

function tagged(tag: string, text: string): Scalar {
  return Object.assign(new Scalar(text), { tag });
}
