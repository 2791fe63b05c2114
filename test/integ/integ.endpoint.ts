import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { Alarms, Regions, ResilientService } from '../../lib';

const app = new App();
const service = new ResilientService(app, 'IntegEndpoint', {
  regions: Regions.activePassive('eu-west-1', 'eu-central-1'),
  domain: { name: 'files.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' },
});
for (const region of service.regionalStacks) {
  const handler = new Function(region, 'Api', {
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
  service.exposeHttp(region, handler, { alarms: Alarms.none() });
}
app.synth();
