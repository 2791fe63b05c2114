import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../../..');
const VIRTUAL = path.join(ROOT, 'test/docs/.snippets');

/** A TypeScript block of a page. */
export interface Snippet {
  /** Page, from the root. */
  readonly page: string;
  /** Line of the page on which the block's first line stands. */
  readonly line: number;
  readonly text: string;
}

/** What a block may use without an import when it has none of its own; on one line, so that lines can be counted. */
const IMPORTS = [
  `import { Annotations, App, Aws, Duration, RemovalPolicy, Size, Stack, Stage, TimeZone, Validations } from 'aws-cdk-lib'`,
  `import { BackupVault } from 'aws-cdk-lib/aws-backup'`,
  `import { AttributeType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb'`,
  `import { Schedule } from 'aws-cdk-lib/aws-events'`,
  `import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'`,
  `import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'`,
  `import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda'`,
  `import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53'`,
  `import { Bucket } from 'aws-cdk-lib/aws-s3'`,
  `import { Queue } from 'aws-cdk-lib/aws-sqs'`,
  `import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'`,
  `import { AwsSolutionsChecks } from 'cdk-nag'`,
];

/** What a block may use without making it: the things that a page speaks of. */
const GLOBALS = `
import type { App, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable, ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { HealthCheck } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type * as library from 'cdk-resilient-serverless';
declare global {
  const app: App;
  const stack: Stack;
  const otherStack: Stack;
  const scope: Construct;
  const service: library.ResilientService;
  const region: library.RegionalStack;
  const endpoint: library.HttpEndpoint;
  const backup: library.CrossRegionBackup;
  const files: library.ReplicatedTable;
  const uploads: library.ReplicatedBucket;
  const healthCheck: HealthCheck;
  const handler: library.ResilientFunction;
  const api: library.ResilientFunction;
  const smokeTest: library.ResilientFunction;
  const notifier: library.ResilientFunction;
  const nightlyReport: library.ResilientFunction;
  const reserve: library.ResilientFunction;
  const release: library.ResilientFunction;
  const charge: library.ResilientFunction;
  const refund: library.ResilientFunction;
  const mail: library.ResilientFunction;
  const sms: library.ResilientFunction;
  const definition: IChainable;
  const table: ITableV2;
  const bucket: IBucket;
  const queue: IQueue;
  const httpApi: HttpApi;
  class Orders {
    constructor(app: App);
  }
  function test(name: string, run: () => void): void;
  function expect<T>(value: T): { toEqual(other: T): void; toThrow(text: string): void };
}
`;

/** Every TypeScript block of README.md and of the pages under docs/. */
export function snippetsOfPages(): Snippet[] {
  const pages = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md') && file !== 'API.md')
    .map(file => path.join('docs', file));
  return ['README.md', 'drill/README.md', ...pages.sort()].flatMap(snippetsOf);
}

function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(?:ts|typescript)\n([^]*?)^```$/gm)].map(match => ({
    page,
    line: text.slice(0, match.index).split('\n').length + 1,
    text: match[1],
  }));
}

/** Every `@example` of the library's public API. */
export function examplesOfSources(): Snippet[] {
  return sourcesOfLibrary().flatMap(page => {
    const lines = readFileSync(path.join(ROOT, page), 'utf8').split('\n');
    return lines.flatMap((line, index) => (line.trim() === '* @example' ? [exampleAt(page, lines, index + 1)] : []));
  });
}

/** The lines of a comment up to its end or to its next tag. */
function exampleAt(page: string, lines: readonly string[], start: number): Snippet {
  const length = lines.slice(start).findIndex(line => /^\s*\*(\/| @)/.test(line));
  const text = lines.slice(start, start + length).map(line => line.replace(/^\s*\* ?/, ''));
  return { page, line: start + 1, text: `${text.join('\n')}\n` };
}

function sourcesOfLibrary(): string[] {
  return readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => path.join('lib', file));
}

/** Type-checks snippets as one program; what is wrong with them, by page and line. */
export function mistakesIn(snippets: readonly Snippet[]): string[] {
  const files = new Map([[path.join(VIRTUAL, 'globals.d.ts'), GLOBALS]]);
  snippets.forEach((snippet, index) => files.set(fileOf(index), render(snippet)));
  const program = createProgram(files);
  return snippets.flatMap((snippet, index) => {
    const source = program.getSourceFile(fileOf(index))!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(diagnostic => renderMistake(snippet, source, diagnostic));
  });
}

function fileOf(index: number): string {
  return path.join(VIRTUAL, `${index}.ts`);
}

/** The snippet from its second line on: the first one has what it may take for granted. */
function render({ text }: Snippet): string {
  const hasImports = /^import /m.test(text);
  return `${hasImports ? 'export {}' : [...IMPORTS, importOfLibrary(text)].join('; ')};\n${text}`;
}

/** What a snippet uses of the library; `*` would hide names that are not exported. */
function importOfLibrary(text: string): string {
  const exported = new Set(exportsOfLibrary());
  const used = [...new Set(text.match(/\b[A-Z]\w+/g) ?? [])].filter(name => exported.has(name));
  return `import { ${used.join(', ')} } from 'cdk-resilient-serverless'`;
}

function exportsOfLibrary(): string[] {
  return sourcesOfLibrary()
    .map(file => readFileSync(path.join(ROOT, file), 'utf8'))
    .flatMap(text => [...text.matchAll(/^export (?:abstract )?(?:class|interface|enum) (\w+)/gm)])
    .map(([, name]) => name);
}

function createProgram(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: {
      'cdk-resilient-serverless': [path.join(ROOT, 'lib')],
      'cdk-resilient-serverless/client': [path.join(ROOT, 'lib/client')],
      // Without its namespaces of two hundred services, which no block uses and which take most of the time.
      'aws-cdk-lib': [path.join(ROOT, 'node_modules/aws-cdk-lib/core')],
    },
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => files.has(file) || fileExists(file);
  host.readFile = file => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...more) => {
    const text = files.get(file);
    return text === undefined ? getSourceFile(file, version, ...more) : ts.createSourceFile(file, text, version, true);
  };
  return ts.createProgram([...files.keys()], options, host);
}

function renderMistake(
  { page, line }: Snippet,
  source: ts.SourceFile,
  { start = 0, messageText }: ts.Diagnostic,
): string {
  const at = source.getLineAndCharacterOfPosition(start).line - 1;
  return `${page}:${line + at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
