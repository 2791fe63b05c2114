import { App, Duration, Validations } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import {
  Health,
  QueueConsumer,
  Regions,
  ReplicatedTable,
  ResilienceChecks,
  ResilientFunction,
  ResilientService,
} from 'cdk-resilient-serverless';

/** `app.py` and `App.java` are the same app: orders are taken from a queue and read over HTTP, in two regions. */
const app = new App();
Validations.of(app).addPlugins(new ResilienceChecks());
ResilienceChecks.acknowledge(app, 'resilience-backup-plan-missing', 'the warehouse has the orders too');

const service = new ResilientService(app, 'Shop', {
  regions: Regions.activePassive('us-east-1', 'us-west-2'),
  domain: { name: 'orders.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
  objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) },
  operators: ['on-call@example.com'],
});
const orders = new ReplicatedTable(service, 'Orders', {
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
});

for (const region of service.regionalStacks) {
  const table = orders.inRegion(region);
  const environment = { TABLE_NAME: table.tableName };

  const api = new ResilientFunction(region, 'Api', { entry: 'handlers/api.ts', environment });
  table.grantReadData(api);
  service.exposeHttp(region, api, { health: Health.deep({ tables: [table] }) });

  const worker = new ResilientFunction(region, 'Worker', { entry: 'handlers/worker.ts', environment });
  table.grantWriteData(worker);
  new QueueConsumer(region, 'Incoming', { function: worker });
}

app.synth();
