import * as path from 'path';
import { entriesOf, type Entry, LIBRARY, type Part, WARNING_PREFIX, WARNINGS_PART } from './tables';

const WIDTH = 120;
const INDENT = '   * '.length;

/** A class of the public API that publishes the names of a table: jsii hands on no constants of other kinds. */
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
    part: LIBRARY,
    name: 'ErrorCode',
    doc: `Codes of the errors that this library throws: each stands in brackets at the beginning of the message.

docs/errors.md has the cause and the fix of each.

@example
expect(() => new ResilientFunction(stack, 'Api', { entry: 'no-such-file.ts' })).toThrow(ErrorCode.ENTRY_NOT_FOUND);`,
    prefix: '',
  },
  {
    file: path.resolve(__dirname, '../../../lib/diagnostics/warning-id.ts'),
    part: WARNINGS_PART,
    name: 'WarningId',
    doc: `Ids of the warnings about what deploys and is weaker than it looks.

docs/errors.md says of each what is weaker.

@example
Annotations.of(service).acknowledgeWarning(WarningId.NO_DOMAIN, 'callers know both regions');`,
    prefix: WARNING_PREFIX,
  },
];

/** The source of a class, from its table. */
export function renderClass({ part, name, doc, prefix }: CodeClass): string {
  const constants = entriesOf(part).map(entry => renderConstant(entry, prefix));
  return `// Written by: npm run docs:errors

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

function renderConstant({ name, where, cause }: Entry, prefix: string): string {
  const text = [`${where}.`, ...(cause ? [cause] : [])].join(' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return `${renderComment(text)}\n  static readonly ${upperCase(name)} = '${prefix}${name}';`;
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
