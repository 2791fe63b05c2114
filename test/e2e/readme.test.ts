import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { discard, drill, type DrillRun, ROOT } from '../support/drill';

let project: string;
let deployed: DrillRun | undefined;

/** A project as a user would have it, with nothing but the README's text and a handler in it. */
beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), 'readme-'));
  writeFileSync(path.join(project, 'package.json'), '{ "private": true }');
  writeFileSync(path.join(project, 'app.ts'), firstExample());
  writeFileSync(path.join(project, 'handler.ts'), readFileSync(path.join(ROOT, 'examples/hello/handler.ts'), 'utf8'));
  mkdirSync(path.join(project, 'node_modules'));
  for (const name of ['aws-cdk-lib', 'constructs', 'esbuild', 'tsx', '@esbuild']) {
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(project, 'node_modules', name));
  }
  symlinkSync(ROOT, path.join(project, 'node_modules/cdk-resilient-serverless'));
  // Where the drill keeps the emulator, once it is installed.
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  symlinkSync(cache, path.join(project, 'node_modules/.cache'));
});

afterAll(() => {
  discard([deployed]);
  rmSync(project, { recursive: true, force: true });
});

function firstExample(): string {
  return /```ts\n([^]*?)```/.exec(readFileSync(path.join(ROOT, 'README.md'), 'utf8'))![1];
}

test('the first example of the README has at most fifteen lines, and is the hello example', () => {
  expect(firstExample().trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  expect(firstExample()).toBe(readFileSync(path.join(ROOT, 'examples/hello/app.ts'), 'utf8'));
});

test(
  'exactly that text deploys to the local cloud, and its function answers',
  async () => {
    deployed = await drill(['--app', 'node --import tsx app.ts', '--fault', 'none', '--speed', '8'], project);

    expect(deployed.report.measured.requests).toMatchObject({ failedBefore: 0 });
    expect(deployed.report.measured.requests.succeeded).toBeGreaterThan(0);
    expect(deployed.status).toBe(0);
  },
  8 * 60_000,
);
