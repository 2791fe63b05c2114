import * as path from 'path';
import { ROOT, run } from '../support/drill';

test("the example of a user's test passes with the user's own jest", async () => {
  const { status, output } = await run('npx', ['jest', '--ci'], path.join(ROOT, 'examples/snapshot-test'));

  expect(output).toMatch(/Snapshots: +1 passed, 1 total/);
  expect(status).toBe(0);
}, 120_000);
