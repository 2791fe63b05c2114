import { type Reported } from './reported';
import { type Place, type SourcePlaces } from './source-places';

/** What a format is made of. */
export interface Findings {
  readonly findings: readonly Reported[];
  readonly places: SourcePlaces;
  readonly version: string;
}

/** Formats for machines and pipelines, by the word with which they are asked for. */
export const FINDING_FORMATS: Readonly<Record<string, (input: Findings) => string>> = {
  sarif: renderSarif,
  junit: renderJunit,
  markdown: renderMarkdown,
  github: renderGithub,
};

/** Of code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function renderSarif({ findings, places, version }: Findings): string {
  const rules = [...new Map(findings.map(found => [found.id, found])).values()];
  const driver = {
    name: 'cdk-resilient-serverless',
    version,
    informationUri: 'https://github.com/cdk-resilient-serverless/cdk-resilient-serverless',
    rules: rules.map(({ id, title, docs, severity }) => ({
      id,
      shortDescription: { text: title },
      helpUri: docs,
      defaultConfiguration: { level: severity },
    })),
  };
  const results = findings.map(found => ({
    ruleId: found.id,
    level: found.severity,
    message: { text: `${found.problem}\nFix: ${found.fix}` },
    locations: [
      {
        physicalLocation: physicalLocation(places.of(found.path)),
        logicalLocations: [{ fullyQualifiedName: found.path, kind: 'resource' }],
      },
    ],
    // A result stays the same while its construct and its rule do, whatever line it moves to.
    partialFingerprints: { constructAndRule: `${found.path} ${found.id}` },
    ...(found.acknowledged !== undefined && {
      suppressions: [{ kind: 'inSource', justification: found.acknowledged }],
    }),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function physicalLocation({ file, line }: Place): object {
  return { artifactLocation: { uri: file }, ...(line !== undefined && { region: { startLine: line } }) };
}

/** One test case a finding: servers of CI show what failed, with its message. */
function renderJunit({ findings }: Findings): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const cases = open.map(({ id, path, problem, fix, docs, severity }) => {
    const body = xml(`${problem}\nfix: ${fix}\n${docs}`);
    const outcome =
      severity === 'error'
        ? `<failure message="${xml(problem)}" type="error">${body}</failure>`
        : `<system-out>${body}</system-out>`;
    return `    <testcase classname="${xml(id)}" name="${xml(path)}">${outcome}</testcase>`;
  });
  const failures = open.filter(({ severity }) => severity === 'error').length;
  const none = '    <testcase classname="cdk-resilient-serverless" name="nothing found"/>';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="cdk-resilient-serverless check" tests="${Math.max(1, open.length)}" failures="${failures}">`,
    ...(open.length > 0 ? cases : [none]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** For a comment or a summary. */
function renderMarkdown({ findings }: Findings): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  if (open.length === 0) return '### Reliability: nothing found\n';
  const count = (severity: string): number => open.filter(found => found.severity === severity).length;
  const rows = open.map(
    ({ severity, id, docs, path, problem, fix }) =>
      `| ${severity} | [${id}](${docs}) | \`${path}\` | ${cell(problem)} | ${cell(fix)} |`,
  );
  return [
    `### Reliability: ${count('error')} errors, ${count('warning')} warnings`,
    '',
    '| | rule | where | problem | fix |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function renderGithub({ findings, places }: Findings): string {
  const lines = findings
    .filter(({ acknowledged }) => acknowledged === undefined)
    .map(({ severity, id, path, problem, fix }) => {
      const { file, line } = places.of(path);
      const at = [`file=${property(file)}`, ...(line === undefined ? [] : [`line=${line}`]), `title=${property(id)}`];
      return `::${severity} ${at.join(',')}::${message(`${path}: ${problem}\nfix: ${fix}`)}`;
    });
  return lines.map(line => `${line}\n`).join('');
}

function message(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return message(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, '<br>');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(text: string): string {
  return text.replace(/[&<>"]/g, character => ENTITIES[character]);
}
