import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { App, Duration, Size, Stage } from 'aws-cdk-lib/core';
import {
  Alarms,
  CrossRegionBackup,
  Failover,
  Health,
  ObjectIngest,
  Regions,
  ReplicatedBucket,
  ReplicatedTable,
  ResilientFunction,
  ResilientService,
} from '../lib';

/** A file-intake service: `POST /files`, `GET /files/{key}`, and every object uploaded to S3 is recorded. */
export const app = new App();
const context = (name: string): string | undefined => app.node.tryGetContext(name) as string | undefined;

/** Below a prefix nothing has the names of another deployment. */
const scope = context('prefix') ? new Stage(app, context('prefix')!) : app;

const service = new ResilientService(scope, 'FileIntake', {
  regions: Regions.activePassive(
    context('primary') ?? 'us-east-1',
    context('standby') ?? 'us-west-2',
    ...(context('third') ? [context('third')!] : []),
  ),
  domain: context('domainName')
    ? { name: context('domainName')!, hostedZoneId: context('hostedZoneId')!, zoneName: context('zoneName')! }
    : undefined,
  failover: Failover.activePassive({
    interval: Duration.seconds(10),
    failureThreshold: Number(context('failureThreshold') ?? 3),
    ttl: Duration.seconds(30),
  }),
  objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) },
  operators: context('operator') ? [context('operator')!] : [],
  dashboard: true,
});

const files = new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
const uploads = new ReplicatedBucket(service, 'Uploads');

for (const region of service.regionalStacks) {
  const table = files.inRegion(region);
  const bucket = uploads.inRegion(region);
  const environment = { TABLE_NAME: table.tableName };

  const api = new ResilientFunction(region, 'Api', { entry: `${__dirname}/handlers/api.ts`, environment });
  table.grantReadWriteData(api);
  service.exposeHttp(region, api, { health: Health.deep({ tables: [table], routes: ['GET /files/health'] }) });

  const notify = new ResilientFunction(region, 'NotifyRejection', {
    entry: `${__dirname}/handlers/notify-rejection.ts`,
    environment,
    alarms: Alarms.failuresOnly(),
  });
  table.grantWriteData(notify);
  new ObjectIngest(region, 'Ingest', { bucket, table, maxObjectSize: Size.mebibytes(1), onFailure: notify });
}

new CrossRegionBackup(service, 'Backup', { resources: [files, uploads] });
