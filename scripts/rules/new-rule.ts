/** Writes a new rule with its cases, and adds it to the list and to the docs: `npm run new:rule -- <area>/<id>`. */
import * as fs from 'fs';
import * as path from 'path';
import { scaffold } from './scaffold';
import { write } from './write';

const ROOT = path.join(__dirname, '../..');

async function run(name: string | undefined): Promise<void> {
  const files = scaffold(name, ROOT);
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(ROOT, file), text);
  await write();
  process.stdout.write(`Fill in:\n${Object.keys(files).join('\n')}\nThen: npm run docs:rules\n`);
}

run(process.argv[2]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
