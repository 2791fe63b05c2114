import * as fs from 'fs';
import * as path from 'path';
import { AREAS, renderPage } from './render-docs';

const PAGES = path.join(__dirname, '..', '..', '..', 'docs', 'rules');

for (const area of AREAS) fs.writeFileSync(path.join(PAGES, `${area}.md`), renderPage(area));
