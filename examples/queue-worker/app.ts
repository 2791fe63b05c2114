import { App } from 'aws-cdk-lib';
import {
  IdempotencyStore,
  QueueConsumer,
  Regions,
  ResilientFunction,
  ResilientService,
} from 'cdk-resilient-serverless';

/** Orders that wait in a queue of their region, and are shipped once although messages come again. */
const app = new App();
const shop = new ResilientService(app, 'Shop', { regions: Regions.activePassive('us-east-2', 'us-west-2') });
const shipped = new IdempotencyStore(shop, 'Shipped');

for (const stack of shop.regionalStacks) {
  const ship = new ResilientFunction(stack, 'Ship', { entry: 'ship.ts' });
  shipped.protect(ship);
  new QueueConsumer(stack, 'Orders', { function: ship });
}
