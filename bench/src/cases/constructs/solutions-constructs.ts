import { LambdaToSqs } from '@aws-solutions-constructs/aws-lambda-sqs';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { measureFunctions } from '../harness';
import { createAlarms } from '../raw-alarms';

/** The pattern gives function, role, tracing and queue; alias, failure destination and alarms are added by hand. */
measureFunctions((stack, id) => {
  const scope = new Construct(stack, id);
  const pattern = new LambdaToSqs(scope, 'Pattern', {
    lambdaFunctionProps: { code: Code.fromAsset('handler'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X },
    queueProps: { retentionPeriod: Duration.days(14) },
    deployDeadLetterQueue: false,
  });
  const alias = pattern.lambdaFunction.addAlias('live');
  alias.configureAsyncInvoke({
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: new SqsDestination(pattern.sqsQueue),
  });
  createAlarms({ scope, alias, letters: pattern.sqsQueue });
});
