import { spawn } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { checksToRun } from '../../scripts/verify-aws/claims';
import { type Row } from '../../scripts/verify-aws/result';

const ROOT = path.join(__dirname, '../..');

interface Written {
  readonly rows: readonly Row[];
  readonly left: readonly string[];
}

let work: string;

beforeAll(() => void (work = mkdtempSync(path.join(tmpdir(), 'verify-command-'))));

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** As `npm run verify:aws -- --local`, of which the build is done already. */
async function verify(...options: string[]): Promise<{ status: number | null; output: string; written?: Written }> {
  const out = path.join(work, 'result.json');
  const command = [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/verify-aws/main.ts'];
  const child = spawn(process.execPath, [...command, '--local', '--out', out, ...options], { cwd: ROOT });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)));
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const text = status === 2 ? undefined : readFileSync(out, 'utf8');
  return { status, output, written: text === undefined ? undefined : (JSON.parse(text) as Written) };
}

test(
  'the local cloud does what docs/aws-unverified.md says of it, and nothing of it is left',
  async () => {
    const { status, output, written } = await verify();

    const { inTurn, together } = checksToRun([]);
    const documented = Object.fromEntries([...inTurn, ...together].map(({ id, local }) => [id, local]));
    expect(Object.fromEntries(written!.rows.map(({ id, local }) => [id, local]))).toEqual(documented);
    expect(written!.rows.every(({ aws, verdict }) => aws === null && verdict === 'open')).toBe(true);
    expect(written!.left).toEqual([]);
    expect(output).toContain('local: taking everything down');
    expect(status).toBe(0);
  },
  5 * 60_000,
);

test('fails before anything is deployed where a check is unknown', async () => {
  const { status, output } = await verify('--only', 'no-such-check');
  expect(status).toBe(2);
  expect(output).toContain('no check is called no-such-check');
  expect(output).not.toContain('deploying');
}, 30_000);
