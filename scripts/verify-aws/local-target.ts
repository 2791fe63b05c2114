import { mkdtempSync, rmSync } from 'fs';
import { request } from 'http';
import { tmpdir } from 'os';
import * as path from 'path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adaptAssembly } from '../../drill/assembly/adapt.js';
import { type GlobalTableSpec } from '../../drill/assembly/model.js';
import { readApp } from '../../drill/assembly/read.js';
import { clientConfig } from '../../drill/cloud/aws-environment.js';
import { CdkCli } from '../../drill/cloud/cdk-cli.js';
import { deployApp } from '../../drill/cloud/deploy.js';
import { describeDeployed } from '../../drill/cloud/deployed.js';
import { prepareEnvironment, supportedTypes } from '../../drill/cloud/environment.js';
import { startCloud, type LocalCloud } from '../../drill/cloud/local-cloud.js';
import { Schedules } from '../../drill/events/schedules.js';
import { BucketReplication } from '../../drill/replication/buckets.js';
import { TableReplication } from '../../drill/replication/tables.js';
import { createClock } from '../../drill/support/clock.js';
import { type Answer, type Call, type Target } from './target';

const ACCOUNT = '123456789012';
const SPEED = 10;
const PATIENCE_SECONDS = 8;
const onProgress = (): void => undefined;

/** The local cloud of the drill, with what AWS does by itself: replication, schedules. */
export async function localTarget(regions: readonly [string, string]): Promise<Target> {
  const work = mkdtempSync(path.join(tmpdir(), 'verify-'));
  const { python } = await prepareEnvironment({ onProgress });
  const workDir = mkdtempSync(path.join(work, 'cloud-'));
  const cloud = await startCloud({ python, regions, account: ACCOUNT, workDir, speed: SPEED, onProgress });
  return new LocalTarget(regions, cloud, python, work);
}

class LocalTarget implements Target {
  readonly name = 'local';
  readonly account = ACCOUNT;
  readonly mostPatienceSeconds = PATIENCE_SECONDS;
  private readonly running: { stop(): Promise<void> }[] = [];
  private globalTables: readonly GlobalTableSpec[] = [];

  constructor(
    readonly regions: readonly [string, string],
    private readonly cloud: LocalCloud,
    private readonly python: string,
    private readonly work: string,
  ) {}

  clientConfig(region: string): object {
    return clientConfig(this.cloud, region);
  }

  ask(region: string, apiId: string, { method = 'GET', path: where, json }: Call): Promise<Answer> {
    const { address } = this.cloud.regions.find(({ name }) => name === region)!;
    const headers = { host: `${apiId}.execute-api.${region}.amazonaws.com`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const call = request({ host: address, port: this.cloud.edgePort, path: where, method, headers }, response => {
        let body = '';
        response.on('data', chunk => (body += String(chunk)));
        response.on('end', () => resolve({ status: response.statusCode!, body }));
      });
      call.on('error', reject).end(json && JSON.stringify(json));
    });
  }

  async deploy(assembly: string, signal: AbortSignal): Promise<void> {
    const app = await readApp(assembly, { workDir: this.work, onProgress });
    const { directory } = adaptAssembly(app, await supportedTypes(this.python), this.adapted);
    await deployApp(this.cloud, app, directory, { onProgress, signal });
    const deployed = await describeDeployed(this.cloud, app);
    this.globalTables = deployed.globalTables;
    const world = { cloud: this.cloud, clock: createClock(SPEED) };
    const tables = new TableReplication({ ...world, tables: deployed.globalTables });
    const buckets = new BucketReplication({ ...world, buckets: deployed.buckets });
    const schedules = new Schedules({ ...world, schedules: deployed.schedules });
    this.running.push(tables, buckets, schedules);
    await tables.start();
    await schedules.fireOnce();
    buckets.start();
  }

  async destroy(): Promise<void> {
    await this.stopAll();
    await new CdkCli(this.cloud, this.regions[0], this.adapted).run(['destroy', '**', '--force']);
    await Promise.all(this.globalTables.flatMap(table => table.replicaRegions.map(region => this.drop(table, region))));
  }

  /** The drill made the replicas in the place of DynamoDB, which takes them away with their table. */
  private async drop({ tableName }: GlobalTableSpec, region: string): Promise<void> {
    const client = new DynamoDBClient(clientConfig(this.cloud, region));
    await client.send(new DeleteTableCommand({ TableName: tableName })).finally(() => client.destroy());
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.cloud.stop();
    rmSync(this.work, { recursive: true, force: true });
  }

  private get adapted(): string {
    return path.join(this.work, 'adapted');
  }

  private async stopAll(): Promise<void> {
    await Promise.all(this.running.splice(0).map(each => each.stop()));
  }
}
