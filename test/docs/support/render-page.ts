import { readFileSync } from 'fs';
import * as path from 'path';
import { entriesOf, type Entry, type Part, PARTS } from './tables';

export const PAGE = path.resolve(__dirname, '../../../docs/errors.md');

/** docs/errors.md: its head as it stands, and below it what the tables say. */
export function renderPage(): string {
  const page = readFileSync(PAGE, 'utf8');
  const head = page.slice(0, page.indexOf(`# ${PARTS[0].title}\n`));
  return head + PARTS.map(renderPart).join('\n');
}

function renderPart(part: Part): string {
  const intro = part.intro === undefined ? [] : [part.intro];
  const sections = part.sections.flatMap(section => [
    ...(section.title ? [`## ${section.title}`] : []),
    ...(section.intro ? [section.intro] : []),
    ...entriesOf({ ...part, sections: [section] }).map(renderEntry),
  ]);
  return [`# ${part.title}`, ...intro, ...sections].join('\n\n') + '\n';
}

function renderEntry({ name, examples, where, cause, fix }: Entry): string {
  const why = cause === undefined ? '' : ` ${cause}`;
  return `#### ${name}\n\`\`\`text\n${examples.join('\n')}\n\`\`\`\n${where}.${why} **Fix:** ${fix}`;
}
