import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { ROOT, run } from '../support/drill';

const EXAMPLES = path.join(ROOT, 'examples');
const names = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

let output: string;
beforeEach(() => void (output = mkdtempSync(path.join(tmpdir(), 'example-'))));
afterEach(() => rmSync(output, { recursive: true }));

test.each(names)(
  '%s synthesizes with the command of its cdk.json',
  async name => {
    const directory = path.join(EXAMPLES, name);
    const { app } = JSON.parse(readFileSync(path.join(directory, 'cdk.json'), 'utf8')) as { app: string };

    const { status, output: printed } = await run('env', [`CDK_OUTDIR=${output}`, ...app.split(' ')], directory);

    expect(printed).not.toContain('Error');
    expect(status).toBe(0);
    expect(readdirSync(output).some(file => file.endsWith('.template.json'))).toBe(true);
  },
  120_000,
);
