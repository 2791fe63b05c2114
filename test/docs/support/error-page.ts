import { readFileSync } from 'fs';
import * as path from 'path';

const PAGE = path.resolve(__dirname, '../../../docs/errors.md');

/** What the page says about one code or warning. */
export interface Entry {
  readonly name: string;
  /** Line of its heading. */
  readonly line: number;
  /** Its messages as examples, one a line; a message of several lines stands as one. */
  readonly messages: string[];
  readonly text: string;
}

/** The page's parts, in its order. */
export type Part = 'The library' | 'Warnings' | 'The drill';

/** Entries of a part of docs/errors.md. */
export function entriesOf(part: Part): Entry[] {
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  const start = lines.indexOf(`# ${part}`);
  const end = lines.findIndex((line, index) => index > start && line.startsWith('# '));
  const last = end < 0 ? lines.length : end;
  const headings = lines.flatMap((line, index) =>
    line.startsWith('#### ') && index > start && index < last ? [index] : [],
  );
  return headings.map((at, index) => {
    const rest = lines.slice(at + 1, headings[index + 1] ?? last).join('\n');
    const [, example = '', text = ''] = /^```text\n([^]*?)\n```\n([^]*)/.exec(rest) ?? [];
    return { name: lines[at].slice('#### '.length), line: at + 1, messages: example.split('\n'), text };
  });
}
