import * as fs from 'fs';
import * as path from 'path';
import { type Area } from '../../lib/rules/rule';
import { ALL_RULES_FILE, renderAllRules } from './all-rules';
import { AREAS } from './areas';

/** Writes the list of all rules, then the pages. */
export async function write(): Promise<void> {
  fs.writeFileSync(ALL_RULES_FILE, renderAllRules());
  // Imported after the list is written: the pages show the rules that are in it.
  const { PAGES, renderIndex, renderPage } = await import('./pages');
  for (const area of Object.keys(AREAS) as Area[]) fs.writeFileSync(path.join(PAGES, `${area}.md`), renderPage(area));
  fs.writeFileSync(path.join(PAGES, 'README.md'), renderIndex());
}
