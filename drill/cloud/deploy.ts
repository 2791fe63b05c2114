import { bootstrapNeeds } from '../assembly/bootstrap.js';
import { manifestStacks } from '../assembly/manifest.js';
import { type App } from '../assembly/model.js';
import { CdkCli, type CdkCliOptions } from './cdk-cli.js';
import { type LocalCloud } from './local-cloud.js';
import { provide } from './own-bootstrap.js';

export interface DeployOptions extends CdkCliOptions {
  readonly onProgress: (text: string) => void;
  /** Stacks deployed at the same time, where their dependencies allow it; 4 by default. */
  readonly concurrency?: number;
}

/**
 * Deploys every stack of an adapted assembly to the local cloud with the real CDK CLI: bootstrap, then deploy. What the
 * app's synthesizers name by names of their own is made between the two.
 *
 * Fails with `DeployFailed` and the CLI's own last lines.
 */
export async function deployApp(
  cloud: LocalCloud,
  app: App,
  adaptedDirectory: string,
  options: DeployOptions,
): Promise<void> {
  const cli = new CdkCli(cloud, app.regions[0], adaptedDirectory, options);
  for (const qualifier of qualifiers(adaptedDirectory)) {
    options.onProgress(`Bootstrapping ${app.regions.join(' and ')}`);
    await cli.run(['bootstrap', ...environments(app), ...named(qualifier)]);
  }
  for (const needs of bootstrapNeeds(manifestStacks(adaptedDirectory), app.account)) await provide(cloud, needs);
  const total = app.stacks.length;
  options.onProgress(`Deploying ${total} stacks`);
  let done = 0;
  // The pattern takes the stacks of stages too, which --all leaves out; change sets would only cost time here.
  const how = ['--require-approval', 'never', '--method', 'direct', '--progress', 'events'];
  await cli.run(['deploy', '**', ...how, '--concurrency', String(options.concurrency ?? 4)], line => {
    const deployed = /✅\s+(\S+)/.exec(line)?.[1];
    if (deployed !== undefined) options.onProgress(`Deployed ${deployed} (${++done} of ${total})`);
  });
}

function environments(app: App): string[] {
  return app.regions.map(region => `aws://${app.account}/${region}`);
}

/** What the app's bootstrap resources are called: apps may choose, and stacks without assets need none. */
function qualifiers(directory: string): (string | undefined)[] {
  return [...new Set(manifestStacks(directory).map(stack => stack.qualifier))];
}

/** Two sets of bootstrap resources need two stacks. */
function named(qualifier: string | undefined): string[] {
  return qualifier === undefined || qualifier === 'hnb659fds'
    ? []
    : ['--qualifier', qualifier, '--toolkit-stack-name', `CDKToolkit-${qualifier}`];
}
