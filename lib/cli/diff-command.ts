import { readFileSync, statSync } from 'fs';
import { type HazardFinding } from '../changes/hazard';
import { buildReport, diffReports, judgeUpdate, readAssembly, REPORT_VERSION } from '../checks/judging';
import { fail } from '../private/errors';
import { type Difference } from '../report/diff';
import { type ReportDocument } from '../report/report-document';
import { parseStrictly } from './parse';

/** How to use the command. */
export const DIFF_USAGE = `Usage: cdk-resilient-serverless diff <before> <after> [options]

Says what became better or worse between two states of an app, and what goes wrong when the second is deployed over the
first. A state is a cloud assembly (the directory that "cdk synth" writes) of any CDK app, or a resilience-report.json;
deployments are judged between two assemblies.

Options:
  --fail-on-worse      exit with 1 when something became worse
  --format text|json   what to print (default: text)
  -h, --help           this text

Exit status: 0 compared, 1 AWS would refuse the deployment or lose something by it, or something is worse (with
--fail-on-worse), 2 input that cannot be compared.
`;

const OPTIONS = {
  'fail-on-worse': { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Version of the JSON output; a property that goes or changes its meaning raises it. */
const SCHEMA_VERSION = 2;

/** What the command answers: text for standard output, and the exit status. */
export interface DiffAnswer {
  readonly output: string;
  readonly status: 0 | 1;
}

/** What differs between two states. */
interface Comparison {
  readonly differences: readonly Difference[];
  /** Undefined where a state is a report: it says nothing of resources. */
  readonly hazards?: readonly HazardFinding[];
}

/**
 * Runs the command with the arguments that follow its name.
 *
 * Fails with `ArgumentInvalid`, `ReportUnreadable`, `ReportVersionUnknown` or what reading an assembly throws
 */
export function runDiff(args: readonly string[]): DiffAnswer {
  const { values, positionals } = parseStrictly(args, OPTIONS);
  if (values.help) return { output: DIFF_USAGE, status: 0 };
  if (positionals.length !== 2) {
    fail(
      undefined,
      'ArgumentInvalid',
      `the diff reads two states of an app and was given ${positionals.length}; write "diff before/cdk.out cdk.out"`,
    );
  }
  const format = values.format ?? 'text';
  if (!['text', 'json'].includes(format)) {
    fail(undefined, 'ArgumentInvalid', `--format is "${format}"; write text or json`);
  }
  const comparison = compare(positionals[0], positionals[1]);
  const worse = comparison.differences.some(({ direction }) => direction === 'worse');
  const stops = (comparison.hazards ?? []).length > 0 || (worse && values['fail-on-worse'] === true);
  return { output: format === 'json' ? renderJson(comparison) : renderText(comparison), status: stops ? 1 : 0 };
}

function compare(before: string, after: string): Comparison {
  if (!isDirectory(before) || !isDirectory(after)) {
    return { differences: diffReports(reportOf(before), reportOf(after)) };
  }
  const [old, now] = [readAssembly(before), readAssembly(after)];
  return { differences: diffReports(buildReport(old), buildReport(now)), hazards: judgeUpdate(old, now) };
}

function renderJson({ differences, hazards }: Comparison): string {
  const deployment = hazards?.map(({ hazard: { id, outcome, title, source }, path, problem, fix }) => ({
    hazard: id,
    outcome,
    path,
    problem,
    fix,
    title,
    source,
  }));
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, differences, deployment }, undefined, 2)}\n`;
}

function renderText({ differences, hazards }: Comparison): string {
  const resilience = renderDifferences(differences);
  return hazards === undefined ? resilience : `${renderHazards(hazards)}\n${resilience}`;
}

function renderHazards(hazards: readonly HazardFinding[]): string {
  if (hazards.length === 0) return 'The deployment: nothing is known that AWS would refuse or lose.\n';
  const lines = hazards.flatMap(({ hazard, path, problem, fix }) => [
    `${hazard.outcome.padEnd(8)}${hazard.id}`,
    `        at ${path}`,
    `        ${problem}`,
    `        fix: ${fix}`,
    `        ${hazard.source}`,
    '',
  ]);
  const count = (outcome: string): number => hazards.filter(({ hazard }) => hazard.outcome === outcome).length;
  return `${lines.join('\n')}\nThe deployment: ${count('refused')} refused, ${count('loses')} losing something\n`;
}

function renderDifferences(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'Resilience is the same.\n';
  const lines = differences.map(
    ({ direction, subject, what, before, after }) => `${direction.padEnd(8)}${subject}: ${what}: ${before} → ${after}`,
  );
  const count = (wanted: string): number => differences.filter(({ direction }) => direction === wanted).length;
  return `${lines.join('\n')}\n\n${count('worse')} worse, ${count('better')} better, ${count('changed')} changed\n`;
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Of an assembly, whether or not its app writes one, or of a file. */
function reportOf(state: string): ReportDocument {
  return isDirectory(state) ? buildReport(readAssembly(state)) : readReport(state);
}

function readReport(file: string): ReportDocument {
  const report = readJson(file) as Partial<ReportDocument> | null;
  if (report?.schemaVersion !== REPORT_VERSION || !Array.isArray(report.services) || !Array.isArray(report.data)) {
    fail(
      file,
      'ReportVersionUnknown',
      `it is no resilience report of version ${REPORT_VERSION}; give the resilience-report.json of an assembly that this version made`,
    );
  }
  return report as ReportDocument;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(
      file,
      'ReportUnreadable',
      `the report cannot be read: ${(error as Error).message}; run "cdk synth" first`,
    );
  }
}
