import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideModules } from '../../cloud/function-modules.js';

describe('the modules beside a function', () => {
  let work: string;

  beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'modules-'))));
  afterEach(() => rmSync(work, { recursive: true }));

  function install(directory: string, name: string, says: string): void {
    mkdirSync(join(work, directory, 'node_modules', name), { recursive: true });
    writeFileSync(join(work, directory, 'node_modules', name, 'index.js'), `module.exports = ${JSON.stringify(says)};`);
  }

  /** What a function finds, whose project is `project/packages/app`. */
  async function found(): Promise<NodeJS.Require> {
    mkdirSync(join(work, 'cloud'));
    const app = join(work, 'project', 'packages', 'app');
    await provideModules(join(work, 'cloud', 'node_modules'), join(work, 'drill', 'node_modules'), [app]);
    return createRequire(join(work, 'cloud', 'function', 'index.js'));
  }

  it("are the drill's own clients, and those that the app's project has installed, here or further up", async () => {
    install('drill', '@aws-sdk/client-s3', 'of the drill');
    install('project', '@aws-sdk/client-s3', 'of the project');
    install('project/packages/app', '@aws-sdk/client-ses', 'of the app');
    install('project', '@smithy/core', 'of the project');

    const load = await found();

    expect(load('@aws-sdk/client-s3')).toBe('of the drill');
    expect(load('@aws-sdk/client-ses')).toBe('of the app');
    expect(load('@smithy/core')).toBe('of the project');
  });

  it('do not hide that a package was left out of a bundle', async () => {
    install('drill', 'lodash', 'of the drill');
    install('project', 'lodash', 'of the project');

    const load = await found();

    expect(() => load('lodash')).toThrow("Cannot find module 'lodash'");
  });
});
