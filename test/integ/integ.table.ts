import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { App } from 'aws-cdk-lib/core';
import { Regions, ReplicatedTable, ResilientService } from '../../lib';

const app = new App();
const service = new ResilientService(app, 'IntegTable', {
  regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
});
new ReplicatedTable(service, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
app.synth();
