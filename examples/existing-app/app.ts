import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType, type ITableV2, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  AlarmTopic,
  CrossRegionBackup,
  FailoverDomain,
  FailoverRole,
  Health,
  HttpEndpoint,
} from 'cdk-resilient-serverless';

/**
 * The app of before.ts, brought over: its table has a replica, everything that holds data is backed up elsewhere, and its API
 * fails over by name. No construct that was there has another id, so nothing is replaced: a test compares both.
 */
const app = new App();
const home = new Stack(app, 'Orders', { env: { region: 'eu-west-1' } });
const standby = new Stack(app, 'OrdersStandby', { env: { region: 'eu-central-1' } });

const orders = new TableV2(home, 'OrderTable', {
  tableName: 'orders',
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.RETAIN,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  replicas: [{ region: 'eu-central-1' }],
});
const sessions = new Table(home, 'SessionTable', {
  partitionKey: { name: 'sessionId', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.RETAIN,
});
const invoices = new Bucket(home, 'Invoices', { versioned: true, removalPolicy: RemovalPolicy.RETAIN });

const backup = new CrossRegionBackup(home, 'Backup', {
  resources: [orders, sessions, invoices],
  copyToRegion: 'eu-central-1',
});
new BackupVault(standby, 'Vault', { backupVaultName: backup.vaultName, removalPolicy: RemovalPolicy.RETAIN });

const handler = createHandler(home, orders, { SESSIONS: sessions.tableName, INVOICES: invoices.bucketName });
new HttpApi(home, 'HttpApi', { defaultIntegration: new HttpLambdaIntegration('Handler', handler) });
lead(home, FailoverRole.PRIMARY, handler, orders);

// The replica is found by its name: the standby's stack refers to no other.
const replica = TableV2.fromTableName(standby, 'OrderTable', 'orders');
lead(standby, FailoverRole.SECONDARY, createHandler(standby, replica), replica);

function createHandler(stack: Stack, table: ITableV2, more: Record<string, string> = {}): Function {
  const created = new Function(stack, 'Api', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: process.env.TABLE_NAME });'),
    environment: { TABLE_NAME: table.tableName, ...more },
  });
  table.grantReadWriteData(created);
  return created;
}

/** The name leads to a regional endpoint beside the old API, which goes on answering under its own address. */
function lead(stack: Stack, role: FailoverRole, api: Function, table: ITableV2): void {
  new FailoverDomain(stack, 'Domain', {
    endpoint: new HttpEndpoint(stack, 'Endpoint', {
      handler: api,
      routes: ['POST /orders', 'GET /orders/{orderId}'],
      health: Health.deep({ tables: [table] }),
    }),
    domain: { name: 'orders.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
    role,
  });
  AlarmTopic.of(stack).addOperator('on-call@example.com');
}
