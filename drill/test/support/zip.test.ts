import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipOf } from '../../support/zip.js';

test('another program reads what was written', () => {
  const directory = mkdtempSync(join(tmpdir(), 'zip-test-'));
  const file = join(directory, 'code.zip');
  writeFileSync(file, zipOf('src/index.js', 'exports.handler = "€";\n'));
  const read =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read("src/index.js"))';
  const { stdout } = spawnSync('python3', ['-c', read, file], { encoding: 'utf8' });
  rmSync(directory, { recursive: true });

  expect(stdout.trim()).toBe(`None ['src/index.js'] b'exports.handler = "\\xe2\\x82\\xac";\\n'`);
});
