import { App, Duration, Stack } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  AlarmTopic,
  CrossRegionBackup,
  FailoverDomain,
  FailoverRole,
  Health,
  HttpEndpoint,
  ReplicatedTable,
} from 'cdk-resilient-serverless';

/**
 * An app that was there before, with its own stacks and its own functions: it gets a global table, and its API fails over
 * by name. A table that holds data already is taken over with `cdk import`: see docs/replicated-table.md. Nothing but the constructs that are needed comes from this library.
 */
const app = new App();
const home = new Stack(app, 'Orders', { env: { region: 'eu-west-1' } });
const standby = new Stack(app, 'OrdersStandby', { env: { region: 'eu-central-1' } });

const orders = new ReplicatedTable(home, 'OrderTable', {
  tableName: 'orders',
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  replicaRegions: ['eu-central-1'],
});
const backup = new CrossRegionBackup(home, 'Backup', { resources: [orders], copyToRegion: 'eu-central-1' });
new BackupVault(standby, 'Vault', { backupVaultName: backup.vaultName });

for (const [stack, role] of [
  [home, FailoverRole.PRIMARY],
  [standby, FailoverRole.SECONDARY],
] as const) {
  const table = orders.inRegion(stack);
  const handler = new Function(stack, 'Api', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: process.env.TABLE_NAME });'),
    environment: { TABLE_NAME: table.tableName },
    timeout: Duration.seconds(10),
  });
  table.grantReadWriteData(handler);

  new FailoverDomain(stack, 'Domain', {
    endpoint: new HttpEndpoint(stack, 'Endpoint', {
      handler,
      routes: ['POST /orders', 'GET /orders/{orderId}'],
      health: Health.deep({ tables: [table] }),
    }),
    domain: { name: 'orders.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    role,
  });
  AlarmTopic.of(stack).addOperator('on-call@example.com');
}
