import {
  GetAliasCommand,
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type App } from '../assembly/model.js';
import { servingFunctions } from '../assembly/route-functions.js';
import { DrillError } from '../support/errors.js';
import { zipOf } from '../support/zip.js';
import { type Cloud } from './cloud.js';
import { physicalNames } from './physical-names.js';
import { RegionalClients } from './regional-clients.js';

/** Takes a function back to what it was. */
type Undo = () => Promise<unknown>;

/** Real seconds that an update of a function may take. */
const UPDATE_SECONDS = 30;

/** A first part of a runtime's name, and a program that loads and throws at each call. */
const THROWING: Readonly<Record<string, (handler: string) => [file: string, code: string]>> = {
  nodejs: handler => [
    `${moduleOf(handler)}.js`,
    `exports.${exportOf(handler)} = async () => { throw new Error('this version is bad: the drill put it here'); };`,
  ],
  python: handler => [
    `${moduleOf(handler)}.py`,
    `def ${exportOf(handler)}(event, context):\n    raise Exception('this version is bad: the drill put it here')\n`,
  ],
};

/** Puts a version that throws in the place of each function that serves users, and takes it back. */
export class BadVersions {
  private readonly clients: RegionalClients;
  private readonly undo = new Map<string, Undo[]>();

  /** @param healthPaths paths that health checkers ask; what answers nothing else is left alone */
  constructor(
    private readonly cloud: Cloud,
    private readonly app: App,
    private readonly healthPaths: readonly string[],
  ) {
    this.clients = new RegionalClients(cloud);
  }

  /** @throws DrillError `FaultTargetNotFound` where no function serves users, `FaultRuntimeUnsupported` where none can be written. */
  async deploy(region: string): Promise<void> {
    const called = await this.servingIn(region);
    if (called.length === 0) {
      const message = `${region} has no function behind an HTTP route, so a bad version changes nothing for users; choose another fault`;
      throw new DrillError('FaultTargetNotFound', message);
    }
    const lambda = this.clients.lambda(region);
    this.undo.set(region, await Promise.all(called.map(identifier => spoil(lambda, identifier))));
  }

  async rollBack(region: string): Promise<void> {
    await Promise.all((this.undo.get(region) ?? []).map(undo => undo()));
    this.undo.delete(region);
  }

  /** Takes back what is left of a run that ended early. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.undo.keys()].map(region => this.rollBack(region)));
    this.clients.destroy();
  }

  /** What `Ref` gives: a function's name, or an alias's ARN. */
  private async servingIn(region: string): Promise<string[]> {
    const stacks = this.app.stacks.filter(stack => stack.region === region);
    const names = await physicalNames(this.cloud, { ...this.app, stacks });
    const physical = new Map(names.map(name => [`${name.stackId} ${name.logicalId}`, name.physicalId]));
    return stacks
      .flatMap(({ id, template }) =>
        servingFunctions(template, this.healthPaths).map(called => physical.get(`${id} ${called}`)),
      )
      .filter(found => found !== undefined);
  }
}

async function spoil(lambda: LambdaClient, identifier: string): Promise<Undo> {
  const [, , , , , , FunctionName = identifier, Name] = identifier.split(':');
  const { Configuration, Code } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  const { Runtime = '', Handler = '' } = Configuration ?? {};
  const write = THROWING[/^[a-z]+/.exec(Runtime)?.[0] ?? ''] as (typeof THROWING)[string] | undefined;
  if (write === undefined) {
    const message = `the drill cannot write a bad version of "${FunctionName}", whose runtime is "${Runtime}"; it can for nodejs and python`;
    throw new DrillError('FaultRuntimeUnsupported', message);
  }
  const before = Name === undefined ? await download(Code?.Location ?? '') : undefined;
  await update(lambda, FunctionName, zipOf(...write(Handler)));
  if (before !== undefined) return () => update(lambda, FunctionName, before);

  const { FunctionVersion } = await lambda.send(new GetAliasCommand({ FunctionName, Name }));
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName }));
  await lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion: Version }));
  return () => lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion }));
}

async function update(client: LambdaClient, FunctionName: string, ZipFile: Uint8Array): Promise<void> {
  await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
  await waitUntilFunctionUpdatedV2({ client, maxWaitTime: UPDATE_SECONDS, minDelay: 1 }, { FunctionName });
}

async function download(location: string): Promise<Uint8Array> {
  const response = await fetch(location);
  if (!response.ok) {
    throw new DrillError('DrillFailed', `the code at ${location} cannot be read: HTTP ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

function moduleOf(handler: string): string {
  return handler.slice(0, handler.lastIndexOf('.'));
}

function exportOf(handler: string): string {
  return handler.slice(handler.lastIndexOf('.') + 1);
}
