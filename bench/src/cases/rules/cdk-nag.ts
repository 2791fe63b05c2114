import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { measureRules } from '../rules-app';

measureRules(app => Validations.of(app).addPlugins(new AwsSolutionsChecks(app)));
