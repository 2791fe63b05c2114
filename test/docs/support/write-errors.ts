import { writeFileSync } from 'fs';
import { CODE_CLASSES, renderClass } from './render-classes';
import { PAGE, renderPage } from './render-page';

/** Writes what is made from the tables of codes: docs/errors.md, `ErrorCode` and `WarningId`. */
writeFileSync(PAGE, renderPage());
for (const each of CODE_CLASSES) writeFileSync(each.file, renderClass(each));
