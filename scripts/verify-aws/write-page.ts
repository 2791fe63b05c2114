/** `npm run docs:unverified`. */
import { writeFileSync } from 'fs';
import * as path from 'path';
import { CLAIMS } from './claims';
import { renderPage } from './page';

writeFileSync(path.resolve(__dirname, '../../docs/aws-unverified.md'), renderPage(CLAIMS));
