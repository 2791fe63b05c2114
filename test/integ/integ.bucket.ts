import { App } from 'aws-cdk-lib/core';
import { Alarms, Regions, ReplicatedBucket, ResilientService } from '../../lib';

const app = new App();
const service = new ResilientService(app, 'IntegBucket', {
  regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
});
new ReplicatedBucket(service, 'Uploads', { alarms: Alarms.none() });
app.synth();
