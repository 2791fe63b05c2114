import { existsSync } from 'fs';
import * as path from 'path';

/** Path of a name in a directory, or in the nearest one above that has it. */
export function nearestAbove(directory: string, name: string): string | undefined {
  const found = path.join(directory, name);
  if (existsSync(found)) return found;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : nearestAbove(parent, name);
}
