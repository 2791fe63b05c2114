import { App } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import {
  IdempotencyStore,
  Regions,
  ResilientFunction,
  ResilientService,
  StandbyRuns,
  Trigger,
  TriggerSource,
} from 'cdk-resilient-serverless';

/** A report that is written every night by one of two regions, whichever works. */
const app = new App();
const reports = new ResilientService(app, 'Reports', { regions: Regions.activePassive('us-east-2', 'us-west-2') });
const runs = new IdempotencyStore(reports, 'Runs');

for (const stack of reports.regionalStacks) {
  const write = new ResilientFunction(stack, 'Write', { entry: 'write.ts' });
  const standby = StandbyRuns.onlyWhereActive({ runs: runs.inRegion(stack) });
  const source = TriggerSource.schedule(Schedule.cron({ minute: '0', hour: '2' }), { standby });
  new Trigger(stack, 'Nightly', { function: write, source });
}
