import { App, Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Conflicts, Failover, MultiRegionFunction, Regions, Routing } from 'cdk-resilient-serverless';

const app = new App();
new MultiRegionFunction(app, 'Orders', {
  regions: Regions.activeActive('us-east-2', 'us-west-2', 'eu-west-1'),
  domain: { name: 'orders.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
  failover: Failover.activeActive({
    routing: Routing.weighted({ 'us-east-2': 50, 'us-west-2': 25, 'eu-west-1': 25 }),
  }),
  peakRequestsPerSecond: 900,
  objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) },
  operators: ['on-call@example.com'],
  function: { entry: 'handler.ts' },
  http: { routes: ['PUT /orders/{id}', 'GET /orders/{id}'] },
  table: {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    // Every order is written once, under an id of its own.
    conflicts: Conflicts.accepted(),
  },
  perRegion: { 'eu-west-1': { environment: { CURRENCY: 'EUR' } } },
});
