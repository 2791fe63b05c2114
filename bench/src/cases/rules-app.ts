import { type App, Validations } from 'aws-cdk-lib/core';
import { measureApp, spreadFunctions } from './harness';
import { createOurFunction } from './our-function';

/** The same app for every set of rules that judges it. */
export function measureRules(addRules: (app: App) => void): void {
  measureApp(app => {
    addRules(app);
    accept(app);
    spreadFunctions(app, createOurFunction);
  });
}

/** What cdk-nag says about this app, answered as its users do: findings fail the synthesis, and printing them takes time. */
function accept(app: App): void {
  const reason = 'a measurement, which is never deployed';
  for (const rule of ['SQS3', 'L1', 'IAM5[Resource::*]']) {
    Validations.of(app).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  }
}
