import { Validations } from 'aws-cdk-lib/core';
import { ResilienceChecks, ResilienceReport } from 'cdk-resilient-serverless';
import { measureRules } from '../rules-app';

measureRules(app => {
  Validations.of(app).addPlugins(new ResilienceChecks());
  ResilienceReport.writeFor(app);
});
