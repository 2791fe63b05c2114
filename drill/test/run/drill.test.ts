import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDrill } from '../../run/drill.js';

describe('before anything is installed, synthesized or deployed', () => {
  const path = process.env.PATH;
  let work: string;

  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'drill-'));
    // Whatever is looked for after the checks is not there.
    process.env.PATH = work;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(work, { recursive: true });
  });

  it('fails on a workload file that cannot be read', async () => {
    const workload = join(work, 'no-such.json');

    await expect(runDrill({ app: work, workload })).rejects.toMatchObject({ code: 'WorkloadUnreadable' });
  });

  it('fails on a workload file that is none', async () => {
    const workload = join(work, 'workload.json');
    writeFileSync(workload, '{ "raeds": {} }');

    await expect(runDrill({ app: work, workload })).rejects.toMatchObject({ code: 'WorkloadInvalid' });
  });

  it('fails where the reports cannot be written', async () => {
    const file = join(work, 'file');
    writeFileSync(file, '');

    await expect(runDrill({ app: work, out: join(file, 'report') })).rejects.toMatchObject({
      code: 'OutputUnavailable',
      message: expect.stringContaining('--out'),
    });
  });

  it('leaves no directory for reports that there will never be', async () => {
    const out = join(work, 'report');

    await expect(runDrill({ app: work, out })).rejects.toMatchObject({ code: 'AssemblyNotFound' });
    expect(existsSync(out)).toBe(false);
  });
});
