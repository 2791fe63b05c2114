import { App } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { MultiRegionFunction, Regions } from 'cdk-resilient-serverless';

const app = new App();
new MultiRegionFunction(app, 'Hello', {
  regions: Regions.activePassive('us-east-1', 'us-west-2'),
  domain: { name: 'hello.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' },
  function: { entry: 'handler.ts' },
  table: { partitionKey: { name: 'key', type: AttributeType.STRING } },
  uploads: {},
});
