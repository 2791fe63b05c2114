import { readFileSync } from 'fs';
import { parseArgs } from 'util';
import { fail } from '../private/errors';
import { diffReports } from '../checks/judging';
import { type Difference } from '../report/diff';
import { type ReportDocument } from '../report/report-document';

/** How to use the command. */
export const DIFF_USAGE = `Usage: cdk-resilient-serverless diff <old.json> <new.json> [options]

Says what became better or worse between two resilience reports (resilience-report.json in cdk.out).

Options:
  --fail-on-worse      exit with 1 when something became worse
  --format text|json   what to print (default: text)
  -h, --help           this text

Exit status: 0 compared, 1 something is worse (with --fail-on-worse), 2 input that cannot be compared.
`;

/** What the command answers: text for standard output, and the exit status. */
export interface DiffAnswer {
  readonly output: string;
  readonly status: 0 | 1;
}

/**
 * Runs the command with the arguments that follow its name.
 *
 * @throws ResilienceError `BadArgument`, `ReportUnreadable` or `ReportVersionUnknown`
 */
export function runDiff(args: readonly string[]): DiffAnswer {
  const { values, positionals } = parse(args);
  if (values.help) return { output: DIFF_USAGE, status: 0 };
  if (positionals.length !== 2) {
    fail(
      undefined,
      'BadArgument',
      `the diff reads two reports and was given ${positionals.length}; write "diff old.json new.json"`,
    );
  }
  const format = values.format ?? 'text';
  if (!['text', 'json'].includes(format)) fail(undefined, 'BadArgument', `--format is "${format}"; write text or json`);
  const [before, after] = positionals.map(readReport);
  const differences = diffReports(before, after);
  const worse = differences.some(({ direction }) => direction === 'worse');
  return {
    output:
      format === 'json' ? `${JSON.stringify({ schemaVersion: 1, differences }, undefined, 2)}\n` : render(differences),
    status: worse && values['fail-on-worse'] ? 1 : 0,
  };
}

function render(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'Resilience is the same.\n';
  const lines = differences.map(
    ({ direction, subject, what, before, after }) => `${direction.padEnd(8)}${subject}: ${what}: ${before} → ${after}`,
  );
  const count = (wanted: string): number => differences.filter(({ direction }) => direction === wanted).length;
  return `${lines.join('\n')}\n\n${count('worse')} worse, ${count('better')} better, ${count('changed')} changed\n`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'fail-on-worse': { type: 'boolean' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return fail(undefined, 'BadArgument', `${(error as Error).message}; see --help`);
  }
}

function readReport(file: string): ReportDocument {
  const report = readJson(file) as Partial<ReportDocument> | null;
  if (report?.schemaVersion !== 1 || !Array.isArray(report.services) || !Array.isArray(report.data)) {
    fail(
      file,
      'ReportVersionUnknown',
      `it is no resilience report of version 1; give the resilience-report.json of an assembly`,
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
