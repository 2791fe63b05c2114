import { App, Duration, Stack } from 'aws-cdk-lib';
import { AlarmTopic, Deployment, ResilientFunction } from 'cdk-resilient-serverless';

/** A new version gets a tenth of the calls for five minutes, and is taken back when it fails. */
const app = new App();
const shop = new Stack(app, 'Shop');

new ResilientFunction(shop, 'Api', {
  entry: 'api.ts',
  deployment: Deployment.canary({ percent: 10, bake: Duration.minutes(5) }),
});

AlarmTopic.of(shop).addOperator('on-call@example.com');
