import { type App, Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { MultiRegionFunction, Regions } from 'cdk-resilient-serverless';

/** A service as a team has it in a file of its own, so that a test can make it too. */
export class Orders extends MultiRegionFunction {
  constructor(app: App) {
    super(app, 'Orders', {
      regions: Regions.activePassive('us-east-1', 'us-west-2'),
      domain: { name: 'orders.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
      objectives: { rto: Duration.minutes(2), rpo: Duration.minutes(15) },
      operators: ['on-call@example.com'],
      function: { entry: `${__dirname}/handler.ts`, memorySize: 1024 },
      table: { partitionKey: { name: 'orderId', type: AttributeType.STRING } },
    });
  }
}
