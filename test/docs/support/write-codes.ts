import { writeFileSync } from 'fs';
import { CODE_CLASSES, renderClass } from './render-codes';

/** Publishes what docs/errors.md lists as static strings: npx tsx test/docs/support/write-codes.ts */
for (const each of CODE_CLASSES) writeFileSync(each.file, renderClass(each));
