import * as path from 'path';
import { entriesOf, type Entry, type Part } from './error-page';

const WIDTH = 120;
const INDENT = '   * '.length;

/** A class of the public API that publishes what a part of docs/errors.md lists. */
export interface CodeClass {
  readonly file: string;
  readonly part: Part;
  readonly name: string;
  readonly doc: string;
  readonly prefix: string;
}

export const CODE_CLASSES: readonly CodeClass[] = [
  {
    file: path.resolve(__dirname, '../../../lib/diagnostics/error-code.ts'),
    part: 'The library',
    name: 'ErrorCode',
    doc: `Codes of the errors that this library throws: each stands in brackets at the beginning of the message.

docs/errors.md has the cause and the fix of each.

@example
expect(() => new ResilientFunction(stack, 'Api', { entry: 'no-such-file.ts' })).toThrow(ErrorCode.ENTRY_NOT_FOUND);`,
    prefix: '',
  },
  {
    file: path.resolve(__dirname, '../../../lib/diagnostics/warning-id.ts'),
    part: 'Warnings',
    name: 'WarningId',
    doc: `Ids of the warnings about what deploys and is weaker than it looks.

docs/errors.md says of each what is weaker.

@example
Annotations.of(service).acknowledgeWarning(WarningId.NO_DOMAIN, 'callers know both regions');`,
    prefix: 'cdk-resilient-serverless:',
  },
];

/** The source of a class, from what docs/errors.md says. */
export function renderClass({ part, name, doc, prefix }: CodeClass): string {
  const constants = entriesOf(part).map(entry => renderConstant(entry, prefix));
  return `// Written from docs/errors.md by: npx tsx test/docs/support/write-codes.ts

/**
${doc
  .split('\n')
  .map(line => ` * ${line}`.trimEnd())
  .join('\n')}
 */
export class ${name} {
${constants.join('\n\n')}

  private constructor() {}
}
`;
}

function renderConstant({ name, text }: Entry, prefix: string): string {
  const cause = text
    .slice(0, text.indexOf('**Fix:**'))
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim();
  return `${renderComment(cause)}\n  static readonly ${upperCase(name)} = '${prefix}${name}';`;
}

/** `noDomain` becomes `NO_DOMAIN`. */
function upperCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toUpperCase();
}

function renderComment(text: string): string {
  const short = `  /** ${text} */`;
  return short.length <= WIDTH ? short : ['  /**', ...wrap(text).map(line => `   * ${line}`), '   */'].join('\n');
}

function wrap(text: string): string[] {
  return text.split(/\s+/).reduce<string[]>((lines, word) => {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length === 0 || longer.length > WIDTH - INDENT) return [...lines, word];
    return [...lines.slice(0, -1), longer];
  }, []);
}
